import { expect, test } from 'vitest';
import { evalFolder } from './run-here.ts';

const SAME = [
  [1, 0],
  [0, 2],
];

test('texts are scored by their token vectors, under the name of the model', async () => {
  using rig = evalFolder();
  const file = rig.file('vectors.jsonl', [
    { id: 'same', hypothesis: SAME, reference: SAME },
    { id: 'apart', hypothesis: [[1, 0]], reference: [[0, 1]] },
  ]);
  const { code, rows } = await rig.run('token-vectors', '--batch', file, '--label', 'minilm layer 6');
  const [same, apart, all] = rows();
  expect(code).toBe(0);
  expect(same.bertScore.f1).toBeCloseTo(1, 12);
  expect(same.moverScore).toBeCloseTo(1, 12);
  expect(apart.bertScore).toEqual({ precision: 0, recall: 0, f1: 0 });
  expect(apart.moverScore).toBeCloseTo(1 - Math.SQRT2, 12);
  expect(all).toMatchObject({ n: 2, of: 2, label: 'vectors:minilm layer 6|idf:no|rescale:no' });
  expect(all.bertScore.f1).toBeCloseTo(0.5, 12);
});

test('weights count, and a baseline rescales', async () => {
  using rig = evalFolder();
  const row = { id: 1, hypothesis: SAME, reference: [[1, 0]], hypothesisIdf: [3, 1], referenceIdf: [1] };
  const { rows } = await rig.run(
    ...['token-vectors', '--batch', rig.file('one.jsonl', [row]), '--label', 'x', '--baseline', '0.5,0,0'],
  );
  expect(rows()[0].bertScore).toMatchObject({ precision: expect.closeTo(0.5, 12), recall: 1 });
  expect(rows()[1].label).toBe('vectors:x|idf:yes|rescale:0.5,0,0');
});

test('what does not fit is named', async () => {
  using rig = evalFolder();
  const file = rig.file('bad.jsonl', [
    { id: 1, hypothesis: SAME },
    { id: 2, hypothesis: SAME, reference: [[1, 2, 3]] },
    { id: 3, hypothesis: SAME, reference: SAME, hypothesisIdf: [1, 1] },
    { id: 4, hypothesis: SAME, reference: SAME, hypothesisIdf: [1], referenceIdf: [1, 1] },
  ]);
  const { code, rows } = await rig.run('token-vectors', '--batch', file, '--label', 'x');
  expect(code).toBe(1);
  expect(rows().map(({ error }) => error?.split(' ')[0])).toEqual([
    '"reference":',
    'the',
    '"hypothesisIdf"',
    '"hypothesisIdf"',
    undefined,
  ]);
  const wrong = await rig.run('token-vectors', '--batch', file, '--label', 'x', '--baseline', '0.5');
  expect([wrong.code, wrong.err.includes('three numbers')]).toEqual([2, true]);
});
