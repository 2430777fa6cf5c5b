import type { SearchEngine } from '../host/search-engine.ts';
import { UNCALIBRATED } from '../ranking/calibration.ts';
import { evidenceLogit } from '../ranking/evidence.ts';
import { EVIDENCE, RETRAIN_SHARE } from '../ranking/weights.ts';
import { OFF_TOPIC_QUESTIONS } from './off-topic-questions.ts';

/** Whether the corpus has changed so much that its offset should be found anew. */
export function wantsCalibration({ lexical, calibration }: SearchEngine): boolean {
  const size = lexical.size < EVIDENCE.fewestPassages ? 0 : lexical.size;
  return Math.abs(size - calibration.passages) > calibration.passages * RETRAIN_SHARE;
}

/**
 * Asks the corpus what is not its topic, a few questions at a time: `pause` lets others through. Searches meanwhile use
 * the offset there was.
 */
export async function calibrate(engine: SearchEngine, pause: () => Promise<unknown>): Promise<void> {
  const passages = engine.lexical.size;
  if (passages < EVIDENCE.fewestPassages) {
    engine.calibration = UNCALIBRATED;
    return;
  }
  const logits: number[] = [];
  for (const question of OFF_TOPIC_QUESTIONS) {
    logits.push(evidenceLogit(engine.evidenceRow(question)));
    if (logits.length % SLICE === 0) await pause();
  }
  engine.calibration = { offset: offsetOf(logits), passages };
}

/** Questions between two pauses: some milliseconds. */
const SLICE = 5;

/**
 * Where a corpus's answerable and off-topic questions part, in log odds: above nearly all of what it makes of
 * questions that are not about it. Kept near the general threshold, since a corpus may answer some of them.
 */
export function offsetOf(
  offTopic: readonly number[],
  { margin, least }: { margin: number; least: number } = {
    margin: EVIDENCE.margin,
    least: EVIDENCE.leastOffset,
  },
): number {
  const sorted = offTopic.toSorted((a, b) => a - b);
  const most = sorted[Math.floor(sorted.length * EVIDENCE.offTopicBelow)] ?? 0;
  return Math.max(least, Math.min(EVIDENCE.mostOffset, most + margin));
}
