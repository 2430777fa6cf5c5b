import { describe, expect, it } from 'vitest';
import { createFakeAnthropic } from './anthropic.ts';
import { createFakeOllama } from './ollama.ts';
import { createFakeOpenAI } from './openai.ts';

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

  it('streams in pieces of the size it is told, one after the other', async () => {
    await using fake = await createFakeOllama({ reply: 'abcd' });
    const lines = async () => {
      const body = '{"model":"m","messages":[{"role":"user","content":"hi"}]}';
      const response = await fetch(`${fake.baseUrl}/api/chat`, { method: 'POST', body });
      return (await response.text()).trim().split('\n').length;
    };
    expect(await lines()).toBe(2);
    fake.setPace({ chunking: 'char', chunkDelayMs: 1, latencyMs: 1 });
    expect(await lines()).toBe(5);
    fake.setPace({ chunking: 2 });
    expect(await lines()).toBe(3);
  });

  it('answers late, but well, when it is slow', async () => {
    await using fake = await createFakeOpenAI({ reply: 'yes' });
    fake.failNext(1, { mode: 'slow', delayMs: 150 });
    const asked = performance.now();
    const late = await post(fake.baseUrl, 'hi');
    // A lower bound only: a timer may be late, never much too early.
    expect(performance.now() - asked).toBeGreaterThan(140);
    expect(late.body.choices[0]?.message.content).toBe('yes');
  });
});
