import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeAnthropic } from './anthropic.ts';
import { createFakeOllama } from './ollama.ts';
import { createFakeOpenAI } from './openai.ts';
import { type ChatRequest, citeFirst, createCiteFirst, toPieces } from './replies.ts';
import { dimsOf, embedText } from './vectors.ts';

const ask = (...texts: string[]): ChatRequest => ({
  model: 'm',
  streaming: false,
  messages: texts.map((text) => ({ role: 'user', text })),
});

type Answered = { status: number; body: { choices: { message: { content: string } }[] } };

async function post(
  baseUrl: string,
  content: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] });
  const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}

describe('a fake model server', () => {
  it('listens on loopback only and is gone after its scope', async () => {
    let baseUrl: string;
    {
      await using fake = await createFakeOpenAI();
      baseUrl = fake.baseUrl;
      expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
      expect((await fetch(`${baseUrl}/models`)).status).toBe(200);
    }
    await expect(fetch(`${baseUrl}/models`)).rejects.toThrow('fetch failed');
  });

  it('closes although a call hangs', async () => {
    const fake = await createFakeOpenAI();
    fake.setMode('hang');
    const hanging = post(fake.baseUrl, 'hi');
    const failed = expect(hanging).rejects.toThrow();
    await expect.poll(() => fake.requests.length).toBe(1);
    await fake.close();
    await fake.close();
    await failed;
  });

  it('plays planned faults in order, then its standing mode', async () => {
    await using fake = await createFakeOpenAI({ reply: 'yes' });
    fake.setMode('503');
    fake.failNext(2, '500');
    fake.failNext(1, 'ok');
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await post(fake.baseUrl, 'hi')).status);
    expect(statuses).toEqual([500, 500, 200, 503]);
    expect(fake.requests.map(({ mode }) => mode)).toEqual(['500', '500', 'ok', '503']);
    fake.setMode('ok');
    expect((await post(fake.baseUrl, 'hi')).status).toBe(200);
  });

  it('keeps a planned fault for the kind of call it fits', async () => {
    await using fake = await createFakeOpenAI();
    fake.failNext(1, 's-cut');
    fake.failNext(1, 'e-count');
    fake.failNext(1, { mode: '500', on: 'embed' });
    expect((await post(fake.baseUrl, 'hi')).status).toBe(200);
    const embed = () =>
      fetch(`${fake.baseUrl}/embeddings`, { method: 'POST', body: '{"model":"m","input":["a","b"]}' });
    expect(await (await embed()).json()).toMatchObject({ data: [{ index: 0 }] });
    expect((await embed()).status).toBe(500);
  });

  it('asks for the key and knows its models, if told', async () => {
    await using fake = await createFakeOpenAI({ apiKey: 'secret', models: ['m'] });
    const authorization = 'Bearer secret';
    expect((await post(fake.baseUrl, 'hi')).status).toBe(401);
    expect((await post(fake.baseUrl, 'hi', { authorization })).status).toBe(200);
    const listed = await fetch(`${fake.baseUrl}/models`, { headers: { authorization } });
    expect(await listed.json()).toMatchObject({ data: [{ id: 'm' }] });
    const body = '{"model":"other","messages":[{"role":"user","content":"hi"}]}';
    const response = await fetch(`${fake.baseUrl}/chat/completions`, {
      method: 'POST',
      body,
      headers: { authorization },
    });
    expect(response.status).toBe(404);
  });

  it('refuses what the real services refuse', async () => {
    await using openai = await createFakeOpenAI();
    await using anthropic = await createFakeAnthropic();
    await using ollama = await createFakeOllama();
    const statusOf = async (url: string, body: string) => (await fetch(url, { method: 'POST', body })).status;
    const hi = '"messages":[{"role":"user","content":"hi"}]';
    expect(await statusOf(`${openai.baseUrl}/chat/completions`, '{"model":"m","messages":[]}')).toBe(400);
    expect(await statusOf(`${openai.baseUrl}/embeddings`, '{"model":"m","input":""}')).toBe(400);
    expect(await statusOf(`${anthropic.baseUrl}/v1/messages`, `{"model":"m",${hi}}`)).toBe(400);
    expect(await statusOf(`${ollama.baseUrl}/api/chat`, '{}')).toBe(400);
    expect(await statusOf(`${ollama.baseUrl}/api/unknown`, '{}')).toBe(404);
  });

  it('takes a reply from a function, changeable while it runs, and says so when that throws', async () => {
    await using fake = await createFakeOpenAI({ reply: ({ messages }) => `heard ${messages[0]?.text}` });
    expect((await post(fake.baseUrl, 'hello')).body.choices[0]?.message.content).toBe('heard hello');
    fake.setReply('changed');
    expect((await post(fake.baseUrl, 'hello')).body.choices[0]?.message.content).toBe('changed');
    fake.setReply(() => {
      throw new Error('script broke');
    });
    const broken = await post(fake.baseUrl, 'hello');
    expect(broken.status).toBe(500);
    expect(JSON.stringify(broken.body)).toContain('script broke');
  });
});

