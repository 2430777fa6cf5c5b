import { readFileSync } from 'node:fs';
import { unpackVector } from '../../encoder/packed-vector.ts';
import { OFF_TOPIC_QUESTIONS } from './off-topic-questions.ts';

/**
 * Packed vectors of `OFF_TOPIC_QUESTIONS`, in order, one after the other: the index has no encoder. Made by
 * `node test/bench/off-topic-vectors.ts`, to be run again when the questions or the encoder change.
 */
export const offTopicVectorsFile = new URL('./off-topic-vectors.bin', import.meta.url);

/** Numbers of a vector. */
export const OFF_TOPIC_DIMENSIONS = 512;

/** The questions with what they mean. Read from the file each time: it is needed seldom. */
export function* readOffTopicVectors(): Generator<{ text: string; vector: Float32Array }> {
  const bytes = readFileSync(offTopicVectorsFile);
  for (const [at, text] of OFF_TOPIC_QUESTIONS.entries()) {
    const packed = new Int8Array(
      bytes.buffer,
      bytes.byteOffset + at * OFF_TOPIC_DIMENSIONS,
      OFF_TOPIC_DIMENSIONS,
    );
    yield { text, vector: unpackVector(packed) };
  }
}
