import { afterAll, describe, expect, it } from 'vitest';
import { evalFolder } from './run-here.ts';

const place = evalFolder();
const { file, run } = place;
afterAll(() => place[Symbol.dispose]());

const perturb = (rows: (string | object)[], ...more: string[]) =>
  run('perturb', '--batch', file('rows.jsonl', rows), ...more);

describe('docent eval perturb', () => {
  it('answers every row in order, one that fails with its id and why', async () => {
    const rows = [
      { id: 'a', text: 'Who IS it?' },
      { id: 'b' },
      'nonsense',
      { text: 'x' },
      { id: 4, text: 'YES' },
    ];
    const result = await perturb(rows, '--kind', 'lowercase', '--seed', '7');
    expect(result.code).toBe(0);
    expect(result.rows()).toEqual([
      { id: 'a', text: 'who is it?' },
      { id: 'b', error: '"text" must be a text' },
      { id: null, error: 'line 3 is not JSON' },
      { id: null, error: '"id" must be a text or a number' },
      { id: 4, text: 'yes' },
    ]);
  });

  it('gives a row the same text whatever stands before it', async () => {
    const [a, b] = [
      { id: 'a', text: 'one two three four five six' },
      { id: 'b', text: 'seven eight nine ten' },
    ];
    const both = (await perturb([a, b], '--kind', 'typos', '--probability', '0.5')).rows();
    expect((await perturb([b], '--kind', 'typos', '--probability', '0.5')).rows()).toEqual([both[1]]);
  });

  it.each([
    [['--kind', 'shuffle'], 'There is no perturbation "shuffle".'],
    [['--kind', 'translate'], 'it needs a translation service'],
    [['--kind', 'suffix'], 'Kind suffix needs --suffix TEXT.'],
    [['--kind', 'typos', '--probability', '2'], '--probability must be from 0 to 1.'],
    [['--kind', 'gender', '--target', 'other'], '--source and --target must be one of'],
  ])('refuses %j', async (args, said) => {
    const result = await perturb([{ id: 'a', text: 'x' }], ...args);
    expect(result.err).toContain(said);
    expect(result).toMatchObject({ code: 2, out: '' });
  });

  it('changes what is expected along with who is spoken of, and not with how it is spelt', async () => {
    const row = { id: 'a', text: 'He met Jack.', references: ['jack', 'his friend'] };
    const [names] = (await perturb([row], '--kind', 'person_name')).rows();
    const [, name = ''] = /^He met (\w+)\.$/.exec(names.text) ?? [];
    expect(names).toEqual({
      id: 'a',
      text: `He met ${name}.`,
      references: [name.toLowerCase(), 'his friend'],
    });
    expect(name).not.toBe('Jack');
    const [gender] = (await perturb([row], '--kind', 'gender')).rows();
    expect(gender).toMatchObject({ text: 'She met Jack.', references: ['jack', 'her friend'] });
    const [lower] = (await perturb([row], '--kind', 'mild_mix', '--probability', '0')).rows();
    expect(lower.references).toEqual(row.references);
    const [wrong] = (await perturb([{ ...row, references: 'jack' }], '--kind', 'gender')).rows();
    expect(wrong).toEqual({ id: 'a', error: '"references" must be a list of texts' });
  });

  it('refuses an empty file', async () => {
    expect(await perturb([], '--kind', 'space')).toMatchObject({
      code: 2,
      err: expect.stringContaining('empty'),
    });
  });
});
