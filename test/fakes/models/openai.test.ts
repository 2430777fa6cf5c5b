import { ChatOpenAI } from '@langchain/openai';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { drain, failureOf, metadataOf } from './drain.ts';
import type { Fault, Mode } from './modes.ts';
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

function createChat(fields: { timeout?: number; maxRetries?: number } = {}): ChatOpenAI {
  const configuration = { baseURL: fake.baseUrl, logLevel: 'off' as const };
  return new ChatOpenAI({ model: 'gpt-4.1-mini', apiKey: 'key', maxRetries: 0, ...fields, configuration });
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

describe('ChatOpenAI, answered with an error', () => {
  it.each([
    ['400', { status: 400, type: 'invalid_request_error' }],
    ['401', { status: 401, lc_error_code: 'MODEL_AUTHENTICATION' }],
    ['404', { status: 404, lc_error_code: 'MODEL_NOT_FOUND' }],
    ['429', { status: 429, lc_error_code: 'MODEL_RATE_LIMIT', name: 'RateLimitCapacityError' }],
    ['quota', { status: 429, code: 'insufficient_quota', name: 'InsufficientQuotaError' }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['context', { name: 'ContextOverflowError', cause: { status: 400, code: 'context_length_exceeded' } }],
    ['cut', { message: 'Connection error.', cause: { message: 'fetch failed' } }],
  ] as [Mode, object][])('fails with a telling error on %s', async (mode, shape) => {
    fake.setMode(mode);
    expect(await failureOf(invoke())).toMatchObject(shape);
    expect((await stream()).error).toMatchObject(shape);
  });

  it.each([
    [30, '30', 30_000],
    [new Date('2100-01-01T00:00:00Z'), 'Fri, 01 Jan 2100 00:00:00 GMT', expect.any(Number)],
  ] as [NonNullable<Fault['retryAfter']>, string, number][])(
    'has Retry-After in headers and retryAfterMs (%s)',
    async (retryAfter, header, ms) => {
      fake.setMode({ mode: '429', retryAfter });
      const error = (await failureOf(invoke())) as { headers: Headers; retryAfterMs: number };
      expect(error.headers.get('retry-after')).toBe(header);
      expect(error.retryAfterMs).toEqual(ms);
    },
  );

  it('gives up at once on a 429 without Retry-After, although retries are allowed', async () => {
    fake.setMode('429');
    await failureOf(createChat({ maxRetries: 3 }).invoke(PROMPT));
    expect(fake.requests).toHaveLength(1);
  });

  it('retries a 500 by itself unless maxRetries is 0', async () => {
    fake.failNext(1, '500');
    expect((await createChat({ maxRetries: 1 }).invoke(PROMPT)).text).toBe('one two three four five');
    expect(fake.requests.map(({ mode }) => mode)).toEqual(['500', 'ok']);
  });
});

describe('ChatOpenAI, kept waiting', () => {
  it('ends a call that is never answered after its timeout', async () => {
    fake.setMode('hang');
    const chat = createChat({ timeout: 100 });
    expect(await failureOf(chat.invoke(PROMPT))).toMatchObject({ name: 'TimeoutError' });
    expect((await drain(chat.stream(PROMPT))).error).toMatchObject({ name: 'TimeoutError' });
  });

  it('does not end a stalled stream after its timeout, only by a signal', async () => {
    fake.setMode('s-stall');
    const stop = new AbortController();
    const reading = drain(createChat({ timeout: 100 }).stream(PROMPT, { signal: stop.signal }));
    const early = await Promise.race([
      reading,
      new Promise((resolve) => setTimeout(resolve, 600, 'still waiting')),
    ]);
    expect(early).toBe('still waiting');
    stop.abort(new Error('idle'));
    expect(await reading).toMatchObject({ text: 'one two', error: { message: 'idle' } });
    await vi.waitFor(() => expect(fake.requests[0]?.closedEarly).toBe(true));
  });

  it('ends a stalled stream after the timeout of the call', async () => {
    fake.setMode('s-stall');
    const { text, error } = await drain(createChat().stream(PROMPT, { timeout: 150 }));
    expect([text, error]).toMatchObject(['one two', { name: 'TimeoutError' }]);
  });

  it('closes the connection when the reader stops reading', async () => {
    fake.setMode('s-stall');
    for await (const chunk of await createChat().stream(PROMPT)) if (chunk.text !== '') break;
    await vi.waitFor(() => expect(fake.requests[0]?.closedEarly).toBe(true));
  });
});

describe('ChatOpenAI, interrupted in mid-stream', () => {
  it('throws when the connection is reset, which may lose text already sent', async () => {
    fake.setMode('s-cut');
    const { text, error } = await stream();
    expect('one two'.startsWith(text)).toBe(true);
    expect(error).toMatchObject({ name: 'TypeError', message: 'terminated', cause: { code: 'ECONNRESET' } });
  });

  it('ends normally, without finish reason and usage, when the stream ends early', async () => {
    fake.setMode('s-end');
    const { text, whole, error } = await stream();
    expect([text, error]).toEqual(['one two', undefined]);
    expect(whole?.response_metadata).not.toHaveProperty('finish_reason');
    expect(whole?.usage_metadata).toBeUndefined();
  });

  it.each([
    ['s-bad', { name: 'SyntaxError' }],
    [
      's-err',
      { name: 'Error', message: 'The server had an error.', status: undefined, type: 'server_error' },
    ],
  ] as [Mode, object][])('throws on %s after the text so far', async (mode, shape) => {
    fake.setMode(mode);
    const { text, error } = await stream();
    expect(text).toBe('one two');
    expect(error).toMatchObject(shape);
  });

  it('does not retry once a stream has begun, whatever maxRetries says', async () => {
    fake.setMode('s-cut');
    await drain(createChat({ maxRetries: 2 }).stream(PROMPT));
    expect(fake.requests).toHaveLength(1);
  });
});
