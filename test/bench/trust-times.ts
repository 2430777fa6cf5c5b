import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultGuards } from '../../core/guardrails/default-guards.ts';
import { runGuards } from '../../core/guardrails/run-guards.ts';
import { sentencesToCheck } from '../../core/text/sentences-to-check.ts';
import { percentile } from './table.ts';
import { passagesOf } from './trust-data.ts';

export type GuardTimes = { p50: number; p95: number; sentences: number };

/** What the output guards cost a sentence: each sentence of the manual as an answer, with six of its passages as evidence. */
export async function guardTimes(): Promise<GuardTimes> {
  const manual = path.resolve(import.meta.dirname, '../../knowledge/handbook/install-and-start.md');
  const passages = passagesOf(readFileSync(manual, 'utf8'));
  const evidence = passages.slice(0, 6);
  const sentences = evidence.flatMap((passage) => sentencesToCheck(passage)).map(({ text }) => text);
  const times: number[] = [];
  for (const round of [0, 1, 2, 3, 4])
    for (const text of sentences) {
      const started = performance.now();
      await runGuards(defaultGuards, 'output', { text, question: 'How do I install Docent?', evidence });
      if (round > 1) times.push(performance.now() - started);
    }
  return { p50: percentile(times, 50), p95: percentile(times, 95), sentences: times.length };
}
