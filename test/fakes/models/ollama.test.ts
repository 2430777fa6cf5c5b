import { ChatOllama } from '@langchain/ollama';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { drain, failureOf, metadataOf } from './drain.ts';
import { createFakeOllama } from './ollama.ts';

const fake = await createFakeOllama({ reply: 'one two three four five' });
const PROMPT: [string, string][] = [
  ['system', 'Be brief.'],
  ['human', 'Count please'],
];
const NEVER_DONE = 'Did not receive done or success response in stream.';

beforeEach(() => {
  fake.setMode('ok');
  fake.requests.length = 0;
});
afterAll(() => fake.close());

function createChat(fields: { maxRetries?: number; fetch?: typeof fetch } = {}): ChatOllama {
  return new ChatOllama({ model: 'llama3', maxRetries: 0, ...fields, baseUrl: fake.baseUrl });
}

const invoke = () => createChat().invoke(PROMPT);
const stream = () => drain(createChat().stream(PROMPT));

describe('ChatOllama, answered well', () => {
  it('has done_reason and usage on a whole answer, which it streams as well', async () => {
    const answer = await invoke();
    expect(answer.text).toBe('one two three four five');
    expect(answer.response_metadata).toMatchObject({ done: true, done_reason: 'stop', model: 'llama3' });
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 5, total_tokens: 9 });
    expect(fake.requests[0]?.body.stream).toBe(true);
  });

  it('streams done_reason in response_metadata and the usage, both on the last chunk', async () => {
    const { chunks, whole } = await stream();
    expect(chunks.map((chunk) => chunk.text)).toEqual(['one', ' two', ' three', ' four', ' five', '', '']);
    expect(chunks.findIndex((chunk) => 'done_reason' in chunk.response_metadata)).toBe(chunks.length - 1);
    expect(chunks.findIndex((chunk) => chunk.usage_metadata !== undefined)).toBe(chunks.length - 1);
    expect(whole?.response_metadata).toMatchObject({ done_reason: 'stop', eval_count: 5 });
    expect(whole?.usage_metadata).toMatchObject({ input_tokens: 4, output_tokens: 5 });
  });

  it('answers a whole JSON object to a client that does not stream', async () => {
    const body = JSON.stringify({
      model: 'llama3',
      stream: false,
      messages: [{ role: 'user', content: 'hi' }],
    });
    const response = await fetch(`${fake.baseUrl}/api/chat`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({
      message: { role: 'assistant', content: 'one two three four five' },
      done: true,
      done_reason: 'stop',
    });
  });
});

describe('ChatOllama, answered without text', () => {
  it.each(['empty', 'null', 'filter'] as const)('resolves %s as "" that ended with stop', async (mode) => {
    fake.setMode(mode);
    const { text, whole, error } = await stream();
    expect([text, error, metadataOf(whole).done_reason]).toEqual(['', undefined, 'stop']);
  });

  it('cannot tell a refusal from an answer', async () => {
    fake.setMode('refusal');
    const { text, whole } = await stream();
    expect([text, metadataOf(whole).done_reason]).toEqual(['I cannot help with that.', 'stop']);
  });

  it('tells a cut answer by done_reason', async () => {
    fake.setMode('length');
    const { text, whole } = await stream();
    expect([text, metadataOf(whole).done_reason]).toEqual(['one two thre', 'length']);
  });

  it('throws a bare TypeError when there is no message', async () => {
    fake.setMode('nochoices');
    for (const error of [await failureOf(invoke()), (await stream()).error]) {
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toContain("reading 'content'");
    }
  });

  it.each(['badjson', 'html'] as const)('warns on the console and fails on %s', async (mode) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    fake.setMode(mode);
    expect(await failureOf(invoke())).toMatchObject({ message: NEVER_DONE });
    expect(warn).toHaveBeenCalledWith('invalid json: ', expect.any(String));
    warn.mockRestore();
  });
});

describe('ChatOllama, answered with an error', () => {
  it.each(['400', '401', '404', '429', '500', '503'] as const)(
    'has %s in status_code, not in status',
    async (mode) => {
      fake.setMode({ mode, retryAfter: 5 });
      const error = await failureOf(invoke());
      expect(error).toMatchObject({ name: 'ResponseError', status_code: Number(mode) });
      expect(error).not.toHaveProperty('status');
      expect(error).not.toHaveProperty('headers');
    },
  );

  it('never retries, whatever maxRetries says', async () => {
    fake.setMode('500');
    await failureOf(createChat({ maxRetries: 3 }).invoke(PROMPT));
    expect(fake.requests).toHaveLength(1);
  });

  it('fails with the error of fetch when the socket is destroyed', async () => {
    fake.setMode('cut');
    expect(await failureOf(invoke())).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  });
});

describe('ChatOllama, kept waiting', () => {
  it('does not end a whole call on a signal', async () => {
    fake.setMode('hang');
    const call = createChat().invoke(PROMPT, { signal: AbortSignal.timeout(100) });
    const early = await Promise.race([
      call,
      new Promise((resolve) => setTimeout(resolve, 600, 'still waiting')),
    ]);
    expect(early).toBe('still waiting');
  });

  it('ends a stream on a signal but leaves the connection open', async () => {
    fake.setMode('s-stall');
    const { text, error } = await drain(createChat().stream(PROMPT, { signal: AbortSignal.timeout(200) }));
    expect([text, error]).toMatchObject(['one two', { name: 'TimeoutError' }]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(fake.requests[0]?.closedEarly).toBe(false);
  });

  it('ends and closes both when the signal is given to its fetch', async () => {
    const stop = new AbortController();
    const fetchWithSignal: typeof fetch = (input, init) =>
      fetch(input, {
        ...init,
        signal: AbortSignal.any([stop.signal, ...(init?.signal ? [init.signal] : [])]),
      });
    const chat = createChat({ fetch: fetchWithSignal });
    fake.setMode('s-stall');
    const reading = drain(chat.stream(PROMPT));
    fake.failNext(1, 'hang');
    await vi.waitFor(() => expect(fake.requests).toHaveLength(1));
    stop.abort(new Error('idle'));
    expect((await reading).error).toMatchObject({ message: 'idle' });
    await vi.waitFor(() => expect(fake.requests[0]?.closedEarly).toBe(true));
    expect(await failureOf(chat.invoke(PROMPT))).toMatchObject({ message: 'idle' });
  });
});

describe('ChatOllama, interrupted in mid-stream', () => {
  it('throws when the connection is reset, which may lose text already sent', async () => {
    fake.setMode('s-cut');
    const { text, error } = await stream();
    expect('one two'.startsWith(text)).toBe(true);
    expect(error).toMatchObject({ name: 'TypeError', message: 'terminated', cause: { code: 'ECONNRESET' } });
  });

  it.each([
    ['s-end', { message: NEVER_DONE }],
    ['s-err', { name: 'Error', message: 'model runner has unexpectedly stopped' }],
  ] as const)('throws on %s after the text so far', async (mode, shape) => {
    fake.setMode(mode);
    const { text, error } = await stream();
    expect(text).toBe('one two');
    expect(error).toMatchObject(shape);
  });

  it('loses a broken line without an error and ends with stop', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    fake.setMode('s-bad');
    const { text, whole, error } = await stream();
    expect([text, error, metadataOf(whole).done_reason]).toEqual(['one two four five', undefined, 'stop']);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});
