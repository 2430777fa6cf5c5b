import type { SearchEngine } from '../host/search-engine.ts';
import { meaningEvidence } from '../meaning/meaning-evidence.ts';
import { UNCALIBRATED } from '../ranking/calibration.ts';
import { EVIDENCE, RETRAIN_SHARE } from '../ranking/weights.ts';
import { offsetOf } from './calibrate.ts';
import { OFF_TOPIC_DIMENSIONS, readOffTopicVectors } from './off-topic-vectors.ts';

/** Whether so many passages got vectors, or went, that the offset by meaning should be found anew. */
export function wantsMeaningCalibration({ lexical, meaning, meaningCalibration }: SearchEngine): boolean {
  if (meaning?.dimensions !== OFF_TOPIC_DIMENSIONS) return false;
  // With vectors of less than half, no question is compared by meaning (yet): the offset waits for its use.
  if (meaning.passages * 2 < lexical.size) return false;
  const size = lexical.size < EVIDENCE.fewestPassages ? 0 : meaning.passages;
  return Math.abs(size - meaningCalibration.passages) > meaningCalibration.passages * RETRAIN_SHARE;
}

/**
 * Asks the corpus by meaning what is not its topic: a corpus of general knowledge has something near to every question.
 * Comes after `calibrate`, whose offset it uses; `pause` lets others through.
 */
export async function calibrateMeaning(engine: SearchEngine, pause: () => Promise<unknown>): Promise<void> {
  const passages = engine.meaning?.passages ?? 0;
  if (engine.lexical.size < EVIDENCE.fewestPassages) {
    engine.meaningCalibration = UNCALIBRATED;
    return;
  }
  const logits: number[] = [];
  for (const { text, vector } of readOffTopicVectors()) {
    // Passages may go meanwhile: without vectors of most there is nothing to find out.
    const features = engine.meaningRow(text, vector);
    if (features !== null) logits.push(meaningEvidence(features));
    // One search by meaning costs several by words.
    await pause();
  }
  const offset = offsetOf(logits, { margin: 0, least: EVIDENCE.leastOffsetByMeaning });
  engine.meaningCalibration = { offset, passages };
}
