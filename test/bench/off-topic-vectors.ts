/**
 * Writes the vectors of the off-topic questions that the index calibrates evidence by meaning with.
 *
 *     node test/bench/off-topic-vectors.ts
 */
import { writeFileSync } from 'node:fs';
import { loadEncoder } from '../../knowledge/encoder/encoder.ts';
import { packVector } from '../../knowledge/encoder/packed-vector.ts';
import { OFF_TOPIC_QUESTIONS } from '../../knowledge/index/training/off-topic-questions.ts';
import { offTopicVectorsFile } from '../../knowledge/index/training/off-topic-vectors.ts';

const rows = loadEncoder().encode(OFF_TOPIC_QUESTIONS).map(packVector);
writeFileSync(offTopicVectorsFile, Buffer.concat(rows.map((row) => new Uint8Array(row.buffer))));
console.log(`${rows.length} questions`);
