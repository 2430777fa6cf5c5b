import { languageOfText, languageOfUnsure } from '../../../core/text/languages/language-to-search.ts';
import type { Packed } from '../files/packed-file.ts';
import type { IndexedPassage } from '../host/indexed-passage.ts';
import type { ParsedQuestion } from '../ranking/question.ts';
import { VECTOR_SHARE } from '../ranking/weights.ts';
import {
  type CorpusModel,
  encodeRow,
  encodeTerms,
  frequencyWeight,
  loadCorpusModel,
} from '../training/corpus-model.ts';
import { analyzeText } from '../words/analyzer.ts';
import { forwardRows } from '../words/forward.ts';
import type { Segment } from '../words/segment.ts';
import type { Tables } from '../words/segment-builder.ts';
import type { StringTable } from '../words/string-table.ts';
import type { ScanRoom } from './dot-scan.ts';
import type { HnswGraph } from './hnsw-graph.ts';
import { checkVector, createVectorSet, type VectorSet } from './vector-set.ts';

/** The vectors of one embedding model over the passages. Two spaces are never mixed, only swapped. */
export type VectorSpace = {
  /** Names the embedding model. */
  readonly id: string;
  /** Null when vectors come from outside (a provider) with passages and questions. */
  readonly model: CorpusModel | null;
  readonly set: VectorSet;
  /** What a cosine has of the fused score, 0..1. */
  readonly share: number;
  /** Finds neighbours fast in large sets; null = exact scan. */
  graph: HnswGraph | null;
  /** Ids whose vector came after the graph was built: few, compared one by one. */
  pending: Set<number>;
};

/** A space whose vectors are given with each passage. */
export function createGivenSpace(id: string, dimensions: number, share: number = VECTOR_SHARE): VectorSpace {
  return spaceOf(id, null, createVectorSet(dimensions), share);
}

/** A space of a trained model, without vectors yet. */
export function createCorpusSpace(model: CorpusModel, set = createVectorSet(model.dimensions)): VectorSpace {
  return spaceOf(model.id, model, set, model.share);
}

function spaceOf(id: string, model: CorpusModel | null, set: VectorSet, share: number): VectorSpace {
  return { id, model, set, share, graph: null, pending: new Set() };
}

/** Takes a graph into use: what it lacks is pending, what the set lacks is dead in it. */
export function attachGraph(space: VectorSpace, graph: HnswGraph): void {
  const ids = space.set.ids();
  space.graph = graph;
  space.pending = new Set(ids.filter((id) => !graph.ids.has(id)));
  for (const id of graph.ids) if (!space.set.has(id)) graph.remove(id);
}

function putVector(space: VectorSpace, id: number, collection: number, vector: Float32Array): void {
  space.set.put(id, collection, vector);
  if (space.graph === null) return;
  space.graph.remove(id);
  space.pending.add(id);
}

/** Forgets passages. */
export function removeVectors(space: VectorSpace, ids: Iterable<number>): void {
  for (const id of ids) {
    space.set.remove(id);
    space.graph?.remove(id);
    space.pending.delete(id);
  }
}

/** Folds in what a segment holds and the space does not; passages without a known word get no vector. */
export function foldInSegment(space: VectorSpace, segment: Segment): void {
  if (space.model === null) return;
  let complete = true;
  for (let place = 0; place < segment.count && complete; place++) {
    complete = segment.dead[place] === 1 || space.set.has(segment.ids[place] as number);
  }
  if (complete) return;
  const rows = forwardRows(segment);
  for (let row = 0; row < rows.ids.length; row++) {
    const id = rows.ids[row] as number;
    if (space.set.has(id)) continue;
    const vector = encodeRow(space.model, rows, row);
    if (vector !== null) putVector(space, id, rows.collections[row] as number, vector);
  }
}

/** Throws AppError `index.bad-vector` for the first vector that does not fit, before anything is changed. */
export function checkGivenVectors(space: VectorSpace, passages: IndexedPassage[]): void {
  for (const { vector } of passages) if (vector !== undefined) checkVector(vector, space.set.dimensions);
}

/** Takes the vectors that passages brought along. */
export function takeGivenVectors(space: VectorSpace, passages: IndexedPassage[], tables: Tables): void {
  for (const { id, collection, vector } of passages) {
    if (vector !== undefined) putVector(space, id, tables.collections.idOrAdd(collection), vector);
  }
}

/** The question in the space, or null when the model knows none of its words. */
export function questionVector(
  space: VectorSpace,
  question: ParsedQuestion,
  given: Float32Array | undefined,
): Float32Array | null {
  if (space.model === null) return given ?? null;
  const terms = question.terms.filter((term) => term.telling && term.id >= 0);
  return encodeTerms(
    space.model,
    terms.map(({ id }) => ({ term: id, weight: 1 })),
  );
}

/** Any text in a trained space: its words weighted as a passage's are. */
export function textVector(model: CorpusModel, text: string, terms: StringTable): Float32Array | null {
  const times = new Map<number, number>();
  const language = languageOfText(text) ?? languageOfUnsure(text);
  for (const { term, form } of analyzeText(text, language).flatMap((token) => token.terms)) {
    const id = form === 'base' ? terms.idOf(term) : -1;
    if (id >= 0) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return encodeTerms(
    model,
    [...times].map(([term, count]) => ({ term, weight: frequencyWeight(count) })),
  );
}

/** Parts of a snapshot: `vectors`, and `model` where there is one. */
export function packSpace(space: VectorSpace): Map<string, Packed> {
  const { meta, sections } = space.set.sections();
  const graph = space.graph?.seal ?? null;
  const parts = new Map<string, Packed>([['vectors', { meta: { ...meta, id: space.id, graph }, sections }]]);
  if (space.model !== null) parts.set('model', space.model.sections());
  return parts;
}

/**
 * The space that `packSpace` packed, without its graph; null where the parts hold none of the kind wanted. `room` is
 * where the vectors were read to.
 */
export function unpackSpace(
  parts: ReadonlyMap<string, Packed>,
  wanted: 'corpus' | { id: string; dimensions: number; share?: number },
  room: ScanRoom | undefined,
): VectorSpace | null {
  const vectors = parts.get('vectors');
  if (vectors === undefined) return null;
  const trained = parts.get('model');
  const { id, dimensions } = vectors.meta;
  if (wanted === 'corpus') {
    if (trained === undefined) return null;
    return createCorpusSpace(loadCorpusModel(trained), createVectorSet(Number(dimensions), vectors, room));
  }
  if (id !== wanted.id || dimensions !== wanted.dimensions) return null;
  const set = createVectorSet(wanted.dimensions, vectors, room);
  return spaceOf(wanted.id, null, set, wanted.share ?? VECTOR_SHARE);
}
