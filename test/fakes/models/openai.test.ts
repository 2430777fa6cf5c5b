import { ChatOpenAI } from '@langchain/openai';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { drain, failureOf, metadataOf } from './drain.ts';
import { createFakeOpenAI } from './openai.ts';

const fake = await createFakeOpenAI({ reply: 'one two three four five' });
const PROMPT: [string, string][] = [
  ['system', 'Be brief.'],
  ['human', 'Count please'],
];

beforeEach(() => {
  fake.setMode('ok');
  fake.requests.length = 0;
});
afterAll(() => fake.close());

function createChat(): ChatOpenAI {
  const configuration = { baseURL: fake.baseUrl, logLevel: 'off' as const };
  return new ChatOpenAI({ model: 'gpt-4.1-mini', apiKey: 'key', maxRetries: 0, configuration });
}

const invoke = () => createChat().invoke(PROMPT);
const stream = () => drain(createChat().stream(PROMPT));

describe('ChatOpenAI, answered well', () => {
  it('has the finish reason and the usage on a whole answer', async () => {
    const answer = await invoke();
    expect(answer.text).toBe('one two three four five');
    expect(answer.response_metadata).toMatchObject({ finish_reason: 'stop', model_name: 'gpt-4.1-mini' });
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 5, total_tokens: 9 });
  });

  it('streams word by word, the finish reason on the last chunk but one and the usage on the last', async () => {
    const { text, chunks, error } = await stream();
    expect(error).toBeUndefined();
    expect(text).toBe('one two three four five');
    expect(chunks.map((chunk) => chunk.text)).toEqual([
      '',
      'one',
      ' two',
      ' three',
      ' four',
      ' five',
      '',
      '',
    ]);
    expect(chunks.map((chunk) => metadataOf(chunk).finish_reason)).toEqual([
      ...Array(6).fill(undefined),
      'stop',
      undefined,
    ]);
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage_metadata === undefined)).toBe(true);
    expect(chunks.at(-1)?.usage_metadata).toMatchObject({
      input_tokens: 4,
      output_tokens: 5,
      total_tokens: 9,
    });
  });

  it('joins the chunks to one message with finish reason and usage', async () => {
    const { whole } = await stream();
    expect(whole?.response_metadata).toMatchObject({ finish_reason: 'stop', model_provider: 'openai' });
    expect(whole?.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 5, total_tokens: 9 });
  });

  it('sends the key, the model and a request for usage', async () => {
    await stream();
    expect(fake.requests).toHaveLength(1);
    expect(fake.requests[0]?.headers.authorization).toBe('Bearer key');
    expect(fake.requests[0]?.body).toMatchObject({
      model: 'gpt-4.1-mini',
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('calls the Responses API for some model names, which this server does not have', async () => {
    const chat = new ChatOpenAI({
      model: 'gpt-5.6',
      apiKey: 'k',
      maxRetries: 0,
      configuration: { baseURL: fake.baseUrl },
    });
    expect(await failureOf(chat.invoke(PROMPT))).toMatchObject({ status: 404 });
    expect(fake.requests[0]?.path).toBe('/v1/responses');
  });
});

describe('ChatOpenAI, answered without text', () => {
  it.each(['empty', 'null', 'refusal'] as const)('resolves %s as "" that ended with stop', async (mode) => {
    fake.setMode(mode);
    const whole = await invoke();
    expect([whole.text, metadataOf(whole).finish_reason]).toEqual(['', 'stop']);
    const streamed = await stream();
    expect([streamed.text, streamed.error]).toEqual(['', undefined]);
    expect(metadataOf(streamed.whole).finish_reason).toBe('stop');
  });

  it('loses the text of a refusal altogether', async () => {
    fake.setMode('refusal');
    expect(JSON.stringify(await invoke())).not.toContain('cannot help');
    const { chunks } = await stream();
    expect(JSON.stringify(chunks)).not.toContain('cannot help');
  });

  it('tells a content filter and a cut answer only by the finish reason', async () => {
    fake.setMode({ mode: 'filter', text: 'Partly' });
    const filtered = await stream();
    expect([filtered.text, metadataOf(filtered.whole).finish_reason]).toEqual(['Partly', 'content_filter']);
    fake.setMode('length');
    const cut = await stream();
    expect([cut.text, metadataOf(cut.whole).finish_reason]).toEqual(['one two thre', 'length']);
    expect(metadataOf(await invoke()).finish_reason).toBe('length');
  });

  it.each([
    ['nochoices', TypeError, "reading 'message'"],
    ['html', TypeError, "reading 'message'"],
    ['badjson', SyntaxError, 'JSON'],
  ] as const)('throws a bare error for %s', async (mode, type, message) => {
    fake.setMode(mode);
    const error = await failureOf(invoke());
    expect(error).toBeInstanceOf(type);
    expect(String(error)).toContain(message);
    expect(error).not.toHaveProperty('status');
  });

  it.each(['nochoices', 'html', 'badjson'] as const)('streams %s as no chunk and no error', async (mode) => {
    fake.setMode(mode);
    expect(await stream()).toEqual({ text: '', chunks: [], whole: undefined, error: undefined });
  });
});
