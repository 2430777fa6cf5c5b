import type { Answer, Usage } from '../types.ts';
import type { ChatMessage } from './chat-model.ts';

/** An answer that a person judged wrong. */
export type WrongAnswer = { outcome: Answer['outcome']; text: string };

/** One golden question. */
export type GoldenCase = {
  question: string;
  /** Paths, titles, document ids or external ids; any one of them cited counts. */
  expectedSources: string[];
  mustAbstain: boolean;
  expectedAnswer: string | null;
  /** Each must stand in the answer. Absent: none. */
  expectedFacts?: string[];
  tags?: string[];
  /** Answers that must not come again; they say nothing about others. */
  wrongAnswers?: WrongAnswer[];
};

export type EvalSet = {
  id: string;
  name: string;
  cases: number;
  createdAt: string;
  /** Names all versions of the set; the id of the first. */
  lineage: string;
  /** From 1. */
  version: number;
};

/** What a scorer must be given; a run that lacks one of them is not scored by it. */
export type ScorerNeed = 'reference' | 'contexts' | 'question' | 'logprobs' | 'judge' | 'embeddings';

/** A scorer as people meet it. */
export type ScorerInfo = {
  /** Stable: what its scores are stored and exported under. */
  name: string;
  label: string;
  /** One sentence: what a high score means. */
  help: string;
  /** Whether the passages behind the answer count, or its text alone. */
  category: 'context-dependent' | 'context-free';
  needs: readonly ScorerNeed[];
  /** A case must reach 1 where this applies; the others only inform. */
  decides: boolean;
};

/** Scores of one case, or the means of a run, by scorer: 0..1, null where one does not apply. */
export type EvalScores = Readonly<Record<string, number | null>>;

/** What became of a case. `unjudged` = answered, but nobody said what is expected: neither passed nor failed. */
export type Verdict = 'failed' | 'error' | 'unjudged' | 'passed';

/** One call of a chat model, as it was sent and as it came back. */
export type ModelCall = {
  /** `provider:name`. */
  model: string;
  messages: ChatMessage[];
  /** As far as it came. */
  reply: string;
  usage: Usage | null;
  ms: number;
  /** Why there is no whole reply; null when there is. */
  failure: string | null;
};

export type EvalCaseResult = {
  caseId: string;
  question: string;
  expected: GoldenCase;
  outcome: Answer['outcome'] | 'error' | 'pending';
  verdict: Verdict | 'pending';
  text: string;
  citations: { title: string; path: string; documentId: string; passageId: string }[];
  traceId: string | null;
  scores: EvalScores;
  passed: boolean;
  error: string | null;
  /** Where it was asked more than once: how often it passed, of those that were judged. */
  trials?: { passed: number; scored: number };
};

/** What a run has used. `usd` covers the calls whose price is known; `unpriced` counts the others. */
export type Spent = {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  usd: number;
  unpriced: number;
};

/** What a run asked with, so that two runs can be compared honestly. */
export type RunCard = {
  /** Id of the answerer: model and prompt version. */
  answerer: string;
  /** Docent's version. */
  version: string;
  /** Knowledge generation when the run was started. */
  generation: number;
  /** Models that were asked, in order; absent in runs of earlier versions. */
  models?: readonly string[];
  /** False: nothing was compared by meaning. Absent: as the settings had it. */
  meaning?: false;
  /** US dollars that it may spend. */
  maxUsd?: number;
};

export type EvalRun = {
  id: string;
  name: string;
  setId: string;
  setName: string;
  /** Of the set that was run. */
  lineage: string;
  setVersion: number;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number;
  createdAt: string;
  finishedAt: string | null;
  passed: number;
  /** Cases with an expectation that were measured: what `passed` is a share of. */
  judged: number;
  unjudged: number;
  errors: number;
  means: EvalScores;
  /** 95 % Wilson interval of the pass rate. */
  passInterval: [number, number] | null;
  spent: Spent;
  /** Milliseconds until it is done, by its last cases; null where nothing is under way or known. */
  etaMs: number | null;
  card: RunCard;
  /** The run that later ones of the set are held against. */
  baseline: boolean;
  /** Where each case is asked more than once: how often, and the share that passed in each round. */
  trials?: { each: number; passRates: (number | null)[] };
};

