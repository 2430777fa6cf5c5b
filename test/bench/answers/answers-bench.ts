/**
 * Natural questions over real documents, asked as in chat, through the answer path without a model: is the right page
 * cited, does the text hold what is needed, is nothing claimed where nothing is known? Beside it plain BM25 with its
 * best sentence. The sets and how answers are judged: shared/data/answers/README.md.
 *
 *     node test/bench/run.ts answers [--set=NAME,…] [--kind=KIND,…] [--out=FILE] [--show=N]
 */
import { writeFileSync } from 'node:fs';
import { type AnswerKind, answerKinds, loadAnswerSets } from './answer-sets.ts';
import { runBaseline } from './baseline.ts';
import { openSet } from './open-set.ts';
import { inFull, legend, tables } from './report.ts';
import { askAll, type Judged } from './run-set.ts';

export type AnswersBenchOptions = {
  /** Names of sets, and kinds of questions; all where nothing is said. */
  sets?: readonly string[] | undefined;
  kinds?: readonly string[] | undefined;
  /** A file that every question is written to with its answer and verdict, as JSON Lines. */
  out?: string | undefined;
  /** So many answers are printed in full, spread over the run. */
  show?: number | undefined;
};

/** Runs the sets and prints their tables. */
export async function answersBench({ sets, kinds, out, show = 0 }: AnswersBenchOptions): Promise<void> {
  const started = performance.now();
  const wanted = kinds?.map(kindOf);
  const docent: Judged[] = [];
  const baseline: Judged[] = [];
  for (const line of legend()) console.log(line);
  const chosen = loadAnswerSets(sets);
  // Taking in is most of the time and goes side by side; questions are asked one by one, so that they can be timed.
  const opened = await Promise.all(chosen.map(async (set) => ({ set, ...(await openSet(set)) })));
  for (const { set, app, close } of opened) {
    const judged = await askAll(app, set, wanted);
    const plain = await runBaseline(app, set, wanted);
    await close();
    for (const line of tables(set.name, judged, plain)) console.log(line);
    docent.push(...judged);
    baseline.push(...plain);
  }
  if (chosen.length > 1) for (const line of tables('all sets', docent, baseline)) console.log(line);
  const every = Math.max(1, docent.length / Math.max(1, show));
  for (let n = 0; n < Math.min(show, docent.length); n++) {
    const one = docent[Math.floor(n * every)];
    if (one !== undefined) console.log(inFull(one));
  }
  if (out !== undefined) writeFileSync(out, docent.map((one) => `${JSON.stringify(flat(one))}\n`).join(''));
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
}

function kindOf(name: string): AnswerKind {
  const kind = answerKinds.find((known) => known === name);
  if (kind === undefined)
    throw new Error(`There is no kind ${name}. Choose from: ${answerKinds.join(', ')}.`);
  return kind;
}

/** A line of `--out`: the question, what was said, the verdict, and where the first passages come from. */
function flat({ set, expected, given, verdict }: Judged): Record<string, unknown> {
  const { passages, ...said } = given;
  return { set, ...expected, given: { ...said, passages: passages.slice(0, 3) }, verdict };
}
