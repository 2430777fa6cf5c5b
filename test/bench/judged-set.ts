import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import { readCorpus, readLines, sharedData } from './shared-data.ts';

/** A public test collection: passages, questions, and how relevant which passage is to which question. */
export type JudgedSet = {
  name: string;
  passages: IndexedPassage[];
  queries: { id: string; text: string; relevant: Map<number, number> }[];
};

/** Reads a set of the BEIR layout. Questions without a judgement are left out; `every` n-th of the rest is kept. */
export function readJudgedSet(name: string, every = 1): JudgedSet {
  const folder = sharedData(`retrieval/${name}`);
  const passages = readCorpus(`${folder}/corpus.jsonl`);
  const idOf = new Map(passages.map((passage) => [passage.documentKey, passage.id]));
  const judgements = new Map<string, Map<number, number>>();
  for (const line of readLines(`${folder}/qrels.tsv`).slice(1)) {
    const [query = '', document = '', score = '0'] = line.split('\t');
    const relevant = judgements.get(query) ?? new Map<number, number>();
    const id = idOf.get(document);
    if (id !== undefined) relevant.set(id, Number(score));
    judgements.set(query, relevant);
  }
  const queries = readLines(`${folder}/queries.jsonl`)
    .map((line) => JSON.parse(line) as { _id: string; text: string })
    .flatMap(({ _id, text }) => {
      const relevant = judgements.get(_id);
      return relevant === undefined ? [] : [{ id: _id, text, relevant }];
    })
    .filter((_, at) => at % every === 0);
  return { name, passages, queries };
}

/** Normalised discounted cumulative gain of the first k (Järvelin and Kekäläinen 2002, linear gain as in trec_eval). */
export function ndcg(ranked: number[], relevant: Map<number, number>, k = 10): number {
  const gain = (values: number[]): number =>
    values.slice(0, k).reduce((sum, value, at) => sum + value / Math.log2(at + 2), 0);
  const ideal = gain([...relevant.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranked.map((id) => relevant.get(id) ?? 0)) / ideal;
}

/** Share of the relevant passages among the first k. */
export function recall(ranked: number[], relevant: Map<number, number>, k = 100): number {
  const wanted = [...relevant].filter(([, score]) => score > 0).map(([id]) => id);
  const found = new Set(ranked.slice(0, k));
  return wanted.length === 0 ? 0 : wanted.filter((id) => found.has(id)).length / wanted.length;
}

export function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
