import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditPair } from '../../../core/caching/audit.ts';
import { loadEncoder } from '../../../knowledge/encoder/encoder.ts';
import { aCitation, anAnswer } from '../../fixtures/answers.ts';

type Row = { first: string; second: string };
const rows = (name: string): Row[] =>
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

const encoder = loadEncoder();
async function likeness(a: string, b: string) {
  const [one, other] = encoder.encode([a, b]);
  if (one === undefined || other === undefined) throw new Error('two texts have two vectors');
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return { likeness: sum, meaning: true };
}
async function served(pairs: readonly Row[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const pair of pairs) {
    const first = anAnswer({ standalone: pair.first, citations: [aCitation({})] });
    if ((await auditPair(first, pair.second, likeness)).served) found.push(pair);
  }
  return found;
}

describe('by the encoder of meaning', () => {
  it('no swap is served, of whatever kind', async () => {
    const swaps = [...rows('cache-swaps.jsonl'), ...rows('cache-swaps-kinds.jsonl')];
    expect(swaps.length).toBeGreaterThanOrEqual(400);
    expect(await served(swaps)).toEqual([]);
  });

  it('nine of ten paraphrases are, and half of those that are put in other words', async () => {
    const close = rows('cache-paraphrases.jsonl');
    const reworded = rows('cache-paraphrases-reworded.jsonl');
    expect((await served(close)).length / close.length).toBeGreaterThan(0.9);
    expect((await served(reworded)).length / reworded.length).toBeGreaterThan(0.5);
  });
});
