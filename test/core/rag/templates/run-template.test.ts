import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runTemplate, type TemplatePen } from '../../../../core/rag/templates/run-template.ts';
import { createScriptedModel, type Scripted } from '../../../fakes/models/scripted-model.ts';

const { signal } = new AbortController();

/** Runs a template on a model that says these things, one after the other. */
function run<T>(replies: Scripted[], template: (pen: TemplatePen) => Promise<T>, reasks?: number) {
  const model = createScriptedModel((_messages, turn) => replies[turn] ?? { failure: 'empty' });
  const options = { signal, ...(reasks !== undefined && { reasks }) };
  return runTemplate(model, template, options).then((result) => ({ result, model }));
}

const madeOf = async (reply: string, template: (pen: TemplatePen) => Promise<unknown>) => {
  const { result } = await run([reply], template, 0);
  return result.kind === 'done' ? result.value : result.why;
};

describe('gen', () => {
  it.each([
    ['  a text \n', 'a text'],
    ['up to here. STOP not this', 'up to here.'],
    ['', 'it is empty.'],
    ['STOP', 'it is empty.'],
    ['a text that is far too long', 'it has more than 20 characters.'],
  ])('makes of %j %j', async (reply, value) => {
    expect(await madeOf(reply, (pen) => pen.gen('x', { stop: ['STOP', 'END'], maxLength: 20 }))).toBe(value);
  });

  it('cuts where it may, never inside a character', async () => {
    expect(await madeOf('abcdefgh', (pen) => pen.gen('x', { maxLength: 5, cut: true }))).toBe('abcde');
    expect(await madeOf('abc😀😀', (pen) => pen.gen('x', { maxLength: 4, cut: true }))).toBe('abc');
  });

  it('wants all of it to match a pattern', async () => {
    const year = (pen: TemplatePen) => pen.gen('year', { pattern: /\d{4}/ });
    expect(await madeOf('1999', year)).toBe('1999');
    expect(await madeOf('in 1999', year)).toBe('it does not have the form that was asked for.');
  });
});

describe('regex', () => {
  it.each([
    ['1999', '1999'],
    ['It was in 1999, or 2001.', '1999'],
    ['12345', '1234'],
    ['last year', 'it does not have the form that was asked for.'],
  ])('makes of %j %j', async (reply, value) => {
    expect(await madeOf(reply, (pen) => pen.regex('year', /\d{4}/))).toBe(value);
  });
});

it('takes no piece that matches only where it stood', async () => {
  const beforeKm = /\d+(?= km)/;
  expect(await madeOf('about 12 km', (pen) => pen.regex('far', beforeKm))).toBe(
    'it does not have the form that was asked for.',
  );
});

describe('select', () => {
  it.each([
    ['yes', 'yes'],
    [' **Yes.**', 'yes'],
    ['Yes, because they say so.', 'yes'],
    ['The answer is: no', 'no'],
    ['not sure', 'not sure'],
    ['No, yes would be wrong.', 'it is none of the choices.'],
    ['I would not say yes.', 'it is none of the choices.'],
    ['eyes', 'it is none of the choices.'],
    ['', 'it is none of the choices.'],
  ])('makes of %j %j', async (reply, value) => {
    expect(await madeOf(reply, (pen) => pen.select('x', ['yes', 'no', 'not sure']))).toBe(value);
  });

  it('needs something to select from', async () => {
    await expect(run([], (pen) => pen.select('x', []))).rejects.toMatchObject({
      code: 'template.no-options',
    });
  });
});

describe('json', () => {
  const schema = z.object({ city: z.string(), stars: z.number().int().max(5) });
  it.each([
    ['{"city": "Ulm", "stars": 3}', { city: 'Ulm', stars: 3 }],
    ['Sure:\n```json\n{"city": "Ulm", "stars": 3,}\n```', { city: 'Ulm', stars: 3 }],
    ['Ulm', 'it is not JSON.'],
  ])('makes of %j %j', async (reply, value) => {
    expect(await madeOf(reply, (pen) => pen.json('place', schema))).toEqual(value);
  });

  it('says what does not fit', async () => {
    const { result, model } = await run(
      ['{"city": "Ulm", "stars": 9}', '{"city": "Ulm", "stars": 5}'],
      (pen) => pen.json('place', schema),
    );
    expect(result).toMatchObject({ kind: 'done', value: { city: 'Ulm', stars: 5 } });
    expect(model.asked[1]?.messages.at(-1)?.text).toContain('/stars');
    expect(model.asked[1]?.messages.at(-2)).toEqual({
      role: 'assistant',
      text: '{"city": "Ulm", "stars": 9}',
    });
  });
});

