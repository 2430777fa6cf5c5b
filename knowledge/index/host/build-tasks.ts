import type { Packed } from '../files/packed-file.ts';
import { createCorpusModel, encodeTerms, entriesOf } from '../training/corpus-model.ts';
import { trainCorpus } from '../training/train-corpus.ts';
import { buildGraphFile, type GraphFacts } from '../vectors/hnsw-graph.ts';
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
  // One by one: what is turned round need not be held as it was.
  for (let next = segments.shift(); next !== undefined; next = segments.shift())
    parts.push(forwardRows(next));
  const store = typeof texts === 'string' ? openStoreSource(texts) : null;
  const trained = trainCorpus({
    parts,
    terms: createStringTable(terms),
    textsOf: (ids) => (typeof texts === 'string' ? (store?.read(ids) ?? new Map()) : texts),
  });
  store?.close();
  if (trained === null) return null;
  const model = createCorpusModel(trained.vectors, trained.share);
  const set = createVectorSet(model.dimensions);
  for (const part of parts) {
    for (let row = 0; row < part.ids.length; row++) {
      const vector = encodeTerms(model, entriesOf(part, row));
      if (vector !== null) set.put(part.ids[row] as number, part.collections[row] as number, vector);
    }
  }
  return { model: model.sections(), vectors: set.sections() };
}
