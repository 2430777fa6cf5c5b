import { ChatAnthropic } from '@langchain/anthropic';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeAnthropic } from './anthropic.ts';
import { drain, extrasOf, failureOf, metadataOf } from './drain.ts';
import type { Mode } from './modes.ts';

const fake = await createFakeAnthropic({ reply: 'one two three four five' });
const PROMPT: [string, string][] = [
  ['system', 'Be brief.'],
  ['human', 'Count please'],
];

beforeEach(() => {
  fake.setMode('ok');
  fake.requests.length = 0;
});
afterAll(() => fake.close());

function createChat(fields: { timeout?: number; maxRetries?: number } = {}): ChatAnthropic {
  const { timeout, maxRetries = 0 } = fields;
  const clientOptions = { logLevel: 'off' as const, ...(timeout && { timeout }) };
  const model = 'claude-sonnet-4-5';
  return new ChatAnthropic({
    model,
    apiKey: 'key',
    maxRetries,
    anthropicApiUrl: fake.baseUrl,
    clientOptions,
  });
}

const invoke = () => createChat().invoke(PROMPT);
const stream = () => drain(createChat().stream(PROMPT));

describe('ChatAnthropic, answered well', () => {
  it('has stop_reason and usage on a whole answer', async () => {
    const answer = await invoke();
    expect(answer.text).toBe('one two three four five');
    expect(answer.response_metadata).toMatchObject({ stop_reason: 'end_turn', model: 'claude-sonnet-4-5' });
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 5, total_tokens: 9 });
  });

  it('streams stop_reason in additional_kwargs of the last chunk, not in response_metadata', async () => {
    const { text, chunks, whole } = await stream();
    expect(text).toBe('one two three four five');
    expect(chunks.map((chunk) => chunk.text)).toEqual([
      '',
      '',
      'one',
      ' two',
      ' three',
      ' four',
      ' five',
      '',
    ]);
    expect(chunks.findIndex((chunk) => 'stop_reason' in chunk.additional_kwargs)).toBe(chunks.length - 1);
    expect(whole?.additional_kwargs).toMatchObject({ stop_reason: 'end_turn', stop_sequence: null });
    expect(whole?.response_metadata).not.toHaveProperty('stop_reason');
  });

  it('streams usage in two parts, whose sum counts the first output tokens twice', async () => {
    const { chunks, whole } = await stream();
    expect(chunks[0]?.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 1 });
    expect(chunks.at(-1)?.usage_metadata).toMatchObject({ input_tokens: 0, output_tokens: 5 });
    expect(whole?.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 6 });
  });

  it('sends the key, the version and the system prompt apart', async () => {
    await stream();
    const [request] = fake.requests;
    expect(request?.path).toBe('/v1/messages');
    expect(request?.headers).toMatchObject({ 'x-api-key': 'key', 'anthropic-version': '2023-06-01' });
    expect(request?.body).toMatchObject({
      system: 'Be brief.',
      stream: true,
      max_tokens: expect.any(Number),
    });
  });
});

describe('ChatAnthropic, answered without text', () => {
  it.each(['empty', 'null'] as const)('resolves %s as "" that ended with end_turn', async (mode) => {
    fake.setMode(mode);
    const streamed = await stream();
    expect([streamed.text, streamed.error]).toEqual(['', undefined]);
    expect(extrasOf(streamed.whole).stop_reason).toBe('end_turn');
  });

  it('gives an empty list, not a text, as the content of an empty answer', async () => {
    fake.setMode('empty');
    const answer = await invoke();
    expect([answer.content, answer.text, metadataOf(answer).stop_reason]).toEqual([[], '', 'end_turn']);
  });

  it.each([
    ['filter', '', 'refusal'],
    ['refusal', 'I cannot help with that.', 'refusal'],
    ['length', 'one two thre', 'max_tokens'],
  ] as const)('tells %s by stop_reason', async (mode, text, reason) => {
    fake.setMode(mode);
    const whole = await invoke();
    expect([whole.text, metadataOf(whole).stop_reason]).toEqual([text, reason]);
    const streamed = await stream();
    expect([streamed.text, extrasOf(streamed.whole).stop_reason]).toEqual([text, reason]);
  });

  it.each([
    ['nochoices', TypeError, "reading 'length'"],
    ['html', TypeError, "reading 'length'"],
    ['badjson', SyntaxError, 'JSON'],
  ] as const)('throws a bare error for %s', async (mode, type, message) => {
    fake.setMode(mode);
    const error = await failureOf(invoke());
    expect(error).toBeInstanceOf(type);
    expect(String(error)).toContain(message);
  });

  it.each(['html', 'badjson'] as const)('streams %s as no chunk and no error', async (mode) => {
    fake.setMode(mode);
    expect(await stream()).toEqual({ text: '', chunks: [], whole: undefined, error: undefined });
  });
});

