import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from '../run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const run = (...args: string[]) => runDocent(['eval', 'alpaca', ...args], { dataDir, cwd: folder });
const write = (name: string, value: unknown) =>
  writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));

beforeAll(() => {
  mkdirSync(path.join(folder, 'weights'));
  const of = (instruction: string, preference: number | null) => ({
    instruction,
    preference,
    generator_2: 'ours',
  });
  write('a.json', [of('One', 2), of('Two', 1), of('Three', 1.5), of('Four', null)]);
  const answers = (length: number) =>
    ['One', 'Two', 'Three', 'Four'].map((instruction) => ({ instruction, output: 'x'.repeat(length) }));
  write('ours.json', answers(8));
  write('theirs.json', answers(5));
  write('weights/w.csv', 'm,instruction_difficulty,not_gamed_baseline.astype(float)\nours,1,0\n');
  write('d.csv', 'index,instruction_difficulty\n0,0\n1,2\n2,-2\n');
  write('none.json', [of('One', null)]);
});
afterAll(() => place[Symbol.dispose]());

describe('docent eval alpaca', () => {
  it('counts verdicts and controls for length with answers from their own files, without a store', async () => {
    const { code, json } = await run(
      ...['--annotations', 'a.json', '--outputs', 'ours.json', '--reference', 'theirs.json', '--json'],
    );
    expect(code).toBe(0);
    const score = json();
    expect(score).toMatchObject({
      winRate: 50,
      wins: 1,
      losses: 1,
      draws: 1,
      discreteWinRate: 50,
      avgLength: 8,
    });
    expect(score['standardError']).toBeCloseTo(50 / Math.sqrt(3), 9);
    expect(score['lengthControlled']).toMatchObject({ winRate: 50, method: 'ridge' });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('takes published weights, and the difficulties from a file named or above them', async () => {
    const named = await run(
      ...['--annotations', 'a.json', '--weights', 'weights/w.csv', '--difficulty', 'd.csv', '--json'],
    );
    expect(named.json()['lengthControlled']).toMatchObject({
      winRate: expect.closeTo(50, 9),
      method: 'published weights',
    });
    const without = await run('--annotations', 'a.json', '--weights', 'weights/w.csv', '--json');
    expect([without.code, without.out]).toEqual([2, '']);
    expect(without.err).toContain('--difficulty');
    write('instruction_difficulty.csv', 'instruction_difficulty\n0\n0\n0\n');
    const above = await run('--annotations', 'a.json', '--weights', 'weights/w.csv', '--json');
    expect(above.json()['lengthControlled']).toMatchObject({ winRate: 50, standardError: 0 });
  });

  it('ends with 2 and prints no numbers where there is nothing to count', async () => {
    const { code, out, err } = await run('--annotations', 'none.json', '--json');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('no row has a "preference"');
  });
});