describe('citeFirst', () => {
  it('quotes the first sentence of each of the first passages in brackets', () => {
    const prompt = [
      'Answer only from the sources and cite them like [1].',
      '',
      '[1] Handbook > Leave',
      'You have 25 days of leave a year. Ask your lead first.',
      '',
      '[2] Expenses: Send receipts within 30 days. Late ones wait.',
      '[3] Never quoted. Really.',
      '',
      'Question: how much leave?',
    ].join('\n');
    expect(citeFirst(ask(prompt))).toBe(
      'You have 25 days of leave a year. [1] Expenses: Send receipts within 30 days. [2]',
    );
  });

  it('quotes passages in tags, from the last message that has some', () => {
    const old = '<passage n="1">Old one.</passage>';
    const prompt =
      '<passage n="4" title="A">Fresh one. More.</passage>\n<passage n="7">\nSecond one.\n</passage>';
    expect(citeFirst(ask(old, prompt, 'And the question?'))).toBe('Fresh one. [4] Second one. [7]');
  });

  it('takes another pattern, length and fallback', () => {
    const reply = createCiteFirst({
      pattern: /^S(?<n>\d): (?<text>.+)$/gm,
      passages: 1,
      sentences: 2,
      otherwise: '?',
    });
    expect(reply(ask('S3: One. Two. Three.\nS4: Four.'))).toBe('One. Two. [3]');
    expect(reply(ask('nothing here'))).toBe('?');
  });
});

describe('pieces and vectors', () => {
  it('loses no character, however a text is cut', () => {
    const chunking = fc.oneof(
      fc.constantFrom('word' as const, 'char' as const, 'whole' as const),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        chunking,
        (text, how) => toPieces(text, how).join('') === text,
      ),
    );
  });

  it('puts texts that share words nearer than texts that do not', () => {
    const near = (a: string, b: string) => dot(embedText(a, 256, 'm'), embedText(b, 256, 'm'));
    expect(near('how many days of leave', 'days of leave a year')).toBeGreaterThan(0.4);
    expect(near('how many days of leave', 'printer driver setup')).toBeLessThan(0.2);
  });

  it('has unit vectors, the same each time, and others for another model', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (text, dims) => {
        const vector = embedText(text, dims, 'm');
        expect(dot(vector, vector)).toBeCloseTo(1);
        expect(embedText(text, dims, 'm')).toEqual(vector);
      }),
    );
    const [one, two] = [embedText('leave days', 256, 'one'), embedText('leave days', 256, 'two')];
    expect(dot(one, two)).toBeLessThan(0.6);
  });

  it('finds the dimension by model name', () => {
    expect(dimsOf({ small: 3, '*': 9 }, 'small')).toBe(3);
    expect(dimsOf({ small: 3, '*': 9 }, 'other')).toBe(9);
  });
});

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
