import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createLangChainEmbeddings,
  type EmbeddingLimits,
  type EmbeddingOptions,
} from '../../../core/langchain/embeddings.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { embeddingsContract } from '../../contracts/embeddings.ts';
import type { Fault, Mode } from '../../fakes/models/modes.ts';
import { createFakeOllama } from '../../fakes/models/ollama.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import type { FakeModelServer } from '../../fakes/models/provider.ts';

const DIMS = 24;
const TEXTS = ['red fox', 'blue sea', 'green hill'];
const quick: EmbeddingLimits = { callMs: 800, tries: 3, firstWaitMs: 10, longestWaitMs: 1_200 };

function create(id: string, fake: FakeModelServer, options: Partial<EmbeddingOptions> = {}) {
  const provider = { apiKey: 'key', baseUrl: fake.baseUrl };
  return createLangChainEmbeddings({
    embeddings: id,
    openai: provider,
    ollama: provider,
    voyage: provider,
    others: { jina: provider, fireworks: provider, together: provider },
    clock: systemClock,
    limits: { query: quick, passage: quick },
    ...options,
  });
}

// Voyage's wire format is OpenAI's.
const providers: [string, (options?: { dims?: number }) => Promise<FakeModelServer>][] = [
  ['openai:m', createFakeOpenAI],
  ['ollama:m', createFakeOllama],
  ['voyage:m', createFakeOpenAI],
];

for (const [id, start] of providers) {
  embeddingsContract(id, async () => {
    const fake = await start();
    return { embeddings: await create(id, fake), close: () => fake.close() };
  });
}

/** Of the community package: their wire format is OpenAI's too, but their clients tell less of what went wrong. */
const community = ['jina:m', 'fireworks:m', 'together:m'];

for (const id of community) {
  embeddingsContract(id, async () => {
    const fake = await createFakeOpenAI({ apiKey: 'key' });
    return { embeddings: await create(id, fake), close: () => fake.close() };
  });
}

describe.each(community)('%s', (id) => {
  it.each<[Mode | Fault, RegExp]>([
    ['e-nan', /wrong-vectors/],
    ['e-zero', /wrong-vectors/],
    ['401', id === 'fireworks:m' ? /unauthorised/ : /failed/],
    ['429', id === 'fireworks:m' ? /rate-limited/ : /failed/],
    ['500', /failed/],
    ['html', /failed/],
    ['cut', /failed/],
    ['hang', /timeout/],
  ])('rejects with a code and a hint on %s', async (mode, code) => {
    await using fake = await createFakeOpenAI({ dims: DIMS });
    fake.setMode(mode);
    const embedding = (await create(id, fake)).embed(TEXTS, { kind: 'passage' });
    await expect(embedding).rejects.toMatchObject({
      name: 'AppError',
      code: expect.stringMatching(code),
      message: expect.stringContaining(id),
      hint: expect.stringMatching(/\w{4}/),
    });
  });

  it('tries again and succeeds', async () => {
    await using fake = await createFakeOpenAI({ dims: DIMS });
    fake.failNext(2, '500');
    expect(await (await create(id, fake)).embed(['a'], { kind: 'passage' })).toHaveLength(1);
    expect(fake.requests.map((request) => request.mode)).toEqual(['500', '500', 'ok']);
  });
});

describe('Jina', () => {
  it('is told what is a query, and asked for vectors as long as its model makes them', async () => {
    await using fake = await createFakeOpenAI();
    const embeddings = await create('jina:m', fake);
    await embeddings.embed(['a'], { kind: 'query' });
    await embeddings.embed(['a\nb'], { kind: 'passage' });
    expect(fake.requests.map(({ body }) => body)).toMatchObject([
      { task: 'retrieval.query', input: ['a'] },
      { task: 'retrieval.passage', input: ['a\nb'] },
    ]);
    expect(fake.requests.every(({ body }) => !('dimensions' in body))).toBe(true);
  });
});

