import { afterAll, describe, expect, it } from 'vitest';
import { evalFolder } from './run-here.ts';

const place = evalFolder();
const { file, run } = place;
afterAll(() => place[Symbol.dispose]());

const calibration = (rows: (string | object)[], ...more: string[]) =>
  run('calibration', '--batch', file('rows.jsonl', rows), ...more);

describe('docent eval calibration', () => {
  it('prints one object, with a warning where items are few', async () => {
    const rows = [
      { probability: 0.9, correct: true },
      { probability: 0.6, correct: 0 },
      { probability: 0.8, correct: 1 },
      { probability: 0.7, correct: false },
      { probability: 0.5, correct: true },
    ];
    const { code, out, json } = await calibration(rows, '--json');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(json()).toMatchObject({
      ...{
        n: 5,
        ece1: expect.closeTo(0.1, 12),
        selectiveAt10: 1,
        warnings: [expect.stringContaining('few')],
      },
      platt: { coefficient: expect.any(Number), intercept: expect.any(Number) },
    });
    expect((await calibration(rows)).out).toContain('selective accuracy at 10 %  1.0000');
  });

  it('says "not measured" where no row has a probability', async () => {
    const rows = [{ probability: null, correct: true }];
    expect((await calibration(rows, '--json')).json()).toMatchObject({ ece10: null, platt: null });
    expect((await calibration(rows)).out).toContain('ECE, 1 bin                  not measured');
  });

  it.each([
    ['no probability', [{ correct: true }], 'line 1: "probability" is missing'],
    ['too sure', [{ probability: 1.2, correct: true }], 'line 1: "probability" must be from 0 to 1'],
    ['neither right nor wrong', [{ probability: 0.2, correct: 'yes' }], 'line 1: "correct" must be true'],
    ['no outcome', [{ probability: 0.2 }], 'line 1: "correct" is missing'],
    [
      'some null',
      [
        { probability: 0.2, correct: 1 },
        { probability: null, correct: 1 },
      ],
      'line 2: "probability" is null',
    ],
    ['nothing', [], 'rows.jsonl is empty'],
  ])('names the line and the field of what it cannot read: %s', async (_name, rows, said) => {
    const result = await calibration(rows, '--json');
    expect(result.err).toContain(said);
    expect(result).toMatchObject({ code: 2, out: '' });
  });
});
