import { AppError } from '../../core/errors.ts';
import { createSearchEngine, type SearchEngine } from './engine.ts';
import type { CallName, IndexCalls, IndexWorkerOptions } from './index-protocol.ts';
import { packLexical, unpackLexical } from './lexical-file.ts';
import { createLexicalIndex } from './lexical-index.ts';
import { createMemorySource, openStoreSource } from './passage-source.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

/** The worker's calls as functions; `pause` lets waiting searches through between slices of long work. */
export type IndexHost = {
  [N in CallName]: (input: IndexCalls[N]['in']) => Promise<IndexCalls[N]['out']>;
} & { close(): void };

/** An index being built; ids that changed since it was begun come from `apply`, not from its batches. */
type Rebuild = { engine: SearchEngine; startedAt: number; changed: Set<number> };

/** Passages a slice of a rebuild takes in: about 20 ms. */
const SLICE = 256;

export function createIndexHost(options: IndexWorkerOptions, pause: () => Promise<void>): IndexHost {
  const source = options.storePath === null ? createMemorySource() : openStoreSource(options.storePath);
  let engine: SearchEngine = createSearchEngine(source);
  let generation = -1;
  let shadow: Rebuild | null = null;
  // Writers one after the other; searches never wait for this.
  let writers: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const turn = writers.then(work);
    writers = turn.catch(() => undefined);
    return turn;
  };

  const building = (): Rebuild => {
    if (shadow !== null) return shadow;
    throw new AppError('index.no-rebuild', 'no rebuild is under way', 'Call rebuild first.');
  };

  return {
    load: ({ generation: wanted }) =>
      inTurn(() => {
        const snapshot = readSnapshot(options.dir, wanted);
        if ('refused' in snapshot) return { kind: 'rebuild-needed', reason: snapshot.refused };
        const lexical = snapshot.parts.get('lexical');
        if (lexical === undefined)
          return { kind: 'rebuild-needed', reason: 'the snapshot has no lexical part' };
        engine = createSearchEngine(source, createLexicalIndex(unpackLexical(lexical)));
        generation = wanted;
        return { kind: 'loaded', passages: engine.lexical.size };
      }),
    apply: (change) =>
      inTurn(() => {
        for (const target of shadow === null ? [engine] : [engine, shadow.engine]) {
          target.remove(change.remove);
          target.add(change.add);
        }
        for (const id of change.remove) shadow?.changed.add(id);
        for (const { id } of change.add) shadow?.changed.add(id);
        generation = change.generation;
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
    rebuildBegin: ({ fromStore }) =>
      inTurn(async () => {
        shadow = { engine: createSearchEngine(source), startedAt: generation, changed: new Set() };
        if (!fromStore) return null;
        for (const batch of source.all(SLICE)) {
          shadow.engine.add(batch);
          await pause();
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
        engine = rebuilt.engine;
        engine.lexical.rest();
        shadow = null;
        // What was applied meanwhile is in it, and is newer than what the rebuild was started for.
        if (generation === rebuilt.startedAt || generation < built) generation = built;
        return { passages: engine.lexical.size };
      }),
    rebuildAbort: () =>
      inTurn(() => {
        shadow = null;
        return null;
      }),
    save: () =>
      inTurn(() => {
        if (generation < 0) return null;
        writeSnapshot(options.dir, generation, new Map([['lexical', packLexical(engine.lexical)]]));
        return null;
      }),
    settled: () => inTurn(() => null),
    async stats() {
      const { tables, size } = engine.lexical;
      const packed = packLexical(engine.lexical);
      let bytes = 0;
      for (const section of packed.sections.values()) bytes += section.byteLength;
      return {
        generation,
        passages: size,
        documents: tables.documents.size,
        terms: tables.terms.size,
        segments: engine.lexical.segments().length,
        bytes,
      };
    },
    close: () => source.close(),
  };
}
