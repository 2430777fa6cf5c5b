import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunComparison } from '../../../core/evals/gates/compare-runs.ts';
import type { RunGate } from '../../../core/evals/gates/gate-of-runs.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';
import { onApp, runSet } from './eval-runs.ts';

const TRAVEL = '# Travel\n\nTrains are booked by the travel desk two weeks ahead.\n';
const PETS = '# Pets\n\nDogs may come to the office on Fridays.\n';
const GONE = '# Travel\n\nThis page is being written anew.\n';

const TRAINS = 'Who books trains?';
const DOGS = 'When may dogs come to the office?';
const SOUP = 'Which soup is served <b>today</b> | tomorrow?';
const LAMPS = 'When may dogs come?';

const golden = [
  { question: TRAINS, expectedSources: ['travel.md'] },
  { question: DOGS, expectedSources: ['pets.md'] },
  { question: SOUP, mustAbstain: true },
  { question: LAMPS },
]
  .map((one) => JSON.stringify(one))
  .join('\n');

describe('docent eval gate and compare', () => {
  let rig: WholeApp;
  let good: string;
  let bad: string;

  const gate = async (...args: string[]) => {
    const ran = await onApp(rig, 'eval', 'gate', ...args, '--json');
    return { ...ran, found: JSON.parse(ran.out || '{}') as RunGate };
  };

  beforeAll(async () => {
    rig = await openApp();
    await rig.app.batches.importSet({ name: 'Gold', format: 'jsonl', text: golden });
    await rig.ingest({ 'travel.md': TRAVEL, 'pets.md': PETS });
    good = await runSet(rig, 'Gold');
    await rig.ingest({ 'travel.md': GONE });
    bad = await runSet(rig, 'Gold');
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  it('fails with exit 1 where a case passed before and does not now', async () => {
    const { code, found } = await gate(bad, '--baseline', good);
    expect(code).toBe(1);
    expect(found).toMatchObject({ verdict: 'fail', checked: 4, notJudged: 1, fixed: [] });
    expect(found.regressed.map(({ question }) => question)).toEqual([TRAINS]);
    expect(found.regressed[0]).toMatchObject({
      id: expect.stringMatching(/^case_/),
      before: { outcome: 'answered', passed: true, sources: [{ path: 'travel.md' }] },
      after: { outcome: 'abstained', passed: false },
    });
  });

  it('passes the other way round, and says what was fixed', async () => {
    const { code, found } = await gate(good, '--baseline', bad);
    expect(code).toBe(0);
    expect(found).toMatchObject({ verdict: 'pass', regressed: [], checked: 4 });
    expect(found.fixed.map(({ question }) => question)).toEqual([TRAINS]);
  });

  it('never says that an answer passed of which nothing was expected', async () => {
    const { found } = await gate(good, '--baseline', good);
    expect(found).toMatchObject({ verdict: 'pass', regressed: [], fixed: [], checked: 4, notJudged: 1 });
    const compared = await onApp(rig, 'eval', 'compare', good, good, '--json');
    expect(JSON.parse(compared.out)).toMatchObject({ n: 3, notJudged: [expect.stringMatching(/^case_/)] });
  });

  it('writes a report for people', async () => {
    const { code } = await gate(bad, '--baseline', good, '--report', 'report.md');
    expect(code).toBe(1);
    const report = readFileSync(path.join(rig.folder, 'report.md'), 'utf8');
    expect(report).toMatch(/^# Docent gate: fail\n/);
    expect(report).toContain('4 questions checked, 1 regressed, 0 fixed');
    expect(report).toMatch(/\| Who books trains\? \| passed, answered: .*travel.* \| failed, abstained \|/);
  });

  it('compares two runs with paired statistics', async () => {
    const ran = await onApp(rig, 'eval', 'compare', bad, good, '--json');
    expect(ran.code).toBe(0);
    const found = JSON.parse(ran.out) as RunComparison & { runs: unknown };
    expect(found).toMatchObject({
      test: 'mcnemar (exact)',
      n: 3,
      p: 1,
      verdict: 'not distinguishable',
      onlyA: [],
      onlyB: [expect.stringMatching(/^case_/)],
      runs: { a: { id: bad }, b: { id: good } },
      needed: { points: 0.05, n: expect.any(Number) },
    });
    expect(found.difference).toBeCloseTo(-1 / 3, 12);
    expect(Object.keys(found.scores)).toContain('outcome');
    const said = await onApp(rig, 'eval', 'compare', bad, good);
    expect(said.out).toContain('a is not distinguishable');
  });

  it('pairs the cases of a set that was imported again', async () => {
    await rig.app.batches.importSet({ name: 'Again', format: 'jsonl', text: golden });
    const again = await runSet(rig, 'Again');
    const { code, found } = await gate(again, '--baseline', good);
    expect([code, found.checked]).toEqual([1, 4]);
    expect(found.unmatched).toEqual({ run: [], baseline: [] });
  });

  it('refuses what it cannot compare, in words', async () => {
    const fresh = await rig.app.batches.importSet({
      ...{ name: 'Other', format: 'jsonl' },
      text: '{"question":"Who is Ada?","mustAbstain":true}',
    });
    const other = await runSet(rig, fresh.setId);
    for (const [args, words] of [
      [['gate', 'run_none', '--baseline', good], 'There is no run "run_none"'],
      [['gate', good, '--baseline', 'run_none'], 'There is no run "run_none"'],
      [['gate', good], '--baseline'],
      [['gate'], '--baseline'],
      [['gate', good, '--baseline', other], 'no case in common'],
      [['gate', good, '--baseline', bad, '--report', 'no/folder/r.md'], 'cannot be written'],
      [['compare', good, 'run_none'], 'There is no run "run_none"'],
      [['compare', good, other], 'no judged case in common'],
      [['compare', good, bad, '--points', '0'], '--points'],
    ] as const) {
      const ran = await onApp(rig, 'eval', ...args, '--json');
      expect([args, ran.code, ran.out]).toEqual([args, 2, '']);
      expect(ran.err).toContain(words);
    }
  });
});
