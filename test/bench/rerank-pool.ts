/**
 * What a reranker could give: nDCG@10 of Docent's own order, of the same with a judge that is always right, and with one
 * whose judgement of one passage in five is a guess, by the share that the judgement has. Read off it: how large the pool
 * of `core/rag/rerank/rerank-settings.ts` must be, and that the blend cannot undo a right judgement.
 *
 *     node test/bench/rerank-pool.ts [--every 8]
 */

import { type JudgedSet, mean, ndcg, readJudgedSet } from './judged-set.ts';
import { QUALITY_SETS, trainedEngine } from './retrieval-quality.ts';
import { hasSharedData } from './shared-data.ts';

const POOLS = [12, 24, 40, 100];
const WEIGHTS = [0.5, 0.7, 1];
const GUESSES = 0.2;

type Found = { id: number; score: number }[];

/** The order of `blend` in core/rag/rerank/blend.ts, for pools and weights that differ from the settings. */
function reordered(found: Found, pool: number, weight: number, judge: (id: number) => number): number[] {
  const share = (values: number[]): number[] => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (most > least ? (value - least) / (most - least) : 0));
  };
  const first = found.slice(0, pool);
  const [own, judged] = [share(first.map(({ score }) => score)), share(first.map(({ id }) => judge(id)))];
  return first
    .map(({ id }, at) => ({ id, score: weight * (judged[at] ?? 0) + (1 - weight) * (own[at] ?? 0) }))
    .sort((a, b) => b.score - a.score)
    .map(({ id }) => id)
    .concat(found.slice(pool).map(({ id }) => id));
}

function measure(set: JudgedSet): number[] {
  const engine = trainedEngine(set.passages);
  const rows = set.queries.map(({ text, relevant }) => {
    const found = engine.search({ text, k: 100, readSentences: 0 }).hits;
    const right = (id: number) => relevant.get(id) ?? 0;
    // Multiplicative hashing: the same guesses in every run and at every weight.
    const chance = (id: number) =>
      ((id * 2_654_435_761 + text.length * 40_503) % 4_294_967_296) / 4_294_967_296;
    const often = (id: number) => (chance(id) < GUESSES ? chance(id) / GUESSES : right(id));
    return [
      ndcg(
        found.map(({ id }) => id),
        relevant,
      ),
      ...POOLS.map((pool) => ndcg(reordered(found, pool, 0.7, right), relevant)),
      ...WEIGHTS.map((weight) => ndcg(reordered(found, 24, weight, often), relevant)),
    ];
  });
  return (rows[0] ?? []).map((_, column) => mean(rows.map((row) => row[column] ?? 0)));
}

if (import.meta.main) {
  const at = process.argv.indexOf('--every');
  const every = at < 0 ? 1 : Number(process.argv[at + 1]);
  const heads = ['own', ...POOLS.map((pool) => `right, ${pool}`), ...WEIGHTS.map((one) => `guesses ${one}`)];
  const line = (name: string, cells: string[]) =>
    name.padEnd(18) + cells.map((one) => one.padEnd(13)).join('');
  console.log(line('nDCG@10', heads));
  const all = QUALITY_SETS.filter((name) => hasSharedData(`retrieval/${name}`)).map((name) => {
    const row = measure(readJudgedSet(name, every));
    console.log(
      line(
        name,
        row.map((one) => one.toFixed(3)),
      ),
    );
    return row;
  });
  console.log(
    line(
      'macro average',
      heads.map((_, column) => mean(all.map((row) => row[column] ?? 0)).toFixed(3)),
    ),
  );
}
