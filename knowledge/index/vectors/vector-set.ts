import { AppError } from '../../../core/errors.ts';
import { type Packed, sectionOf } from '../files/packed-file.ts';
import { quantise } from '../training/corpus-model.ts';
import { createDotScan, type ScanRoom } from './dot-scan.ts';
import { createTopK, type TopK } from './top-k.ts';

/** A query vector made ready for many comparisons. */
export type PreparedQuery = { numbers: Int16Array; scale: number };

/** Unit vectors by passage id, int8 at rest, searched exactly. */
export type VectorSet = {
  readonly dimensions: number;
  readonly size: number;
  /** Adds or replaces. Throws AppError `index.bad-vector` unless it has the dimensions and finite numbers. */
  put(id: number, collection: number, vector: Float32Array): void;
  remove(id: number): void;
  has(id: number): boolean;
  /** Whether it has the id, in one of the collections allowed (null = all). */
  isIn(id: number, allowed: Uint8Array | null): boolean;
  /** The vector as it is kept, for a graph or a check. */
  vectorOf(id: number): Float32Array | null;
  ids(): Uint32Array;
  prepare(query: Float32Array): PreparedQuery;
  /** Cosine of a passage and a query; null for an id without a vector. */
  similarity(query: PreparedQuery, id: number): number | null;
  /** The k most similar of the collections allowed (null = all), best first. */
  nearest(query: PreparedQuery, k: number, allowed: Uint8Array | null): { id: number; score: number }[];
  /** 1 by row for these ids, for `nearestIn`; valid until a vector is put or removed. */
  rowsOf(ids: Uint32Array): Uint8Array;
  /** The k most similar of the rows marked 1, best first: a scan of all. */
  nearestIn(query: PreparedQuery, k: number, rows: Uint8Array): { id: number; score: number }[];
  /** The k most similar of these ids, best first: one by one, for few. */
  nearestOf(query: PreparedQuery, k: number, ids: Uint32Array): { id: number; score: number }[];
  sections(): Packed;
};

const MOST = 32_767;