describe.each(providers)('%s', (id, start) => {
  let fake: FakeModelServer;
  beforeEach(async () => {
    await fake?.close();
    fake = await start({ dims: DIMS });
  });
  afterAll(() => fake.close());
  // Voyage's client prints what it cannot parse.
  vi.spyOn(console, 'error').mockReturnValue();

  it.each<[Mode | Fault, string]>([
    ['e-mixed', 'embeddings.wrong-vectors'],
    ['e-nan', 'embeddings.wrong-vectors'],
    ['e-zero', 'embeddings.wrong-vectors'],
    ['401', 'embeddings.unauthorised'],
    ['429', 'embeddings.rate-limited'],
    ['400', 'embeddings.failed'],
    ['404', 'embeddings.failed'],
    ['500', 'embeddings.failed'],
    ['529', 'embeddings.failed'],
    ['html', 'embeddings.failed'],
    ['badjson', 'embeddings.failed'],
    ['cut', 'embeddings.failed'],
    ['hang', 'embeddings.timeout'],
  ])('rejects with a code and a hint on %s (%s)', async (mode, code) => {
    fake.setMode(mode);
    const embeddings = await create(id, fake);
    await expect(embeddings.embed(TEXTS, { kind: 'passage' })).rejects.toMatchObject({
      name: 'AppError',
      code,
      message: expect.stringContaining(id),
      hint: expect.stringMatching(/\w{4}/),
    });
  });

  it.each<Mode>(['e-count', 'e-null'])('rejects instead of giving a text no vector (%s)', async (mode) => {
    fake.setMode(mode);
    const embeddings = await create(id, fake);
    await expect(embeddings.embed(TEXTS, { kind: 'passage' })).rejects.toMatchObject({
      code: expect.stringMatching(/^embeddings\.(wrong-vectors|failed)$/),
    });
  });

  it.each<Mode>(['429', '500', 'cut'])('tries again and succeeds (%s)', async (mode) => {
    fake.failNext(2, mode);
    const embeddings = await create(id, fake);
    expect(await embeddings.embed(TEXTS, { kind: 'passage' })).toHaveLength(3);
    expect(fake.requests.map((request) => request.mode)).toEqual([mode, mode, 'ok']);
  });

  it.each<Mode>(['400', '401', '404', 'e-nan'])('does not repeat what cannot succeed (%s)', async (mode) => {
    fake.setMode(mode);
    await expect((await create(id, fake)).embed(TEXTS, { kind: 'passage' })).rejects.toThrow();
    expect(fake.requests).toHaveLength(1);
  });

  it('gives up after the last try', async () => {
    fake.setMode('500');
    await expect((await create(id, fake)).embed(TEXTS, { kind: 'query' })).rejects.toThrow();
    expect(fake.requests).toHaveLength(quick.tries);
  });

  it('sends batches, several at once, and joins them in order', async () => {
    fake.setPace({ latencyMs: 40 });
    const pace = { batchSize: 2, maxConcurrency: 3 };
    const texts = Array.from({ length: 11 }, (_, index) => `text number ${index}`);
    const embeddings = await create(id, fake, { pace });
    const vectors = await embeddings.embed(texts, { kind: 'passage' });
    expect(fake.requests).toHaveLength(6);
    expect(fake.peakInFlight).toBe(3);
    const alone = await embeddings.embed([texts[7] ?? ''], { kind: 'passage' });
    expect(vectors[7]).toEqual(alone[0]);
  });

  it('shares its slots between callers', async () => {
    fake.setPace({ latencyMs: 20 });
    const embeddings = await create(id, fake, { pace: { batchSize: 8, maxConcurrency: 2 } });
    await Promise.all(TEXTS.concat(TEXTS).map((text) => embeddings.embed([text], { kind: 'query' })));
    expect(fake.peakInFlight).toBe(2);
  });

  it('refuses vectors of another length than those stored', async () => {
    const embeddings = await create(id, fake, { dimensions: 7 });
    await expect(embeddings.embed(TEXTS, { kind: 'query' })).rejects.toMatchObject({
      code: 'embeddings.wrong-vectors',
      message: expect.stringContaining('7 were expected'),
    });
  });

  it('refuses a length that changes from one call to the next', async () => {
    const embeddings = await create(id, fake);
    await embeddings.embed(TEXTS, { kind: 'passage' });
    fake.setMode({ mode: 'e-dims', dims: 5 });
    await expect(embeddings.embed(TEXTS, { kind: 'query' })).rejects.toMatchObject({
      code: 'embeddings.wrong-vectors',
    });
  });

  it('ends at once when it is stopped', async () => {
    fake.setMode('hang');
    const stop = new AbortController();
    const embedding = (await create(id, fake)).embed(TEXTS, { kind: 'query', signal: stop.signal });
    await vi.waitFor(() => expect(fake.requests).toHaveLength(1));
    stop.abort(new Error('stopped'));
    await expect(embedding).rejects.toThrow('stopped');
    expect(fake.requests).toHaveLength(1);
  });
});