/** How a run is asked. */
export type RunOptions = {
  name?: string;
  /** It is cancelled after so many questions. */
  maxCalls?: number;
  /** It is cancelled where so many US dollars are spent. */
  maxUsd?: number;
  /** How often each case is asked. */
  trials?: number;
  /** Models in the order they are asked; absent: those of the settings. */
  models?: readonly string[];
  /** False: without comparing by meaning. */
  meaning?: false;
};

/** What a run would ask and cost at the most, before it begins. */
export type RunPlan = {
  cases: number;
  /** Questions asked: cases times trials. */
  questions: number;
  models: readonly string[];
  /** Calls of models and their tokens. */
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; null where the price of a model is not known. */
  usd: number | null;
  /** Where the tokens of a question come from: earlier runs, earlier answers, or a guess. */
  basis: 'runs' | 'answers' | 'guess' | 'local';
  /** Day of the table of prices. */
  pricesOf: string;
};

/** Which cases of a run, in which place. */
export type CasePage = {
  verdict?: Verdict;
  /** `set` = in the order of the set; absent: failed ones first. */
  order?: 'set';
  /** `next` of the page before. */
  after?: string;
  limit: number;
};

/** Golden question sets and their runs. A run is a job that resumes case by case. */
export type Batches = {
  /** What runs are scored by, in order. */
  readonly scorers: readonly ScorerInfo[];
  /**
   * Reads CSV (header row) or JSONL; where a line is bad, all bad lines are named and nothing is taken in. `into` = a
   * set whose next version this is.
   */
  importSet(input: { name: string; format: 'csv' | 'jsonl'; text: string; into?: string }): Promise<{
    setId: string;
    cases: number;
    rejected: { line: number; message: string }[];
  }>;
  /** The latest version of each set, newest first. */
  listSets(): Promise<EvalSet[]>;
  /** Throws AppError `evals.unknown-set`. */
  plan(setId: string, options: RunOptions): Promise<RunPlan>;
  /** Queues a run. Throws AppError `evals.unknown-set`, and `evals.unknown-price` for a limit that could not hold. */
  start(setId: string, options: RunOptions): Promise<{ runId: string }>;
  listRuns(limit?: number): Promise<EvalRun[]>;
  /** The run without its cases. */
  readRun(runId: string): Promise<EvalRun | undefined>;
  /** Finished cases, failed ones first, then errors, those not judged and those that passed. */
  listCases(runId: string, page: CasePage): Promise<{ cases: EvalCaseResult[]; next: string | null }>;
  /** One case with the calls of models that it took. */
  readCase(
    runId: string,
    caseId: string,
  ): Promise<{ result: EvalCaseResult; calls: ModelCall[] } | undefined>;
  /** The run with all its cases in the order of the set; as an outline, without what was answered. */
  showRun(runId: string, how?: 'outline'): Promise<{ run: EvalRun; cases: EvalCaseResult[] } | undefined>;
  /**
   * What a person says of an answer that was not judged becomes what is expected of the case. False where the case was
   * judged already or has no answer.
   */
  judge(runId: string, caseId: string, right: boolean): Promise<boolean>;
  /** Makes a run the one that later runs of its set are held against, in place of another. */
  setBaseline(runId: string): Promise<boolean>;
  /** The baseline of a set's versions. */
  baselineOf(lineage: string): Promise<string | null>;
  cancel(runId: string): Promise<void>;
  /**
   * Takes an unfinished run up again where it stopped, cases that ended in an error too; at most `maxCalls` of them.
   * `maxUsd` takes the place of the run's own limit; null = no limit.
   */
  resume(runId: string, options?: { maxCalls?: number; maxUsd?: number | null }): Promise<boolean>;
  /** Deletes all versions of a set with their runs. */
  deleteSet(setId: string): Promise<boolean>;
};