/** An empty set, or one over sections that `sections` packed; with `room`, those lie in it and stay there. */
export function createVectorSet(dimensions: number, saved?: Packed, room?: ScanRoom): VectorSet {
  const rows = saved === undefined ? null : sectionOf(saved, 'rows', Int8Array);
  const scan =
    rows === null || room === undefined ? createDotScan(dimensions) : room.scanOf(rows, dimensions);
  const rowOf = new Map<number, number>();
  // The query that the scan is aimed at.
  let aimed: PreparedQuery | null = null;
  let ids = new Uint32Array(1 << 8);
  let collections = new Uint16Array(1 << 8);
  let scales = new Float32Array(1 << 8);
  const quantised = new Int8Array(dimensions);

  const reserve = (rows: number): void => {
    if (rows <= ids.length) return;
    const room = Math.max(rows, ids.length * 2);
    const [moreIds, moreCollections, moreScales] = [
      new Uint32Array(room),
      new Uint16Array(room),
      new Float32Array(room),
    ];
    moreIds.set(ids);
    moreCollections.set(collections);
    moreScales.set(scales);
    [ids, collections, scales] = [moreIds, moreCollections, moreScales];
  };
  const place = (row: number, id: number, collection: number, scale: number): void => {
    ids[row] = id;
    collections[row] = collection;
    scales[row] = scale;
    rowOf.set(id, row);
  };

  if (saved !== undefined && rows !== null) {
    const { stride } = scan;
    const savedIds = sectionOf(saved, 'ids', Uint32Array);
    const savedScales = sectionOf(saved, 'scales', Float32Array);
    const savedCollections = sectionOf(saved, 'collections', Uint16Array);
    reserve(savedIds.length);
    savedIds.forEach((id, row) => {
      if (room === undefined) scan.push(rows.subarray(row * stride, row * stride + dimensions));
      place(row, id, savedCollections[row] as number, savedScales[row] as number);
    });
  }

  const similarityOf = (query: PreparedQuery, id: number): number | null => {
    const row = rowOf.get(id);
    if (row === undefined) return null;
    if (aimed !== query) {
      scan.aim(query.numbers);
      aimed = query;
    }
    return scan.dot(row) * query.scale * (scales[row] as number);
  };

  return {
    dimensions,
    get size() {
      return scan.count;
    },
    put(id, collection, vector) {
      checkVector(vector, dimensions);
      const scale = quantise(vector, quantised.fill(0), 0);
      const known = rowOf.get(id);
      const row = known ?? scan.count;
      if (known === undefined) {
        reserve(row + 1);
        scan.push(quantised);
      } else scan.set(row, quantised);
      place(row, id, collection, scale);
    },
    remove(id) {
      const row = rowOf.get(id);
      if (row === undefined) return;
      rowOf.delete(id);
      // The last row moves into the gap: no dead rows to scan.
      const last = scan.count - 1;
      if (row !== last) {
        scan.set(row, scan.row(last).slice());
        place(row, ids[last] as number, collections[last] as number, scales[last] as number);
      }
      scan.truncate(last);
    },
    has: (id) => rowOf.has(id),
    isIn(id, allowed) {
      const row = rowOf.get(id);
      return row !== undefined && (allowed === null || allowed[collections[row] as number] === 1);
    },
    vectorOf(id) {
      const row = rowOf.get(id);
      if (row === undefined) return null;
      return Float32Array.from(scan.row(row), (byte) => byte * (scales[row] as number));
    },
    ids: () => ids.slice(0, scan.count),
    prepare(query) {
      checkVector(query, dimensions);
      let most = 0;
      for (const x of query) most = Math.max(most, Math.abs(x));
      const factor = most > 0 ? MOST / most : 0;
      // |query| x |row| of the integers must stay in 31 bits: 127 x sqrt(d) x MOST x sqrt(d) at the very worst.
      const limit = Math.min(factor, (factor * 2 ** 31) / (127 * MOST * dimensions * 1.1));
      return {
        numbers: Int16Array.from(query, (x) => Math.round(x * limit)),
        scale: limit > 0 ? 1 / limit : 0,
      };
    },
    similarity: similarityOf,
    nearest(query, k, allowed) {
      const best = createTopK(k);
      scan.scan(query.numbers, (first, dots) => {
        offerBlock(best, { first, dots, scale: query.scale, scales, collections, allowed });
      });
      aimed = query;
      return best.take().map(({ item, score }) => ({ id: ids[item] as number, score }));
    },
    rowsOf(wanted) {
      const mask = new Uint8Array(scan.count);
      for (const id of wanted) {
        const row = rowOf.get(id);
        if (row !== undefined) mask[row] = 1;
      }
      return mask;
    },
    nearestIn(query, k, rows) {
      const best = createTopK(k);
      const { scale } = query;
      let floor = best.floor;
      scan.scan(query.numbers, (first, dots) => {
        for (let i = 0; i < dots.length; i++) {
          if (rows[first + i] !== 1) continue;
          const score = (dots[i] as number) * scale * (scales[first + i] as number);
          if (score <= floor) continue;
          best.offer(first + i, score);
          floor = best.floor;
        }
      });
      aimed = query;
      return best.take().map(({ item, score }) => ({ id: ids[item] as number, score }));
    },
    nearestOf(query, k, wanted) {
      const best = createTopK(k);
      wanted.forEach((id, at) => {
        const score = similarityOf(query, id);
        if (score !== null) best.offer(at, score);
      });
      return best.take().map(({ item, score }) => ({ id: wanted[item] as number, score }));
    },
    sections() {
      return {
        meta: { dimensions },
        sections: new Map<string, Int8Array | Uint32Array | Uint16Array | Float32Array>([
          ['ids', ids.slice(0, scan.count)],
          ['collections', collections.slice(0, scan.count)],
          ['scales', scales.slice(0, scan.count)],
          // Last, so that a file read into a scan's memory can grow behind them.
          ['rows', scan.rows().slice()],
        ]),
      };
    },
  };
}

type Block = {
  first: number;
  dots: Int32Array;
  scale: number;
  scales: Float32Array;
  collections: Uint16Array;
  allowed: Uint8Array | null;
};

// A hot loop: local variables, since a closure's cost more than the arithmetic.
function offerBlock(best: TopK, block: Block): void {
  const { first, dots, scale, scales, collections, allowed } = block;
  const count = dots.length;
  let floor = best.floor;
  for (let i = 0; i < count; i++) {
    const score = (dots[i] as number) * scale * (scales[first + i] as number);
    if (score <= floor) continue;
    if (allowed !== null && allowed[collections[first + i] as number] !== 1) continue;
    best.offer(first + i, score);
    floor = best.floor;
  }
}

/** A vector that a graph or scan may be given: anything else can crash native code or poison every search. */
export function checkVector(vector: Float32Array, dimensions: number): void {
  const whole = vector.length === dimensions && vector.every(Number.isFinite);
  if (whole) return;
  throw new AppError(
    'index.bad-vector',
    `a vector of ${vector.length} numbers is not ${dimensions} finite ones`,
    'Check that the embedding model has not changed; embed the passages again.',
  );
}
