import type { Clock } from '../../../core/ports/clock.ts';
import { copyForTraining, copyOfTable, createBuilder } from '../host/build-client.ts';
import type { PassageText } from '../host/passage-source.ts';
import type { SearchEngine } from '../host/search-engine.ts';
import { LSA, MORE_QUIET_MS, QUIET_MS, RETRAIN_SHARE, STOP_MS } from '../ranking/weights.ts';
import { type GraphFacts, loadGraphFile } from '../vectors/hnsw-graph.ts';
import { wantsGraph } from '../vectors/vector-search.ts';
import { createVectorSet } from '../vectors/vector-set.ts';
import { attachGraph, createCorpusSpace, foldInSegment, type VectorSpace } from '../vectors/vector-space.ts';
import { calibrate, wantsCalibration } from './calibrate.ts';
import { calibrateMeaning, wantsMeaningCalibration } from './calibrate-meaning.ts';
import { loadCorpusModel } from './corpus-model.ts';

/** Background work that makes a serving index better: training its embeddings, building its graph. */
export type Improver = {
  /** Called after changes: starts once it has been quiet for a while, a longer one where `more` changes are on their way. */
  later(more?: boolean): void;
  /** Starts now if there is anything to do; resolves when nothing is left to do. */
  finish(): Promise<void>;
  stop(): Promise<void>;
};

export type ImproverDeps = {
  dir: string;
  clock: Pick<Clock, 'sleep'>;
  /** Whether embeddings are trained here, or come from a provider. */
  trains: boolean;
  /** Sets from this many numbers on get a graph. */
  graphFrom: number;
  /** What training reads passages' texts from: see `BuildTask`. */
  texts(): string | ReadonlyMap<number, PassageText>;
  current(): { engine: SearchEngine; generation: number };
  /** Runs between changes of the index, never during one. */
  inTurn<T>(work: () => T): Promise<T>;
};

export function createImprover(deps: ImproverDeps): Improver {
  const builder = createBuilder(deps.dir);
  let running: Promise<void> | null = null;
  let quiet: AbortController | null = null;
  let stopped = false;
  // A corpus of this size gave no model: trying again before it changes gives none either.
  let gaveNothing = -1;

  const wantsTraining = ({ lexical, space }: SearchEngine): boolean => {
    if (!deps.trains || lexical.size < LSA.fewestPassages || lexical.size === gaveNothing) return false;
    const trainedOn = space?.model?.trainedOn ?? 0;
    return Math.abs(lexical.size - trainedOn) > trainedOn * RETRAIN_SHARE;
  };

  const train = async (engine: SearchEngine): Promise<void> => {
    const { lexical } = engine;
    const segments = lexical.segments().map(copyForTraining);
    const size = lexical.size;
    const terms = copyOfTable(lexical.tables.terms);
    const result = await builder.run({ kind: 'train', segments, terms, texts: deps.texts() });
    if (result.kind !== 'train') return;
    const { trained } = result;
    if (trained === null) {
      gaveNothing = size;
      return;
    }
    await deps.inTurn(() => {
      // A rebuild came in between: its terms have other numbers.
      if (deps.current().engine !== engine) return;
      const model = loadCorpusModel(trained.model);
      const space = createCorpusSpace(model, createVectorSet(model.dimensions, trained.vectors));
      for (const id of space.set.ids()) if (lexical.find(id) === null) space.set.remove(id);
      for (const segment of lexical.segments()) foldInSegment(space, segment);
      engine.space = space;
    });
  };

  const buildGraph = async (engine: SearchEngine, space: VectorSpace): Promise<void> => {
    const facts = {
      model: space.id,
      dimensions: space.set.dimensions,
      generation: deps.current().generation,
    };
    const result = await builder.run({ kind: 'graph', dir: deps.dir, facts, vectors: space.set.sections() });
    if (result.kind !== 'graph') return;
    await deps.inTurn(() => {
      if (engine.space === space) takeGraph(deps.dir, space, result.seal);
    });
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      const { engine } = deps.current();
      const { space } = engine;
      if (wantsTraining(engine)) await train(engine);
      else if (space !== null && wantsGraph(space, deps.graphFrom)) await buildGraph(engine, space);
      else if (wantsCalibration(engine)) await calibrate(engine, () => deps.clock.sleep(0));
      else if (wantsMeaningCalibration(engine)) await calibrateMeaning(engine, () => deps.clock.sleep(0));
      else return;
    }
  };
  const start = (): Promise<void> => {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    later(more = false) {
      quiet?.abort();
      const waiting = new AbortController();
      quiet = waiting;
      deps.clock
        .sleep(more ? MORE_QUIET_MS : QUIET_MS, waiting.signal)
        .then(start)
        .catch(() => undefined);
    },
    async finish() {
      quiet?.abort();
      await start();
    },
    async stop() {
      stopped = true;
      quiet?.abort();
      // Ending a thread in the middle of native code has crashed the process: what is nearly done may finish.
      const patience = new AbortController();
      const late = deps.clock.sleep(STOP_MS, patience.signal).catch(() => undefined);
      await Promise.race([Promise.resolve(running).catch(() => undefined), late]);
      patience.abort();
      await builder.stop();
    },
  };
}

/** Puts the saved graph of these facts to use; without it the exact scan goes on serving. */
export function takeGraph(dir: string, space: VectorSpace, facts: GraphFacts): boolean {
  const loaded = loadGraphFile(dir, facts);
  if ('graph' in loaded) attachGraph(space, loaded.graph);
  return 'graph' in loaded;
}
