import { expect, test } from 'vitest';
import { evalFolder } from './run-here.ts';

test('a judge is held against people, setting by setting', async () => {
  using rig = evalFolder();
  const scores = [
    ...[1, 2, 3, 4].map((expert) => ({ id: expert, setting: 'good', judge: 2 * expert, expert })),
    ...[1, 2, 3, 4].map((expert) => ({ id: expert, setting: 'upside down', judge: -expert, expert })),
    ...[1, 2].map((expert) => ({ id: expert, setting: 'the same for all', judge: 3, expert })),
  ];
  const { code, json } = await rig.run('agreement', '--scores', rig.file('s.jsonl', scores), '--json');
  expect(code).toBe(0);
  expect(json().settings).toEqual({
    good: { n: 4, pearson: expect.closeTo(1, 12), spearman: expect.closeTo(1, 12), kendall: 1 },
    'upside down': { n: 4, pearson: expect.closeTo(-1, 12), spearman: expect.closeTo(-1, 12), kendall: -1 },
    'the same for all': { n: 2, pearson: null, spearman: null, kendall: null },
  });
});

test('a judge that goes by the order of answers shows', async () => {
  using rig = evalFolder();
  const pairs = [
    { id: 1, aFirst: 'a', bFirst: 'a' },
    { id: 2, aFirst: 'a', bFirst: 'b' },
    { id: 3, aFirst: 'tie', bFirst: 'tie' },
    { id: 4, aFirst: 'a', bFirst: 'tie' },
  ];
  const { json } = await rig.run('agreement', '--pairs', rig.file('p.jsonl', pairs), '--json');
  // Of the five verdicts with a winner, four name the answer that was shown first.
  expect(json().settings.all).toEqual({
    n: 4,
    consistency: 0.5,
    firstShown: 0.8,
    ties: 0.375,
    winRate: 0.625,
  });
});

test('what is wrong is named with line and field', async () => {
  using rig = evalFolder();
  const fails = async (option: string, ...lines: (string | object)[]) => {
    const { code, err, out } = await rig.run('agreement', option, rig.file('x.jsonl', lines), '--json');
    expect([code, out]).toEqual([2, '']);
    return err;
  };
  expect(await fails('--pairs', { id: 1, aFirst: 'a', bFirst: 'left' })).toContain(
    'line 1: "bFirst" must be',
  );
  expect(await fails('--scores', { id: 1, judge: 1 })).toContain('line 1: "expert" is missing');
  const row = { id: 1, judge: 1, expert: 1 };
  expect(await fails('--scores', row, row)).toContain('line 2: "id" 1 is on line 1 already');
  expect(await fails('--scores')).toContain('x.jsonl is empty');
  expect((await rig.run('agreement')).code).toBe(2);
});
