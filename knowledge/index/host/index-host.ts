import { AppError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { copyEngine } from '../files/index-copy.ts';
import { loadEngine, saveEngine } from '../files/index-snapshot.ts';
import { packLexical } from '../files/lexical-file.ts';
import { createMeaningSet } from '../meaning/meaning-set.ts';
import { takeUnits } from '../meaning/take-units.ts';
import type { RememberedQuestion } from '../ranking/question-memory.ts';
import { HNSW } from '../ranking/weights.ts';
import { compareIds, graphRecall } from '../training/audit.ts';
import { createImprover } from '../training/improve.ts';
import { createGivenSpace, textVector } from '../vectors/vector-space.ts';
import { allowedCollections } from './candidates.ts';
import { createSearchEngine } from './engine.ts';
import type { CallName, IndexCalls } from './index-protocol.ts';
import { createMemorySource, openStoreSource } from './passage-source.ts';
import type { SearchEngine } from './search-engine.ts';
import type { IndexWorkerOptions } from './worker-options.ts';

/** The worker's calls as functions. */
export type IndexHost = {
  [N in CallName]: (input: IndexCalls[N]['in']) => Promise<IndexCalls[N]['out']>;
} & { close(): Promise<void> };

/** An index being built; ids that changed since it was begun come from `apply`, not from its batches. */
type Rebuild = { engine: SearchEngine; startedAt: number; changed: Set<number> };

/** Passages a slice of a rebuild takes in: about 20 ms. */
const SLICE = 256;
/** Up to so many passages, an index that is loaded has the vectors of their units at once: some 50 ms. */
const READ_AT_ONCE = 3_000;

/** `pause` lets waiting searches through between slices of long work. */
export function createIndexHost(
  options: IndexWorkerOptions,
  deps: { clock: Pick<Clock, 'sleep'>; pause(): Promise<void> },
): IndexHost {
  const { dir, storePath, vectors = 'corpus', encoder } = options;
  const given = vectors === 'corpus' || vectors === 'none' ? null : vectors;
  const source =
    storePath === null ? createMemorySource() : openStoreSource(storePath, given?.id, encoder?.id);
  const read = storePath === null ? undefined : source.units;
  const emptyMeaning = () => (encoder === undefined ? null : createMeaningSet(encoder.dimensions, { read }));
  const fresh = (): SearchEngine =>
    createSearchEngine(
      source,
      undefined,
      given === null ? null : createGivenSpace(given.id, given.dimensions, given.share),
      emptyMeaning(),
    );
  let engine = fresh();
  // Not part of a snapshot: whoever owns the store tells of it at each start.
  const remembered = new Map<number, RememberedQuestion>();
  const serve = (next: SearchEngine): void => {
    engine = next;
    engine.memory.put([...remembered.values()]);
  };
  // Read in the background: words find passages meanwhile.
  const readMeaning = async (target: SearchEngine): Promise<void> => {
    const ids = target.lexical.segments().flatMap((segment) => [...segment.ids]);
    for (let at = 0; at < ids.length && target === engine && !closed; at += SLICE) {
      takeUnits(target, ids.slice(at, at + SLICE), source);
      await deps.pause();
    }
  };
  let closed = false;
  let reading: Promise<void> = Promise.resolve();
  let generation = -1;
  let shadow: Rebuild | null = null;
  // Writers one after the other; searches never wait for this.
  let writers: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const turn = writers.then(work);
    writers = turn.catch(() => undefined);
    return turn;
  };
  const improver = createImprover({
    dir,
    clock: deps.clock,
    trains: vectors === 'corpus',
    graphFrom: options.graphFrom ?? HNSW.fromNumbers,
    texts: () => storePath ?? source.read(engine.lexical.segments().flatMap(({ ids }) => [...ids])),
    current: () => ({ engine, generation }),
    inTurn,
  });

  const building = (): Rebuild => {
    if (shadow !== null) return shadow;
    throw new AppError('index.no-rebuild', 'no rebuild is under way', 'Call rebuild first.');
  };
  const settled = async (): Promise<null> => {
    // Calibrated with all of the units, not with those that happen to be read.
    await reading;
    await inTurn(() => null);
    await improver.finish();
    return null;
  };

  return {
    load: ({ generation: wanted }) =>
      inTurn(async () => {
        const loaded = loadEngine(dir, wanted, source, vectors, options.lean, emptyMeaning());
        if ('refused' in loaded) return { kind: 'rebuild-needed', reason: loaded.refused };
        serve(loaded.engine);
        reading = readMeaning(loaded.engine);
        if (engine.lexical.size <= READ_AT_ONCE) await reading;
        generation = wanted;
        improver.later();
        return { kind: 'loaded', passages: engine.lexical.size };
      }),
    apply: (change) =>
      inTurn(() => {
        for (const target of shadow === null ? [engine] : [engine, shadow.engine]) {
          target.remove(change.remove);
          target.add(change.add);
          takeUnits(
            target,
            change.add.map(({ id }) => id),
            source,
          );
        }
        for (const id of change.remove) shadow?.changed.add(id);
        for (const { id } of change.add) shadow?.changed.add(id);
        generation = change.generation;
        improver.later(change.more);
        return null;
      }),
    encoded: ({ ids }) =>
      inTurn(() => {
        for (const target of shadow === null ? [engine] : [engine, shadow.engine])
          takeUnits(target, ids, source);
        improver.later();
        return null;
      }),
    remember: ({ add, remove, trial = false }) =>
      inTurn(() => {
        if (trial) {
          engine.trial.remove(remove);
          engine.trial.put(add);
          return null;
        }
        for (const id of remove) remembered.delete(id);
        for (const question of add) remembered.set(question.id, question);
        engine.memory.remove(remove);
        engine.memory.put(add);
        return null;
      }),
    async search(search) {
      if (generation < 0) {
        throw new AppError(
          'index.not-ready',
          'no index is loaded yet',
          'Wait for the rebuild, then ask again.',
        );
      }
      return { ...engine.search(search), generation };
    },
    async narrowed({ most, filter, ...scope }) {
      const collections = allowedCollections(engine.lexical, scope);
      return engine.narrowing.oneOfEach({ filter, collections }, most);
    },
    async embed({ texts }) {
      const model = engine.space?.model ?? null;
      if (model === null) return null;
      const { terms } = engine.lexical.tables;
      return { model: model.id, vectors: texts.map((text) => textVector(model, text, terms)) };
    },
    rebuildBegin: ({ fromStore }) =>
      inTurn(async () => {
        shadow = { engine: fresh(), startedAt: generation, changed: new Set() };
        if (!fromStore) return null;
        for (const batch of source.all(SLICE)) {
          shadow.engine.add(batch);
          takeUnits(
            shadow.engine,
            batch.map(({ id }) => id),
            source,
          );
          await deps.pause();
        }
        return null;
      }),
    rebuildAdd: (passages) =>
      inTurn(() => {
        const { engine: target, changed } = building();
        target.add(passages.filter(({ id }) => !changed.has(id)));
        return null;
      }),
    rebuildEnd: ({ generation: built }) =>
      inTurn(() => {
        const rebuilt = building();
        serve(rebuilt.engine);
        engine.lexical.rest();
        shadow = null;
        // What was applied meanwhile is in it, and is newer than what the rebuild was started for.
        if (generation === rebuilt.startedAt || generation < built) generation = built;
        improver.later();
        return { passages: engine.lexical.size };
      }),
    rebuildAbort: () =>
      inTurn(() => {
        shadow = null;
        return null;
      }),
    async save() {
      if (generation < 0) return null;
      await settled();
      return inTurn(() => {
        engine.lexical.rest();
        saveEngine(dir, generation, engine);
        return null;
      });
    },
    copy: (which) =>
      inTurn(() => {
        if (generation < 0) return null;
        return {
          ...copyEngine(engine, which),
          generation,
          vectors,
          encoder,
          remembered: [...remembered.values()],
        };
      }),
    settled,
    async stats() {
      const { lexical, space } = engine;
      let bytes = (space?.set.size ?? 0) * ((space?.set.dimensions ?? 0) + 10);
      for (const section of packLexical(lexical).sections.values()) bytes += section.byteLength;
      return {
        generation,
        passages: lexical.size,
        documents: lexical.tables.documents.size,
        terms: lexical.tables.terms.size,
        segments: lexical.segments().length,
        bytes,
        model: space?.id ?? null,
        vectors: space?.set.size ?? 0,
        graph: space?.graph?.ids.size ?? 0,
        meaning: { passages: engine.meaning?.passages ?? 0, units: engine.meaning?.units ?? 0 },
        questions: engine.memory.size,
      };
    },
    audit: (sample) =>
      inTurn(() => {
        const published = source.published();
        return {
          generation,
          storeGeneration: published.generation ?? generation,
          ...compareIds(engine, published.ids),
          ...graphRecall(engine, sample),
        };
      }),
    async close() {
      closed = true;
      await improver.stop();
      await reading;
      source.close();
    },
  };
}