describe('ChatAnthropic, answered with an error', () => {
  it.each([
    ['400', { status: 400, type: 'invalid_request_error' }],
    ['401', { status: 401, lc_error_code: 'MODEL_AUTHENTICATION' }],
    ['404', { status: 404, lc_error_code: 'MODEL_NOT_FOUND' }],
    ['429', { status: 429, lc_error_code: 'MODEL_RATE_LIMIT', name: 'RateLimitCapacityError' }],
    ['quota', { status: 429, name: 'RateLimitQuotaExhaustedError' }],
    ['500', { status: 500, type: 'api_error' }],
    [
      '529',
      { status: 529, type: 'overloaded_error', message: expect.stringMatching(/^529 \{"type":"error"/) },
    ],
    ['context', { name: 'ContextOverflowError', lc_error_code: 'CONTEXT_OVERFLOW', cause: { status: 400 } }],
    ['cut', { message: 'Connection error.', cause: { message: 'fetch failed' } }],
  ] as [Mode, object][])('fails with a telling error on %s', async (mode, shape) => {
    fake.setMode(mode);
    expect(await failureOf(invoke())).toMatchObject(shape);
    expect((await stream()).error).toMatchObject(shape);
  });

  it('has Retry-After in headers and retryAfterMs', async () => {
    fake.setMode({ mode: '429', retryAfter: 7 });
    const error = (await failureOf(invoke())) as { headers: Headers; retryAfterMs: number };
    expect([error.headers.get('retry-after'), error.retryAfterMs]).toEqual(['7', 7000]);
  });
});

describe('ChatAnthropic, kept waiting', () => {
  it('ends a call that is never answered after its timeout, under the name Error', async () => {
    fake.setMode('hang');
    const error = await failureOf(createChat({ timeout: 100 }).invoke(PROMPT));
    expect(error).toMatchObject({ name: 'Error', message: 'Request timed out.' });
    expect(error?.constructor.name).toBe('APIConnectionTimeoutError');
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
});

describe('ChatAnthropic, interrupted in mid-stream', () => {
  it('throws when the connection is reset, which may lose text already sent', async () => {
    fake.setMode('s-cut');
    const { text, error } = await stream();
    expect('one two'.startsWith(text)).toBe(true);
    expect(error).toMatchObject({ name: 'TypeError', message: 'terminated', cause: { code: 'ECONNRESET' } });
  });

  it('ends normally, without stop_reason, when the stream ends early', async () => {
    fake.setMode('s-end');
    const { text, whole, error } = await stream();
    expect([text, error]).toEqual(['one two', undefined]);
    expect(whole?.additional_kwargs).not.toHaveProperty('stop_reason');
    expect(whole?.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 1 });
  });

  it.each([
    ['s-bad', { name: 'SyntaxError' }],
    ['s-err', { name: 'Error', status: undefined, type: 'overloaded_error' }],
  ] as [Mode, object][])('throws on %s after the text so far', async (mode, shape) => {
    fake.setMode(mode);
    const { text, error } = await stream();
    expect(text).toBe('one two');
    expect(error).toMatchObject(shape);
  });
});
