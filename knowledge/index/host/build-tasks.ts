import type { Packed } from '../files/packed-file.ts';
import { type CorpusModel, createCorpusModel, encodeRow } from '../training/corpus-model.ts';
import { trainCorpus } from '../training/train-corpus.ts';
import { buildGraphFile, type GraphFacts } from '../vectors/hnsw-graph.ts';
import { createVectorPack } from '../vectors/vector-pack.ts';
import { createVectorSet } from '../vectors/vector-set.ts';
import { type ForwardRows, forwardRows, type Turnable } from '../words/forward.ts';
import { createStringTable, type StringTableSections } from '../words/string-table.ts';
import { openStoreSource, type PassageText } from './passage-source.ts';

/** Long work that a thread of its own does, so that searches go on meanwhile. */
export type BuildTask =
  | {
      kind: 'train';
      segments: Turnable[];
      /** A copy of the index's terms. */
      terms: StringTableSections;
      /** Where passages' texts are: the store's file, or all of them where there is none. */
      texts: string | ReadonlyMap<number, PassageText>;
    }
  | { kind: 'graph'; dir: string; facts: Omit<GraphFacts, 'count'>; vectors: Packed };

/** A trained model with the vectors of every passage it was given; null when the corpus is too small. */
export type Trained = { model: Packed; vectors: Packed } | null;

export type BuildResult = { kind: 'train'; trained: Trained } | { kind: 'graph'; seal: GraphFacts };

/** Does a task. Synchronous and long: seconds to minutes. */
export function runBuildTask(task: BuildTask): BuildResult {
  if (task.kind === 'train') return { kind: 'train', trained: train(task) };
  const { dimensions } = task.facts;
  const set = createVectorSet(dimensions, task.vectors);
  const ids = set.ids();
  const vectorAt = (row: number): Float32Array => set.vectorOf(ids[row] as number) ?? new Float32Array(0);
  return { kind: 'graph', seal: buildGraphFile(task.dir, task.facts, { ids, vectorAt }) };
}

function train({ segments, terms, texts }: Extract<BuildTask, { kind: 'train' }>): Trained {
  const parts: ForwardRows[] = [];
  // One by one, here and below: what has served its turn need not be held.
  for (let next = segments.shift(); next !== undefined; next = segments.shift())
    parts.push(forwardRows(next));
  const model = modelOf(parts, terms, texts);
  if (model === null) return null;
  const vectors = createVectorPack(
    model.dimensions,
    parts.reduce((sum, { ids }) => sum + ids.length, 0),
  );
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const { ids, collections } = part;
    for (let row = 0; row < ids.length; row++) {
      const vector = encodeRow(model, part, row);
      if (vector !== null) vectors.put(ids[row] as number, collections[row] as number, vector);
    }
  }
  return { model: model.sections(), vectors: vectors.pack() };
}

function modelOf(
  parts: ForwardRows[],
  terms: StringTableSections,
  texts: Extract<BuildTask, { kind: 'train' }>['texts'],
): CorpusModel | null {
  const store = typeof texts === 'string' ? openStoreSource(texts) : null;
  const trained = trainCorpus({
    parts,
    terms: createStringTable(terms),
    textsOf: (ids) => (typeof texts === 'string' ? (store?.read(ids) ?? new Map()) : texts),
  });
  store?.close();
  return trained === null ? null : createCorpusModel(trained.vectors, trained.share);
}

/** What of a result may be handed over instead of being copied: its makers are done with it. */
export function buffersOfResult(result: BuildResult): ArrayBuffer[] {
  if (result.kind === 'graph' || result.trained === null) return [];
  const { model, vectors } = result.trained;
  const sections = [...model.sections.values(), ...vectors.sections.values()];
  return [...new Set(sections.map(({ buffer }) => buffer as ArrayBuffer))];
}
