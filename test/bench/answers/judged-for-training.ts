import { encoderDimensions, loadEncoder } from '../../../knowledge/encoder/encoder.ts';
import { createSearchEngine } from '../../../knowledge/index/host/engine.ts';
import { createMemorySource } from '../../../knowledge/index/host/passage-source.ts';
import { createMeaningSet } from '../../../knowledge/index/meaning/meaning-set.ts';
import { packUnits, unitsOf } from '../../../knowledge/index/meaning/units.ts';
import { calibrate } from '../../../knowledge/index/training/calibrate.ts';
import { type JudgedSet, readJudgedSet } from '../judged-set.ts';
import type { TrainingSet } from './open-for-training.ts';

const QUESTIONS = 120;

/** A public test collection in memory, its passages compared by meaning; a passage is a page of its own. */
export async function openJudged(
  name: string,
): Promise<{ set: TrainingSet; questions: { text: string; pages: string[] }[] }> {
  const judged = readJudgedSet(name);
  const encoder = loadEncoder();
  const meaning = createMeaningSet(encoderDimensions);
  const engine = createSearchEngine(createMemorySource(), undefined, null, meaning);
  engine.add(judged.passages);
  for (const passage of judged.passages)
    meaning.put(passage.id, 0, packUnits(encoder.encode(unitsOf(passage).texts)));
  await calibrate(engine, async () => undefined);
  const set: TrainingSet = {
    ...{ engine, meaning, pageOf: String },
    encode: (text) => encoder.encode([text])[0] as Float32Array,
    close: async () => undefined,
  };
  return { set, questions: someOf(judged) };
}

function someOf({ queries }: JudgedSet): { text: string; pages: string[] }[] {
  const every = Math.max(1, Math.floor(queries.length / QUESTIONS));
  return queries
    .filter((_, at) => at % every === 0)
    .slice(0, QUESTIONS)
    .map(({ text, relevant }) => ({
      text,
      pages: [...relevant].flatMap(([id, score]) => (score > 0 ? [String(id)] : [])),
    }));
}
