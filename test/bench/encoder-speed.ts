import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadEncoder } from '../../knowledge/encoder/encoder.ts';
import { packVector, unpackVector } from '../../knowledge/encoder/packed-vector.ts';
import { createPieceTokenizer } from '../../knowledge/encoder/pieces.ts';
import { findEncoderPackage, readVocabulary } from '../../knowledge/encoder/read-package.ts';
import { median, percentile, row } from './table.ts';

const ROUNDS = 3;
const QUESTIONS = [
  'How do I book travel?',
  'Does the router have factory reset protection?',
  'What is the phone number of the help desk',
  'forgot my password help',
  'who approves leave and how long does that take',
];

/** Prints what the sentence encoder takes: of the processor, which a busy machine does not change, and of the clock. */
export function measureEncoder(): void {
  const before = process.memoryUsage().rss;
  const load = timed(() => loadEncoder());
  const encoder = load.result;
  row('sentence encoder, load', `${load.cpu.toFixed(0)} ms`, `${load.wall.toFixed(0)} ms by the clock`);
  row('resident memory for it', `${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB`);

  const sentences = ownSentences();
  const tokenize = createPieceTokenizer(readVocabulary(findEncoderPackage()));
  const pieces = sentences.reduce((sum, text) => sum + Math.min(128, tokenize(text).length), 0);
  const bulk = Array.from({ length: ROUNDS }, () => timed(() => encoder.encode(sentences)));
  const cpu = median(bulk.map((round) => round.cpu));
  const wall = median(bulk.map((round) => round.wall));
  row(
    'a piece, in bulk',
    `${(cpu / pieces).toFixed(3)} ms`,
    `${(pieces / sentences.length).toFixed(0)} a sentence`,
  );
  row(
    'pieces a second',
    `${((1000 * pieces) / cpu).toFixed(0)}`,
    `${((1000 * pieces) / wall).toFixed(0)} by the clock`,
  );

  const asked = Array.from({ length: 40 }, () => QUESTIONS).flat();
  const times = asked.map((question) => timed(() => encoder.encode([question])));
  row(
    'a question, p50',
    `${median(times.map((one) => one.cpu)).toFixed(1)} ms`,
    `by the clock ${median(times.map((one) => one.wall)).toFixed(1)}, p95 ${percentile(
      times.map((one) => one.wall),
      95,
    ).toFixed(1)}`,
  );

  const vectors = bulk[0]?.result ?? [];
  const losses = vectors.map((vector) => 1 - dot(vector, unpackVector(packVector(vector))));
  row('cosine lost by packing', Math.max(...losses).toExponential(1), 'at most, over the sentences');
}

function timed<T>(work: () => T): { result: T; cpu: number; wall: number } {
  const [start, used] = [performance.now(), process.threadCpuUsage()];
  const result = work();
  const { user, system } = process.threadCpuUsage(used);
  return { result, cpu: (user + system) / 1000, wall: performance.now() - start };
}

/** Sentences of Docent's own documents. */
function ownSentences(): string[] {
  const root = path.resolve(import.meta.dirname, '../..');
  const text = ['ARCHITECTURE.md', 'DECISIONS.md'].map((file) => readFileSync(path.join(root, file), 'utf8'));
  return text
    .join('\n')
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => sentence.length > 30)
    .slice(0, 400);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, number, i) => sum + number * (b[i] as number), 0);
}

if (import.meta.main) measureEncoder();
