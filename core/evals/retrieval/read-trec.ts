import type { Judgements } from './ranking-metrics.ts';

/** What a file says, or the first line (from 1) that cannot be read, and why. */
export type ReadLines<T> = { kind: 'read'; value: T } | { kind: 'wrong'; line: number; why: string };

const HEADER = ['query-id', 'corpus-id', 'score'];

/** Reads judgements: tab-separated, with the header `query-id corpus-id score`. By question, in the file's order. */
export function readQrels(source: string): ReadLines<Map<string, Judgements>> {
  const byQuery = new Map<string, Map<string, number>>();
  const lines = source.split(/\r?\n/);
  const header = (lines[0] ?? '').split('\t').map((cell) => cell.trim());
  for (const [at, name] of HEADER.entries())
    if (header[at] !== name)
      return { kind: 'wrong', line: 1, why: `column ${at + 1} of the header must be "${name}"` };
  for (const [at, content] of lines.entries()) {
    if (at === 0 || content.trim() === '') continue;
    const wrong = (why: string) => ({ kind: 'wrong', line: at + 1, why }) as const;
    const cells = content.split('\t').map((cell) => cell.trim());
    const missing = HEADER.find((_, column) => (cells[column] ?? '') === '');
    if (missing !== undefined) return wrong(`"${missing}" is missing`);
    const [query = '', document = '', score = ''] = cells;
    if (!Number.isFinite(Number(score))) return wrong('"score" must be a number');
    const judged = byQuery.get(query) ?? new Map<string, number>();
    if (judged.has(document)) return wrong(`"${document}" is judged for "${query}" already`);
    judged.set(document, Number(score));
    byQuery.set(query, judged);
  }
  return { kind: 'read', value: byQuery };
}

/**
 * Reads a TREC run: `query Q0 document rank score tag` a line. By question, the documents by falling score; of equal
 * scores the better rank comes first.
 */
export function readTrecRun(source: string): ReadLines<Map<string, string[]>> {
  const byQuery = new Map<string, Map<string, { rank: number; score: number }>>();
  for (const [at, content] of source.split(/\r?\n/).entries()) {
    if (content.trim() === '') continue;
    const wrong = (why: string) => ({ kind: 'wrong', line: at + 1, why }) as const;
    const cells = content.trim().split(/\s+/);
    if (cells.length < 5 || cells.length > 6)
      return wrong('a line of a run is "query Q0 document rank score tag"');
    const [query = '', , document = '', rank, score] = cells;
    if (!Number.isFinite(Number(rank))) return wrong('"rank" must be a number');
    if (!Number.isFinite(Number(score))) return wrong('"score" must be a number');
    const ranked = byQuery.get(query) ?? new Map<string, { rank: number; score: number }>();
    if (ranked.has(document)) return wrong(`"${document}" is ranked for "${query}" already`);
    ranked.set(document, { rank: Number(rank), score: Number(score) });
    byQuery.set(query, ranked);
  }
  const value = new Map<string, string[]>();
  for (const [query, ranked] of byQuery) {
    const sorted = [...ranked].sort(([, a], [, b]) => b.score - a.score || a.rank - b.rank);
    value.set(
      query,
      sorted.map(([document]) => document),
    );
  }
  return { kind: 'read', value };
}
