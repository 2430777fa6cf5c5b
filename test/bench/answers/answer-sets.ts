import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ThreadTurn } from '../../../core/types.ts';
import { readLines, sharedData } from '../shared-data.ts';

/** Kinds of questions, in the order that tables show them; the last two have no answer in the pages. */
export const answerKinds = [
  'lexical',
  'fact',
  'paraphrase',
  'howto',
  'typo',
  'multi',
  'followup',
  'unanswerable',
  'offtopic',
] as const;

export type AnswerKind = (typeof answerKinds)[number];

/** A question as typed in chat, with the pages that answer it and what a useful answer contains. */
export type AnswerCase = {
  id: string;
  question: string;
  kind: AnswerKind;
  thread?: ThreadTurn[];
  /** Below the set's folder, best first; none where nothing answers. For `multi` with two pages both are needed. */
  pages: string[];
  must: string[];
  /** In our own words, for whoever reads. */
  answer: string;
};

/** Questions over one folder of pages; `folder` holds `pages/`. */
export type AnswerSet = { name: string; folder: string; cases: AnswerCase[] };

const root = path.resolve(import.meta.dirname, '../../..');

const places: Record<string, { folder: string; questions: string }> = {
  'handbook-a': shared('answers/handbook-a'),
  'product-b': shared('answers/product-b'),
  '18f': {
    folder: sharedData('retrieval/18f-handbook'),
    questions: path.join(root, 'test/fixtures/18f-chat/questions.jsonl'),
  },
};

/** The names that `loadAnswerSets` knows. */
export const answerSetNames: readonly string[] = Object.keys(places);

/** The sets of these names (all where none is given) whose pages are on this machine; says which are not. */
export function loadAnswerSets(names: readonly string[] = answerSetNames): AnswerSet[] {
  return names.flatMap((name) => {
    const place = places[name];
    if (place === undefined)
      throw new Error(`There is no set ${name}. Choose from: ${answerSetNames.join(', ')}.`);
    const absent = [place.folder, place.questions].find((needed) => !existsSync(needed));
    if (absent !== undefined) {
      console.log(`skipped ${name}: ${path.relative(root, absent)} is absent`);
      return [];
    }
    const cases = readLines(place.questions).map((line) => JSON.parse(line) as AnswerCase);
    return [{ name, folder: place.folder, cases }];
  });
}

export function isAnswerable({ kind }: AnswerCase): boolean {
  return kind !== 'unanswerable' && kind !== 'offtopic';
}

function shared(name: string): { folder: string; questions: string } {
  const folder = sharedData(name);
  return { folder, questions: path.join(folder, 'questions.jsonl') };
}
