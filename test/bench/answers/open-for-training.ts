import path from 'node:path';
import { encoderDimensions, encoderId, loadEncoder } from '../../../knowledge/encoder/encoder.ts';
import { loadEngine } from '../../../knowledge/index/files/index-snapshot.ts';
import { openStoreSource } from '../../../knowledge/index/host/passage-source.ts';
import type { SearchEngine } from '../../../knowledge/index/host/search-engine.ts';
import { createMeaningSet, type MeaningSet } from '../../../knowledge/index/meaning/meaning-set.ts';
import { takeUnits } from '../../../knowledge/index/meaning/take-units.ts';
import type { AnswerSet } from './answer-sets.ts';
import { openSet } from './open-set.ts';

/** A set's index in this thread, with the meaning of its passages, as the product saved it. */
export type TrainingSet = {
  engine: SearchEngine;
  meaning: MeaningSet;
  /** Page of a passage. */
  pageOf(passage: number): string | undefined;
  encode(text: string): Float32Array;
  close(): Promise<void>;
};

const encoderOf = (() => {
  let encoder: ReturnType<typeof loadEncoder> | undefined;
  return () => {
    encoder ??= loadEncoder();
    return encoder;
  };
})();

export async function openForTraining(set: AnswerSet): Promise<TrainingSet> {
  const { app, dataDir, close } = await openSet(set);
  const { generation } = await app.retriever.search({ text: 'x', k: 1 });
  const source = openStoreSource(path.join(dataDir, 'docent.sqlite'), undefined, encoderId);
  const meaning = createMeaningSet(encoderDimensions);
  const loaded = loadEngine(path.join(dataDir, 'index'), generation, source, 'corpus', false, meaning);
  if ('refused' in loaded) throw new Error(loaded.refused);
  const { engine } = loaded;
  for (const { ids } of engine.lexical.segments()) takeUnits(engine, [...ids], source);
  const pages = new Map([...source.all(1000)].flat().map(({ id, path: page }) => [id, page]));
  return {
    engine,
    meaning,
    pageOf: (passage) => pages.get(passage),
    encode: (text) => encoderOf().encode([text])[0] as Float32Array,
    async close() {
      source.close();
      await close();
    },
  };
}
