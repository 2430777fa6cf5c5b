import { expect, test } from 'vitest';
import { evalFolder } from './run-here.ts';

test('each verdict gives a score, and the last line what they come to', async () => {
  using rig = evalFolder();
  // The place of birth is right and the date is not: half of the answer's statements are supported.
  const file = rig.file('judged.jsonl', [
    { id: 'born', metric: 'faithfulness', verdicts: [1, 0] },
    { id: 'empty', metric: 'faithfulness', verdicts: [] },
    { id: 'late', metric: 'faithfulness', error: 'the judge timed out' },
    { id: 'ranked', metric: 'context_precision', verdicts: [false, true] },
    { id: 'words', metric: 'g_eval_replies', replies: ['4', 'Coherence: 4', '2'] },
  ]);
  const { code, rows } = await rig.run('judged', '--batch', file);
  const found = rows();
  expect(code).toBe(0);
  expect(found.slice(0, 3)).toEqual([
    { id: 'born', metric: 'faithfulness', score: 0.5 },
    { id: 'empty', metric: 'faithfulness', score: null },
    { id: 'late', metric: 'faithfulness', error: 'the judge timed out' },
  ]);
  expect(found[3].score).toBeCloseTo(0.5, 9);
  expect(found[4]).toMatchObject({ score: 3, parsed: 2 / 3 });
  expect(found[5].metrics.faithfulness).toEqual({ mean: 0.5, spread: null, n: 1, of: 3, errors: 1 });
  expect(found[5].metrics.g_eval_replies).toMatchObject({ mean: 3, n: 1, parsed: 2 / 3 });
});

test('repeats of an id show how far the judge is from itself', async () => {
  using rig = evalFolder();
  const file = rig.file(
    'repeats.jsonl',
    [
      [1, 1],
      [1, 0],
      [0, 0],
    ].map((verdicts) => ({ id: 'q', metric: 'context_recall', verdicts })),
  );
  const { rows } = await rig.run('judged', '--batch', file);
  expect(rows().at(-1).metrics.context_recall).toMatchObject({ mean: 0.5, spread: 0.5, n: 3, of: 3 });
});

test('a row that cannot be scored is named with its field, and the others are scored', async () => {
  using rig = evalFolder();
  const file = rig.file('mixed.jsonl', [
    { id: 1, metric: 'faithfulness' },
    { id: 2, metric: 'kindness', verdicts: [1] },
    'broken',
    { id: 4, metric: 'context_recall', verdicts: [2] },
    { id: 5, metric: 'id_recall', retrieved: ['a', 'b', 'c'], reference: ['a', 'd'] },
  ]);
  const { code, rows } = await rig.run('judged', '--batch', file);
  const found = rows();
  expect(code).toBe(0);
  expect(found[0].error).toContain('"verdicts" of faithfulness');
  expect(found[1].error).toContain('not "kindness"');
  expect(found[2].error).toContain('line 3 is not JSON');
  expect(found[3].error).toContain('"verdicts.0"');
  expect(found[4]).toEqual({ id: 5, metric: 'id_recall', score: 0.5 });
  expect((await rig.run('judged', '--batch', rig.file('empty.jsonl', []))).code).toBe(2);
  expect((await rig.run('judged', '--batch', rig.file('bad.jsonl', ['x']))).code).toBe(1);
});

test('every metric says whether the passages count', async () => {
  using rig = evalFolder();
  const { out } = await rig.run('judged', '--help');
  expect(out.match(/context-dependent|context-free/g)?.length).toBe(11);
});
