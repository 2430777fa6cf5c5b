import { ChatOpenAI } from '@langchain/openai';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { drain, failureOf } from './drain.ts';
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
