import { describe, expect, it } from 'vitest';
import { createBoundedCache } from '../../../core/caching/models/bounded-cache.ts';
import { cacheChatModel } from '../../../core/caching/models/cached-chat-model.ts';
import { cacheQuestionEmbeddings } from '../../../core/caching/models/cached-embeddings.ts';
import type { ChatEvent, ChatModel } from '../../../core/ports/chat-model.ts';
import type { Embeddings } from '../../../core/ports/embeddings.ts';

describe('the bounded cache', () => {
  it('makes a value once, also for callers at the same time, and forgets the least used', async () => {
    const cache = createBoundedCache<string>(2);
    const made: string[] = [];
    const get = (key: string) =>
      cache.through([key], async () => {
        made.push(key);
        return key;
      });
    await Promise.all([get('a'), get('a')]);
    await get('b');
    await get('a');
    await get('c');
    await get('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect(cache.stats.entries).toBe(2);
  });

  it('keeps no failure', async () => {
    const cache = createBoundedCache<string>(2);
    await expect(cache.through(['a'], () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await cache.through(['a'], async () => 'up')).toBe('up');
  });
});

describe('cached embeddings', () => {
  it('ask once for an equal question and never keep passages', async () => {
    let calls = 0;
    const embeddings: Embeddings = {
      model: 'm',
      embed: async (texts) => {
        calls++;
        return texts.map(() => Float32Array.of(1, 0));
      },
    };
    const cached = cacheQuestionEmbeddings(embeddings);
    for (let time = 0; time < 2; time++) await cached.embed(['why'], { kind: 'query' });
    expect(calls).toBe(1);
    for (let time = 0; time < 2; time++) await cached.embed(['why'], { kind: 'passage' });
    expect(calls).toBe(3);
  });
});

describe('a cached chat model', () => {
  it('keeps finished replies alone', async () => {
    const replies: ChatEvent[][] = [
      [{ kind: 'failure', reason: 'timeout', message: 'late' }],
      [
        { kind: 'text', text: 'yes' },
        { kind: 'finish', usage: { model: 'm', inputTokens: 1, outputTokens: 1 } },
      ],
    ];
    let calls = 0;
    const model: ChatModel = {
      id: 'm',
      async *stream() {
        yield* replies[Math.min(calls++, 1)] ?? [];
      },
    };
    const cached = cacheChatModel(model);
    const ask = async (text: string) => {
      const kinds: string[] = [];
      const signal = new AbortController().signal;
      for await (const event of cached.stream([{ role: 'user', text }], { signal })) kinds.push(event.kind);
      return kinds;
    };
    expect(await ask('q')).toEqual(['failure']);
    expect(await ask('q')).toEqual(['text', 'finish']);
    expect(await ask('q')).toEqual(['text', 'finish']);
    expect(calls).toBe(2);
    await ask('another');
    expect(calls).toBe(3);
  });
});
