import type { App } from '../../../bot/assembly/app.ts';
import { policy } from '../../../core/rag/policy.ts';
import type { AnswerCase, AnswerKind, AnswerSet } from './answer-sets.ts';
import { type Given, judgeAnswer, type Verdict } from './judge.ts';
import { type OpenOptions, openSet } from './open-set.ts';

/** One question of a run with what was said to it and how good that is. */
export type Judged = { set: string; expected: AnswerCase; given: Given; verdict: Verdict };

export type RunOptions = OpenOptions & {
  /** Only questions of these kinds. */
  kinds?: readonly AnswerKind[];
  /** Called with the open app before it closes: a baseline over the same passages, a second run. */
  also?: (app: App) => Promise<void>;
};

/** Asks every question of a set through the answer path of a new team, without a model and without kept answers. */
export async function runSet(set: AnswerSet, options: RunOptions = {}): Promise<Judged[]> {
  const { app, close } = await openSet(set, options);
  try {
    const judged = await askAll(app, set, options.kinds);
    await options.also?.(app);
    return judged;
  } finally {
    await close();
  }
}

/** The same over an app that is open already. */
export async function askAll(app: App, set: AnswerSet, kinds?: readonly AnswerKind[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const expected of casesOf(set, kinds)) {
    const given = await askOne(app, expected);
    judged.push({ set: set.name, expected, given, verdict: judgeAnswer(expected, given) });
  }
  return judged;
}

export function casesOf(set: AnswerSet, kinds?: readonly AnswerKind[]): AnswerCase[] {
  return set.cases.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
}

async function askOne(app: App, expected: AnswerCase): Promise<Given> {
  const thread = expected.thread ?? [];
  const started = performance.now();
  const answer = await app.ask({
    ...{ text: expected.question, thread, origin: 'bench', asker: null },
    noCache: true,
  });
  const ms = performance.now() - started;
  // What the answer was written from: the trace keeps no texts.
  const found = await app.retriever.search({ text: answer.standalone, k: policy.searchPassages });
  return {
    text: answer.text,
    claimed: answer.outcome === 'answered' && answer.citations.length > 0,
    confidence: answer.confidence,
    evidence: answer.evidence,
    sources: answer.citations.map((citation) => citation.path),
    passages: found.passages.map((passage) => ({ page: passage.path, text: passage.text })),
    ms,
  };
}
