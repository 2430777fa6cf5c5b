import type { Judged } from './judged-metrics.ts';

/** One row's end: what it scored, or that the judge failed on it. */
export type JudgedRow = { metric: string; id: string; scored: Judged | null };

export type JudgedSummary = {
  /** Over the rows that have a score. Null where none has. */
  mean: number | null;
  /** How far repeats of the same id lie apart: the mean of their standard deviations. Null without repeats. */
  spread: number | null;
  /** Rows with a score, of all rows, and those on which the judge failed. */
  n: number;
  of: number;
  errors: number;
  /** Of the judge's replies, or of their probability, what could be read. Only where replies had to be read. */
  parsed?: number;
};

/** Sums up each metric. A judge's failure is left out and counted; it is neither 0 nor a fail. */
export function summariseJudged(rows: readonly JudgedRow[]): Record<string, JudgedSummary> {
  const names = [...new Set(rows.map(({ metric }) => metric))];
  return Object.fromEntries(names.map((name) => [name, ofMetric(rows.filter((row) => row.metric === name))]));
}

function ofMetric(rows: readonly JudgedRow[]): JudgedSummary {
  const scored = rows.flatMap(({ id, scored: one }) =>
    one === null || one.score === null ? [] : [{ id, score: one.score }],
  );
  const repeats = Map.groupBy(scored, ({ id }) => id);
  const spreads = [...repeats.values()].flatMap((own) =>
    own.length < 2 ? [] : [deviation(own.map(({ score }) => score))],
  );
  const parsed = rows.flatMap(({ scored: one }) => (one?.parsed === undefined ? [] : [one.parsed]));
  return {
    mean: mean(scored.map(({ score }) => score)),
    spread: mean(spreads),
    ...{ n: scored.length, of: rows.length, errors: rows.filter((row) => row.scored === null).length },
    ...(parsed.length === 0 ? {} : { parsed: mean(parsed) ?? 0 }),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values) ?? 0;
  const squares = values.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
