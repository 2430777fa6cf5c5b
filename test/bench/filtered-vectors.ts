/**
 * Time of the exact vector search under filters, with `--graph` also the recall of a graph that is asked for more and
 * then filtered: `node test/bench/filtered-vectors.ts [count] [--graph]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANDIDATES } from '../../knowledge/index/ranking/weights.ts';
import { buildGraphFile, type HnswGraph, loadGraphFile } from '../../knowledge/index/vectors/hnsw-graph.ts';
import { nearestAllowed } from '../../knowledge/index/vectors/vector-search.ts';
import { createGivenSpace } from '../../knowledge/index/vectors/vector-space.ts';
import { seeded } from '../fixtures/seeded.ts';

const count = Number(process.argv[2] ?? 100_000);
const DIMENSIONS = 192;
const TOPICS = 2_000;
const QUESTIONS = 100;
const SPARE = 1.4;
/** Around its topic's direction: a passage is about as like its neighbours as real ones are. */
const SPREAD = 0.9;

const random = seeded(1);
const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
function unit(from?: Float32Array): Float32Array {
  const numbers = Float32Array.from(
    { length: DIMENSIONS },
    (_, d) => (from?.[d] ?? 0) + (from === undefined ? 1 : SPREAD / Math.sqrt(DIMENSIONS)) * gauss(),
  );
  const length = Math.hypot(...numbers);
  return numbers.map((x) => x / length);
}
const topics = Array.from({ length: TOPICS }, () => unit());
const topicOf = Uint16Array.from({ length: count }, () => Math.floor(random() * TOPICS));

const space = createGivenSpace('bench', DIMENSIONS);
topicOf.forEach((topic, id) => {
  space.set.put(id, 0, unit(topics[topic]));
});
const questions = Array.from({ length: QUESTIONS }, () => unit(topics[Math.floor(random() * TOPICS)]));

const ids = space.set.ids();
const graph = process.argv.includes('--graph') ? built() : null;
console.log(`${count} x ${DIMENSIONS}`);
console.log('filter     share   first ms  p50 / p95 ms  recall@100 of a filtered graph');

/** Passages at random, and whole topics: there the filter has to do with what is asked. */
const kinds: [string, (share: number) => Uint32Array][] = [
  ['at random', (share) => ids.filter(() => random() < share)],
  [
    'by topic',
    (share) => {
      const allowed = topics.map(() => random() < share);
      return ids.filter((id) => allowed[topicOf[id] as number]);
    },
  ],
];
for (const [name, choose] of kinds) {
  for (const share of [0.9, 0.5, 0.4, 0.25, 0.05, 0.005]) {
    const allowed = choose(share);
    const { results, first, times } = measure(allowed);
    const cells = [name.padEnd(10), `${share * 100} %`.padEnd(7), first.padEnd(9), times.padEnd(13)];
    console.log(...cells, graph === null ? '-' : recallOf(graph, allowed, results).toFixed(4));
  }
}

function measure(allowed: Uint32Array): { results: Set<number>[]; first: string; times: string } {
  const ms: number[] = [];
  const results = questions.map((vector) => {
    const query = space.set.prepare(vector);
    const start = performance.now();
    const found = nearestAllowed(space, query, CANDIDATES.perRanking, allowed);
    ms.push(performance.now() - start);
    return new Set(found.map(({ id }) => id));
  });
  // The first one works out which rows are allowed; later ones find that remembered.
  const sorted = ms.slice(1).sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return { results, first: (ms[0] ?? 0).toFixed(1), times: `${at(0.5)} / ${at(0.95)}` };
}

function built(): HnswGraph {
  const dir = mkdtempSync(join(tmpdir(), 'docent-filtered-'));
  const vectorAt = (row: number): Float32Array =>
    space.set.vectorOf(ids[row] as number) ?? new Float32Array(0);
  const facts = { model: 'bench', dimensions: DIMENSIONS, generation: 1 };
  const loaded = loadGraphFile(dir, buildGraphFile(dir, facts, { ids, vectorAt }));
  rmSync(dir, { recursive: true });
  if ('refused' in loaded) throw new Error(loaded.refused);
  return loaded.graph;
}

/** The graph is asked for so many more that the allowed ones among them should be enough. */
function recallOf(graph: HnswGraph, allowed: Uint32Array, exact: Set<number>[]): number {
  const inside = new Set(allowed);
  const ask = Math.ceil((CANDIDATES.perRanking * count * SPARE) / Math.max(1, allowed.length));
  let [shared, total] = [0, 0];
  questions.forEach((vector, at) => {
    const wanted = exact[at] ?? new Set();
    const found = graph.nearest(vector, ask).filter(({ id }) => inside.has(id));
    shared += found.slice(0, CANDIDATES.perRanking).filter(({ id }) => wanted.has(id)).length;
    total += wanted.size;
  });
  return shared / total;
}
