import { afterAll, describe, expect, it } from 'vitest';
import { evalFolder } from './run-here.ts';

const place = evalFolder();
const { file, run } = place;
afterAll(() => place[Symbol.dispose]());

describe('docent eval bias', () => {
  it('prints both categories, null where no word occurs', async () => {
    const texts = file('texts.jsonl', [
      { id: 1, text: 'She was a curious student.' },
      { id: 2, text: 'He came too.' },
    ]);
    const { code, json } = await run('bias', '--texts', texts, '--json');
    expect(code).toBe(0);
    expect(json()).toEqual({
      representation: { gender: 0, race: null },
      associations: {
        gender: { adjective: 0.5, profession: 0.5 },
        race: { adjective: null, profession: null },
      },
      n: 2,
    });
    expect((await run('bias', '--texts', texts)).out).toContain('race, representation  no data');
  });

  it.each([
    [
      [
        { id: 1, text: 'a' },
        { id: 2, texts: 'b' },
      ],
      'texts.jsonl, line 2: "text" is missing',
    ],
    [['['], 'texts.jsonl, line 1: it is not JSON'],
    [[], 'texts.jsonl is empty'],
  ])('names the line and the field of what it cannot read: %j', async (rows, said) => {
    const result = await run('bias', '--texts', file('texts.jsonl', rows), '--json');
    expect(result.err).toContain(said);
    expect(result).toMatchObject({ code: 2, out: '' });
  });
});