describe('connections', () => {
  it.each(providers.slice(0, 2))('are closed before the next try (%s)', async (id, start) => {
    await using fake = await start();
    fake.failNext(1, 'hang');
    fake.failNext(1, { mode: 'slow', delayMs: 2_000 });
    let isOver = false;
    const embedding = (await create(id, fake)).embed(TEXTS, { kind: 'query' }).finally(() => {
      isOver = true;
    });
    await vi.waitFor(() => expect(fake.requests).toHaveLength(2));
    await vi.waitFor(() => expect(fake.requests[0]?.closedEarly).toBe(true));
    expect(isOver).toBe(false);
    expect(await embedding).toHaveLength(3);
  });

  it('are closed when another batch of the same call failed', async () => {
    await using fake = await createFakeOpenAI();
    const patient = { ...quick, callMs: 60_000 };
    const embeddings = await create('openai:m', fake, {
      limits: { query: patient, passage: patient },
      pace: { batchSize: 1, maxConcurrency: 3 },
    });
    fake.setMode('hang');
    fake.failNext(1, '401');
    await expect(embeddings.embed(TEXTS, { kind: 'passage' })).rejects.toMatchObject({
      code: 'embeddings.unauthorised',
    });
    await vi.waitFor(() => expect(fake.requests).toHaveLength(3));
    await vi.waitFor(() => {
      const hanging = fake.requests.filter((request) => request.mode === 'hang');
      expect(hanging.map((request) => request.closedEarly)).toEqual([true, true]);
    });
  });
});

describe('a 429 with Retry-After', () => {
  it('is waited out when that is soon', async () => {
    await using fake = await createFakeOpenAI();
    fake.failNext(1, { mode: '429', retryAfter: 1 });
    expect(await (await create('openai:m', fake)).embed(['a'], { kind: 'query' })).toHaveLength(1);
  });

  it('is an error at once when that is too late', async () => {
    await using fake = await createFakeOpenAI();
    fake.setMode({ mode: '429', retryAfter: 50 });
    await expect((await create('openai:m', fake)).embed(['a'], { kind: 'query' })).rejects.toMatchObject({
      code: 'embeddings.rate-limited',
    });
    expect(fake.requests).toHaveLength(1);
  });
});

describe('Voyage', () => {
  it('is told what is a query and what is a passage', async () => {
    await using fake = await createFakeOpenAI();
    const embeddings = await create('voyage:m', fake);
    await embeddings.embed(['a'], { kind: 'query' });
    await embeddings.embed(['a'], { kind: 'passage' });
    expect(fake.requests.map(({ body }) => ({ ...body })['input_type' as 'input'])).toEqual([
      'query',
      'document',
    ]);
  });
});

describe('a name that cannot be used', () => {
  it.each(['m', 'openai:', 'cohere:m', ':m', 'corpus'])('is refused with a hint (%s)', async (id) => {
    await using fake = await createFakeOpenAI();
    await expect(create(id, fake)).rejects.toMatchObject({ code: 'embeddings.unusable', name: 'AppError' });
  });
});
