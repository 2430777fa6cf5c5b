/** How well a ranking serves a question; each 0..1. */
export const RANKING_METRICS = ['nDCG@10', 'recall@100', 'MRR@10', 'hit@1', 'hit@5', 'hit@10'] as const;
export type RankingScores = Record<(typeof RANKING_METRICS)[number], number>;

/** How relevant each judged document is to a question; 0 and less = not. */
export type Judgements = ReadonlyMap<string, number>;

/** Gains of the first k, each divided by log2(rank + 1); linear as in trec_eval (Järvelin and Kekäläinen 2002). */
function discountedGain(gains: readonly number[], k: number): number {
  return gains.slice(0, k).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

/** Scores of one question; `ranking` holds document ids, best first. Without a relevant document all are 0. */
export function scoreRanking(ranking: readonly string[], judgements: Judgements): RankingScores {
  const gainOf = (id: string): number => Math.max(0, judgements.get(id) ?? 0);
  const wanted = [...judgements].filter(([, gain]) => gain > 0);
  const ideal = discountedGain(
    wanted.map(([, gain]) => gain).sort((a, b) => b - a),
    10,
  );
  const first = ranking.findIndex((id) => gainOf(id) > 0);
  const hit = (k: number): number => Number(first !== -1 && first < k);
  const found = ranking.slice(0, 100).filter((id) => gainOf(id) > 0).length;
  return {
    'nDCG@10': ideal === 0 ? 0 : discountedGain(ranking.map(gainOf), 10) / ideal,
    'recall@100': wanted.length === 0 ? 0 : found / wanted.length,
    'MRR@10': hit(10) === 0 ? 0 : 1 / (first + 1),
    ...{ 'hit@1': hit(1), 'hit@5': hit(5), 'hit@10': hit(10) },
  };
}

/** Means over questions. */
export function meanScores(rows: readonly RankingScores[]): RankingScores {
  const mean = (name: keyof RankingScores): number =>
    rows.reduce((sum, row) => sum + row[name], 0) / rows.length;
  return Object.fromEntries(RANKING_METRICS.map((name) => [name, mean(name)])) as RankingScores;
}
