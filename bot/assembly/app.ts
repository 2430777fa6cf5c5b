import type { Answering, AnswerOptions } from '../../core/answering/answer.ts';
import type { CacheService } from '../../core/caching/cache-service.ts';
import type { AnswerCache } from '../../core/caching/entries/answer-cache.ts';
import type { Curated } from '../../core/caching/entries/curated.ts';
import type { Gates } from '../../core/evals/gates/stored-gates.ts';
import type { TrainingJobs } from '../../core/fine-tuning/jobs/training-jobs.ts';
import type { TuningRuns } from '../../core/fine-tuning/runs/tuning-runs.ts';
import type { GuardService } from '../../core/guardrails/guard-service.ts';
import type { DiskReserve } from '../../core/local/disk-reserve.ts';
import type { Backups } from '../../core/ports/backups.ts';
import type { Batches } from '../../core/ports/batches.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Connectors } from '../../core/ports/connectors.ts';
import type { DataSets } from '../../core/ports/data-sets.ts';
import type { EmbeddingSwitch } from '../../core/ports/embedding-switch.ts';
import type { Feedback } from '../../core/ports/feedback.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { Library } from '../../core/ports/library.ts';
import type { Previews } from '../../core/ports/previews.ts';
import type { QuestionMemory } from '../../core/ports/question-memory.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { SourceLinks } from '../../core/ports/source-links.ts';
import type { Sources } from '../../core/ports/sources.ts';
import type { Storage } from '../../core/ports/storage.ts';
import type { Trainable } from '../../core/ports/trainable.ts';
import type { Upkeep } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import type { ObserveQuestion } from '../../core/trace/watch-steps.ts';
import type { Answer, Question } from '../../core/types.ts';
import type { IndexCondition } from '../../knowledge/index/host/keep-alive.ts';
import type { Meaning } from '../../knowledge/meaning/meaning.ts';
import type { RunningSuggestions } from '../conversations/outbox/suggestions.ts';
import type { Log } from '../log.ts';
import type { Config } from '../settings/config.ts';
import type { StoredSettings } from '../settings/stored-settings.ts';
import type { LangChainParts } from './langchain.ts';
import type { ChosenReranker } from './reranker.ts';

/** What a command or the server works with: the parts, put together by `assemble.ts`. */
export type App = {
  /** Settings in force, those saved in the console included. */
  config(): Config;
  clock: Clock;
  random: Random;
  log: Log;
  store: Store;
  library: Library;
  sources: Sources;
  /** Comparing by meaning, for commands that wait for it. */
  meaning: Meaning;
  upkeep: Upkeep;
  storage: Storage;
  /** Backups on schedule. */
  backups: Backups;
  /** Room that is kept back on the disk. */
  reserve: DiskReserve;
  previews: Previews;
  /** What members' questions are searched with, reranked where the settings say so. */
  readonly retriever: Retriever;
  /** The same without a reranker: for searches of Docent’s own, which nobody should wait or pay for. */
  readonly ownRetriever: Retriever;
  /** How the index that serves is, for the doctor. */
  indexCondition(): IndexCondition;
  /** Who reranks now, for the doctor. */
  reranker(): ChosenReranker;
  answering: Answering;
  ask(question: Question, options?: Pick<AnswerOptions, 'onShown'>): Promise<Answer>;
  /** Tells of each answer to a question, once it is decided. */
  whenAnswered(listener: (question: Question, answer: Answer) => void): void;
  /** Has each question watched on its way, by one observer. */
  observeQuestions(observe: ObserveQuestion): void;
  /** Answers as previews do: by quoting, without a trace, a model's price or the cache. */
  rehearse(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Retriever, index and answer path in LangChain's terms; LangChain is loaded by the first call. */
  langchain(): Promise<LangChainParts>;
  cache: AnswerCache;
  cacheService: CacheService;
  curated: Curated;
  guardService: GuardService;
  questionMemory: QuestionMemory;
  feedback: Feedback;
  /** What learns from confirmed questions. */
  trainables: readonly Trainable[];
  /** Jobs at fine-tuning services. */
  trainingJobs: TrainingJobs;
  /** The guided way to a model of the team's own. */
  tuningRuns: TuningRuns;
  suggestions: RunningSuggestions;
  batches: Batches;
  dataSets: DataSets;
  /** Gates of question sets. */
  gates: Gates;
  jobs: JobQueue;
  /** Which embedding model search uses, and the change of it that is under way. */
  embeddingSwitch: EmbeddingSwitch;
  storedSettings: StoredSettings;
  /** The address people reach the console at. */
  publicUrl(): string;
  /** Set by the server once it knows its port. */
  setPublicUrl(url: string): void;
  /** Links to read-only pages of passages. */
  sourceLinks: SourceLinks;
  /** The chat platforms, once the server started them. */
  connectors: Connectors | null;
  /** What is wrong with a list of models, in words; null when it can be used. */
  modelsProblem(models: readonly string[]): Promise<string | null>;
  /** Who writes answers now, for the doctor: `extractive` or a model's id. */
  answererId(): string;
  /** Reads saved settings again and puts another answerer in place. Says in words what is wrong with them. */
  reload(): Promise<string | null>;
  /** Starts taking queued jobs. */
  work(): void;
  stop(): Promise<void>;
};

/** The parts of an app that a search needs. */
export type Searching = Pick<App, 'clock' | 'retriever'> & { library: Pick<Library, 'collections'> };
