import { stemmer } from '@orama/stemmers/english';
import type { App } from '../../../bot/assembly/app.ts';
import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import type { IndexedPassage } from '../../../knowledge/index/host/indexed-passage.ts';
import { createPlainBm25 } from '../plain-bm25.ts';
import type { AnswerCase, AnswerKind, AnswerSet } from './answer-sets.ts';
import { type Given, judgeAnswer } from './judge.ts';
import { casesOf, type Judged } from './run-set.ts';

/** Passages that are kept of a search. */
const FOUND = 20;

/**
 * What a search library gives without more: plain BM25 over the same passages, and of the best one the sentence that
 * shares most of the question's words. A follow-up is searched with what its asker said before. It abstains only where
 * no word was found.
 */
export async function runBaseline(
  app: App,
  set: AnswerSet,
  kinds?: readonly AnswerKind[],
): Promise<Judged[]> {
  const passages = await readPassages(app);
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const search = createPlainBm25(passages);
  return casesOf(set, kinds).map((expected) => {
    const started = performance.now();
    const text = asked(expected);
    const found = search(text, FOUND).flatMap((id) => byId.get(id) ?? []);
    const best = found[0];
    const given: Given = {
      text: best === undefined ? '' : bestSentence(best.text, text),
      claimed: best !== undefined,
      confidence: best === undefined ? 'not-found' : 'found',
      evidence: 0,
      sources: best === undefined ? [] : [best.path],
      passages: found.map((passage) => ({ page: passage.path, text: passage.text })),
      ms: performance.now() - started,
    };
    return { set: set.name, expected, given, verdict: judgeAnswer(expected, given) };
  });
}

function asked({ question, thread = [] }: AnswerCase): string {
  const before = thread.filter(({ role }) => role === 'user').map((turn) => turn.text);
  return [...before, question].join(' ');
}

function bestSentence(passage: string, question: string): string {
  const wanted = stemsOf(question);
  const shared = (sentence: string) => [...stemsOf(sentence)].filter((stem) => wanted.has(stem)).length;
  const sentences = sentencesToQuote(passage).map(({ start, end }) => passage.slice(start, end));
  return sentences.reduce((best, next) => (shared(next) > shared(best) ? next : best), sentences[0] ?? '');
}

function stemsOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => stemmer(word)));
}

async function readPassages(app: App): Promise<IndexedPassage[]> {
  const rows = await app.store
    .selectFrom('passages')
    .innerJoin('documents', 'documents.id', 'passages.document_id')
    .select([
      ...(['passages.id', 'passages.document_id', 'passages.headings', 'passages.text'] as const),
      ...(['documents.collection', 'documents.title', 'documents.path'] as const),
    ])
    .where('passages.current', '=', 1)
    .where('documents.collection', '=', 'default')
    .orderBy('passages.id')
    .execute();
  return rows.map(({ document_id, headings, ...row }) => ({
    ...row,
    documentKey: document_id,
    headings: JSON.parse(headings) as string[],
  }));
}