describe('a template', () => {
  const plan = async (pen: TemplatePen) => {
    pen.system('You plan trips.');
    pen.user('Where to?');
    pen.assistant('City: ');
    const city = await pen.gen('city', { stop: ['\n'] });
    const steps: string[] = [];
    pen.assistant('\nSteps:');
    for (const n of [1, 2]) {
      pen.assistant(`\n${n}. `);
      steps.push(await pen.gen(`step ${n}`, { stop: ['\n'] }));
    }
    const far = await pen.select('far', ['yes', 'no']);
    if (far === 'no') return { city, steps, hours: 0 };
    return { city, steps, hours: Number(await pen.regex('hours', /\d+/)) };
  };

  it('goes its way by what the holes gave, and each hole sees what stood before', async () => {
    const { result, model } = await run(['Ulm', 'Pack', 'Go\nand more', 'yes', 'about 7 hours'], plan);
    expect(result).toMatchObject({ kind: 'done', value: { city: 'Ulm', steps: ['Pack', 'Go'], hours: 7 } });
    expect(model.asked[3]?.messages.at(-2)).toEqual({
      role: 'assistant',
      text: 'City: Ulm\nSteps:\n1. Pack\n2. Go',
    });
    expect((await run(['Ulm', 'Pack', 'Go', 'no'], plan)).result).toMatchObject({ value: { hours: 0 } });
  });

  it('is written without the words that the model repeats', async () => {
    const { result } = await run(['City: Ulm', '1. Pack', '2. Go', 'no'], plan);
    expect(result).toMatchObject({ value: { city: 'Ulm', steps: ['Pack', 'Go'] } });
    expect(result.filled[0]).toEqual({
      name: 'city',
      value: 'Ulm',
      enforced: 'validated',
      tries: 1,
      repaired: true,
    });
  });

  it('keeps a reply that only begins alike', async () => {
    const distance = async (pen: TemplatePen) => {
      pen.assistant('1. ');
      return pen.gen('km');
    };
    expect((await run(['1.5 km'], distance)).result).toMatchObject({ value: '1.5 km' });
  });

  it('gives the same on every run with the same model', async () => {
    const replies = ['Ulm', '', 'Pack', 'Go', 'maybe', 'yes', '9'];
    const [one, other] = [await run(replies, plan), await run(replies, plan)];
    expect(one.result).toEqual(other.result);
    expect(one.model.asked).toEqual(other.model.asked);
  });

  it('ends where a hole cannot be filled, and says which', async () => {
    const { result, model } = await run(['Ulm', '', '', ''], plan, 2);
    expect(result).toMatchObject({
      kind: 'failed',
      at: 'step 1',
      why: 'it is empty.',
      filled: [{ name: 'city' }],
    });
    expect(model.asked).toHaveLength(4);
  });

  it('goes on with its own value where it has one, and says so', async () => {
    const { result } = await run([{ failure: 'timeout' }], (pen) => pen.gen('x', { otherwise: 'mine' }));
    expect(result).toMatchObject({
      kind: 'done',
      value: 'mine',
      filled: [{ enforced: 'fallback', tries: 0 }],
    });
  });

  it('does not go on after a hole stayed empty, even if it tries', async () => {
    const stubborn = async (pen: TemplatePen) => {
      await pen.gen('one').catch(() => 'never mind');
      return pen.gen('two');
    };
    const { result, model } = await run([{ failure: 'refused' }, 'fine'], stubborn);
    expect(result).toMatchObject({ kind: 'failed', at: 'one', why: 'refused' });
    expect(model.asked).toHaveLength(1);
  });

  it.each<Scripted>([
    { failure: 'rate-limited' },
    { cutOff: 'half a' },
    { throws: 'bug' },
    'x'.repeat(20_000),
  ])('ends when the model fails (%#)', async (reply) => {
    const { result, model } = await run([reply, 'fine'], (pen) => pen.gen('x'));
    expect(result.kind).toBe('failed');
    expect(model.asked).toHaveLength(1);
  });

  it('lets its own faults out', async () => {
    await expect(run(['x'], () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });
});

describe('enforcement', () => {
  it('is named for each value, and checked even where the model promises it', async () => {
    const model = createScriptedModel(
      (_messages, turn) => ['yes', '{"a": "no number"}', '{"a": 1}', 'any'][turn] ?? '',
      ({ kind }) => (kind === 'choice' ? 'token' : kind === 'json' ? 'provider' : null),
    );
    const template = async (pen: TemplatePen) => {
      await pen.select('one', ['yes', 'no']);
      await pen.json('two', z.object({ a: z.number() }));
      await pen.gen('three');
    };
    const { filled } = await runTemplate(model, template, { signal });
    expect(filled.map(({ name, enforced, tries }) => [name, enforced, tries])).toEqual([
      ['one', 'token', 1],
      ['two', 'provider', 2],
      ['three', 'validated', 1],
    ]);
    expect(model.asked.map(({ shape }) => shape?.kind)).toEqual(['choice', 'json', 'json', undefined]);
  });
});
