import { fieldsOf, type IndexedPassage } from '../../../knowledge/index/host/indexed-passage.ts';
import { BM25, DOCUMENT_SHARE, FIELD } from '../../../knowledge/index/ranking/weights.ts';
import { analyzeText } from '../../../knowledge/index/words/analyzer.ts';

type Counted = { passage: IndexedPassage; length: number; terms: Map<string, number> };

function counted(passage: IndexedPassage): Counted {
  const fields = fieldsOf(passage);
  const terms = new Map<string, number>();
  let length = 0;
  for (const name of ['title', 'headings', 'path', 'body'] as const) {
    for (const { term, form } of analyzeText(fields[name]).flatMap((token) => token.terms)) {
      if (term === '') continue;
      terms.set(term, Math.min(255, (terms.get(term) ?? 0) + FIELD[name]));
      if (form === 'base') length += FIELD[name];
    }
  }
  return { passage, length, terms };
}

/** BM25F plus whole-document share straight from the formula, over a plain list: what the index must agree with. */
export function naiveScores(passages: IndexedPassage[], terms: string[]): Map<number, number> {
  const all = passages.map(counted);
  const documents = new Map<number | string, { length: number; terms: Map<string, number> }>();
  for (const one of all) {
    const whole = documents.get(one.passage.documentKey) ?? { length: 0, terms: new Map<string, number>() };
    documents.set(one.passage.documentKey, whole);
    whole.length += one.length;
    for (const [term, times] of one.terms) whole.terms.set(term, (whole.terms.get(term) ?? 0) + times);
  }
  const own = bm25(all, terms);
  const wholes = bm25([...documents.values()], terms);
  const documentKeys = [...documents.keys()];
  const scores = new Map<number, number>();
  all.forEach(({ passage }, at) => {
    const score = own[at] ?? 0;
    const share = wholes[documentKeys.indexOf(passage.documentKey)] ?? 0;
    if (score > 0) scores.set(passage.id, score + DOCUMENT_SHARE * share);
  });
  return scores;
}

function bm25(texts: { length: number; terms: Map<string, number> }[], terms: string[]): number[] {
  const average = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  return texts.map((text) => {
    let score = 0;
    for (const term of terms) {
      const times = text.terms.get(term) ?? 0;
      const frequency = texts.filter((other) => other.terms.has(term)).length;
      if (times === 0) continue;
      const idf = Math.log(1 + (texts.length - frequency + 0.5) / (frequency + 0.5));
      const norm = BM25.k1 * (1 - BM25.b + (BM25.b * text.length) / average);
      score += (idf * times * (BM25.k1 + 1)) / (times + norm);
    }
    return score;
  });
}
