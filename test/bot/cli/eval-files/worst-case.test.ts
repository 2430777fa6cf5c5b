import { afterAll, expect, it } from 'vitest';
import { evalFolder } from './run-here.ts';

const place = evalFolder();
const { file, run } = place;
afterAll(() => place[Symbol.dispose]());

const scores = (...values: number[]) => values.map((score, at) => ({ id: `q${at}`, score }));

it('takes the lowest score of each question, the plain one among them', async () => {
  file('plain.jsonl', scores(1, 1, 0, 0.5));
  file('a.jsonl', scores(1, 0, 1, 1));
  file('b.jsonl', scores(0.5, 1, 1, 1).toReversed());
  const { code, json } = await run(
    'worst-case',
    '--plain',
    'plain.jsonl',
    '--perturbed',
    'a.jsonl,b.jsonl',
    '--json',
  );
  expect(code).toBe(0);
  expect(json()).toEqual({ plain: 0.625, perturbed: 6.5 / 8, worst: 0.25, n: 4 });
});

it.each([
  [scores(1, 1, 1), 'other.jsonl has no score of "q3".'],
  [scores(1, 1, 1, 1, 1), 'other.jsonl has "q4", which plain.jsonl has not.'],
  [[...scores(1), ...scores(1)], 'other.jsonl, line 2: "id" q0 stands there twice.'],
])('refuses files of other questions', async (rows, said) => {
  file('other.jsonl', rows);
  const { code, out, err } = await run('worst-case', '--plain', 'plain.jsonl', '--perturbed', 'other.jsonl');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(said);
});
