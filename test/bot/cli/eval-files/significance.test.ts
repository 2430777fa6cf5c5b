import { afterAll, describe, expect, it } from 'vitest';
import { evalFolder } from './run-here.ts';

const place = evalFolder();
const { file, run } = place;
afterAll(() => place[Symbol.dispose]());

const scores = (name: string, values: number[], cluster?: (at: number) => string) =>
  file(
    name,
    values.map((score, at) => ({ id: `q${at}`, score, ...(cluster && { cluster: cluster(at) }) })),
  );
const significance = (a: string, b: string, ...more: string[]) =>
  run('significance', '--a', a, '--b', b, ...more);

describe('docent eval significance', () => {
  it('tests right and wrong with McNemar', async () => {
    const a = scores('a.jsonl', [1, 1, 1, 1, 1, 1, 1, 1, 0, 1]);
    const b = scores('b.jsonl', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const { code, json } = await significance(a, b, '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      ...{ n: 10, a: 0.9, b: 0.1, difference: 0.8, p: expect.closeTo(2 / 256, 10), verdict: 'better' },
      test: 'mcnemar (exact)',
      needed: { points: 0.05, n: 559 },
      unmatched: { a: [], b: [] },
    });
    expect((await significance(a, b)).out).toContain('a is better, p = 0.008.');
  });

  it('tests graded scores with t, or by permutation when told to', async () => {
    const [a, b] = [scores('a.jsonl', [0.5, 0.75, 1, 0.25]), scores('b.jsonl', [0.25, 0.25, 0.75, 0])];
    const t = (await significance(a, b, '--json')).json();
    expect(t).toMatchObject({ test: 'paired t', difference: 0.3125, standardError: 0.0625 });
    const flipped = (await significance(a, b, '--test', 'permutation', '--points', '0.1', '--json')).json();
    expect(flipped).toMatchObject({ p: 0.125, needed: { points: 0.1 }, verdict: 'not distinguishable' });
  });

  it('clusters where rows name one, and names items that only one run has', async () => {
    const a = scores('a.jsonl', [1, 1, 0.5, 0, 0.5, 0, 1], (at) => `d${Math.floor(at / 2)}`);
    const b = scores('b.jsonl', [0, 0, 0, 0, 0, 0], (at) => `d${Math.floor(at / 2)}`);
    expect((await significance(a, b, '--json')).json()).toMatchObject({
      ...{ test: expect.stringContaining('cluster'), clusters: 3, difference: 0.5, standardError: 0.25 },
      ...{ n: 6, unmatched: { a: ['q6'], b: [] } },
    });
  });

  it('compares texts by several metrics and corrects their p values', async () => {
    const lines = (word: string) => new Array(30).fill(0).map((_, at) => `line ${at} is ${word} enough here`);
    const [a, b, r] = [
      file('a.txt', lines('good')),
      file('b.txt', lines('bad')),
      file('r.txt', lines('good')),
    ];
    const found = (await significance(a, b, '--metric', 'bleu,exact', '--references', r, '--json')).json();
    expect(found.bleu).toMatchObject({
      a: expect.closeTo(100, 9),
      verdict: 'better',
      test: expect.stringContaining('approximate'),
    });
    expect(found.bleu.adjustedP).toBeCloseTo(found.bleu.p, 12);
    expect(found.exact_match).toMatchObject({ test: 'mcnemar (exact)', difference: 1 });
    expect(found.exact_match.adjustedP).toBeCloseTo(2 * found.exact_match.p, 15);
  });
});

describe('what docent eval significance cannot read', () => {
  it.each([
    ['no score', [{ id: 1 }], 'bad.jsonl, line 1: "score" is missing'],
    ['words for a score', [{ id: 1, score: '1' }], 'bad.jsonl, line 1: "score" must be a number'],
    ['no id', [{ id: 1, score: 1 }, { score: 0 }], 'bad.jsonl, line 2: "id" is missing'],
    [
      'an id twice',
      [
        { id: 1, score: 1 },
        { id: 1, score: 0 },
      ],
      'bad.jsonl, line 2: "id" "1" is on line 1 already',
    ],
    [
      'some clusters',
      [
        { id: 1, score: 1, cluster: 'x' },
        { id: 2, score: 0 },
      ],
      'line 2: "cluster" is missing',
    ],
    ['nothing', [], 'bad.jsonl is empty'],
    ['other ids', [{ id: 'z', score: 1 }], 'have no "id" in common'],
    ['no JSON', ['nonsense'], 'bad.jsonl, line 1: it is not JSON'],
  ])('is named with line and field: %s', async (_name, rows, said) => {
    const result = await significance(file('bad.jsonl', rows), scores('b.jsonl', [1, 0]), '--json');
    expect(result.err).toContain(said);
    expect(result).toMatchObject({ code: 2, out: '' });
  });
});
