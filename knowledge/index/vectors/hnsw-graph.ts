import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import hnswlib from 'hnswlib-node';
import { checkSealed, type FileSeal, isFileSeal, replaceFile, sealFile } from '../files/verified-file.ts';
import { HNSW } from '../ranking/weights.ts';
import { checkVector } from './vector-set.ts';

/** Which vectors a graph file was built from: all of it must agree before the file is touched by native code. */
export type GraphFacts = { model: string; dimensions: number; count: number; generation: number };

/** A graph of the vectors that stood when it was built; newer ones are compared exactly beside it. */
export type HnswGraph = {
  readonly seal: GraphFacts;
  /** Ids that the graph holds, deleted ones included. */
  readonly ids: ReadonlySet<number>;
  /** Never found again. */
  remove(id: number): void;
  /** About k nearest by cosine, best first. */
  nearest(query: Float32Array, k: number): { id: number; score: number }[];
};

const MANIFEST = 'hnsw.json';
const SPACE = 'ip';
type Manifest = GraphFacts & FileSeal;

/**
 * Builds a graph from unit vectors and saves it under the manifest's rules (see `verified-file.ts`). Blocks for
 * about a millisecond a vector: call it in a thread of its own.
 */
export function buildGraphFile(
  dir: string,
  facts: Omit<GraphFacts, 'count'>,
  vectors: { ids: Uint32Array; vectorAt(row: number): Float32Array },
): GraphFacts {
  const { ids, vectorAt } = vectors;
  const { dimensions } = facts;
  const index = new hnswlib.HierarchicalNSW(SPACE, dimensions);
  index.initIndex(Math.max(1, ids.length), HNSW.neighbours, HNSW.efConstruction);
  ids.forEach((id, row) => {
    const vector = vectorAt(row);
    checkVector(vector, dimensions);
    index.addPoint(Array.from(vector), id);
  });
  // The library reports no write errors: every vector takes at least its numbers, its links and its label.
  const least = ids.length * (dimensions * 4 + HNSW.neighbours * 2 * 4 + 12);
  mkdirSync(dir, { recursive: true });
  const previous = readManifest(dir);
  const sealed = sealFile(dir, 'hnsw', least, (path) => {
    index.writeIndexSync(path);
    // A file cut short is refused here, before anything names it.
    new hnswlib.HierarchicalNSW(SPACE, dimensions).readIndexSync(path);
  });
  const seal = { ...facts, count: ids.length };
  replaceFile(join(dir, MANIFEST), JSON.stringify({ format: 1, space: SPACE, ...seal, ...sealed }));
  if (previous !== null && previous.file !== sealed.file) rmSync(join(dir, previous.file), { force: true });
  return seal;
}

/**
 * The graph in `dir` if its manifest says what is expected and the file's hash agrees: the library crashes the
 * process on damaged files and answers nonsense in wrong dimensions, so nothing else reaches it.
 */
export function loadGraphFile(dir: string, expected: GraphFacts): { graph: HnswGraph } | { refused: string } {
  const manifest = readManifest(dir);
  if (manifest === null) return { refused: 'there is no readable graph manifest' };
  for (const key of ['model', 'dimensions', 'count', 'generation'] as const) {
    if (manifest[key] !== expected[key]) {
      return { refused: `the graph's ${key} is ${manifest[key]}, not ${expected[key]}` };
    }
  }
  const damage = checkSealed(dir, manifest);
  if (damage !== null) return damage;
  const index = new hnswlib.HierarchicalNSW(SPACE, manifest.dimensions);
  index.readIndexSync(join(dir, manifest.file));
  if (index.getCurrentCount() !== manifest.count)
    return { refused: 'the graph holds another number of vectors' };
  // Loading resets it to 10.
  index.setEf(HNSW.efSearch);
  const { model, dimensions, count, generation } = manifest;
  return { graph: graphOver(index, { model, dimensions, count, generation }) };
}

function graphOver(index: hnswlib.HierarchicalNSW, seal: GraphFacts): HnswGraph {
  const ids = new Set(index.getIdsList());
  const removed = new Set<number>();
  return {
    seal,
    ids,
    remove(id) {
      if (!ids.has(id) || removed.has(id)) return;
      removed.add(id);
      index.markDelete(id);
    },
    nearest(query, k) {
      checkVector(query, seal.dimensions);
      const living = ids.size - removed.size;
      if (living === 0) return [];
      const { neighbors, distances } = index.searchKnn(Array.from(query), Math.min(k, living));
      return neighbors.map((id, at) => ({ id, score: 1 - (distances[at] ?? 1) }));
    },
  };
}

/** Whether a value is what `buildGraphFile` reported. */
export function isGraphFacts(value: unknown): value is GraphFacts {
  if (typeof value !== 'object' || value === null) return false;
  const { model, dimensions, count, generation } = value as Record<string, unknown>;
  return typeof model === 'string' && [dimensions, count, generation].every(Number.isSafeInteger);
}

function readManifest(dir: string): Manifest | null {
  try {
    const json: unknown = JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8'));
    const { format, space } = json as Record<string, unknown>;
    return format === 1 && space === SPACE && isGraphFacts(json) && isFileSeal(json) ? json : null;
  } catch {
    return null;
  }
}
