import { readFileSync } from 'node:fs';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import type { JudgedSet } from './judged-set.ts';
import { sharedData } from './shared-data.ts';

type Article = { paragraphs: { context: string; qas: Question[] }[] };
type Question = { id: number; question: string; answers: { answer_start: number }[] };

/** Characters of a passage: about 200 words. */
const PASSAGE = 1300;

/** COVID-QA: experts' questions about scientific articles, which are cut into passages here; where answers start. */
export function readCovidQa(): { set: JudgedSet; answers: Map<string, { passage: number; at: number }> } {
  const file = sharedData('retrieval/covid-faq/200423_covidQA.json');
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: Article[] };
  const passages: IndexedPassage[] = [];
  const queries: JudgedSet['queries'] = [];
  const answers = new Map<string, { passage: number; at: number }>();
  data
    .flatMap(({ paragraphs }) => paragraphs)
    .forEach(({ context, qas }, article) => {
      const pieces = piecesOf(context).map((piece) => ({ ...piece, id: passages.length + piece.number }));
      const title = context.slice(0, context.indexOf('\n'));
      for (const { id, start, end } of pieces) {
        const text = context.slice(start, end);
        passages.push({
          id,
          documentKey: article,
          collection: 'default',
          title,
          path: '',
          headings: [],
          text,
        });
      }
      for (const { id, question, answers: given } of qas) {
        const at = given[0]?.answer_start ?? -1;
        const piece = pieces.find(({ start, end }) => start <= at && at < end);
        if (piece === undefined) continue;
        queries.push({ id: String(id), text: question, relevant: new Map([[piece.id, 1]]) });
        answers.set(String(id), { passage: piece.id, at: at - piece.start });
      }
    });
  return { set: { name: 'covid-qa', passages, queries }, answers };
}

/** Pieces that end with a sentence where they can, numbered from 1. */
function piecesOf(text: string): { number: number; start: number; end: number }[] {
  const pieces: { number: number; start: number; end: number }[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + PASSAGE);
    const stop = text.lastIndexOf('. ', end);
    if (end < text.length && stop > start + PASSAGE / 3) end = stop + 2;
    pieces.push({ number: pieces.length + 1, start, end });
    start = end;
  }
  return pieces;
}
