/**
 * Tries how much more evidence a quote needs that lacks words of a direct question (`quoteUnmetFrom` and `quoteUnmetLogOdds`
 * of `core/rag/policy.ts`). Prints, for each choice, which share is declined of the questions that a page answers, and of each
 * kind that none does, over all sets. In use is the choice that declines most of these for at most two in a hundred more of
 * those.
 *
 *     node test/bench/answers/unmet-words.ts [SET …]
 */
import { readOn } from '../../../core/answering/read-on.ts';
import { createExtractiveAnswerer } from '../../../core/local/extractive-answerer.ts';
import { policy } from '../../../core/rag/policy.ts';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { type AnswerSet, loadAnswerSets } from './answer-sets.ts';
import { openSet } from './open-set.ts';
import { unansweredOf } from './unanswered.ts';

const FROM = [0.4, 0.5, 0.6, 0.7];
const LOG_ODDS = [0, 0.5, 1, 1.5, 2];

type Row = { kind: string; evidence: number; unmet: number };

const { signal } = new AbortController();
const quoter = createExtractiveAnswerer({ standalone: standaloneByRule });

async function rowsOf(set: AnswerSet, all: readonly AnswerSet[]): Promise<Row[]> {
  const { app, close } = await openSet(set);
  const rowOf = async (text: string, kind: string): Promise<Row> => {
    const { passages, evidence } = await app.retriever.search({ text, k: policy.searchPassages });
    const unsure = evidence < policy.foundAbove;
    const asked = { question: text, thread: [], passages: readOn(passages), unsure, signal };
    const draft = await quoter.answer(asked);
    return { kind, evidence, unmet: draft.kind === 'drafted' ? (draft.signals?.unmet ?? 0) : 1 };
  };
  const rows: Row[] = [];
  for (const { kind, question, thread, pages } of set.cases) {
    const text = thread === undefined ? question : standaloneByRule(question, thread);
    rows.push(await rowOf(text, pages.length > 0 ? 'answerable' : kind));
  }
  for (const { kind, text } of unansweredOf(set, all)) rows.push(await rowOf(text, kind));
  await close();
  return rows;
}

const named = process.argv.slice(2);
const sets = loadAnswerSets(named.length > 0 ? named : undefined);
const rows: Row[] = [];
for (const set of sets) rows.push(...(await rowsOf(set, sets)));

for (const from of FROM)
  for (const each of LOG_ODDS) {
    const isDeclined = ({ evidence, unmet }: Row): boolean =>
      evidence < policy.quoteAbove || Math.log(evidence / (1 - evidence)) < each * Math.max(0, unmet - from);
    const shares = [...Map.groupBy(rows, ({ kind }) => kind)].map(
      ([kind, some]) => `${kind} ${(some.filter(isDeclined).length / some.length).toFixed(2)}`,
    );
    console.log(`from ${from}, log odds ${each}: ${shares.join(', ')}`);
  }
