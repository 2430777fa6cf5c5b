import { JinaEmbeddings } from '@langchain/community/embeddings/jina';
import { TogetherAIEmbeddings } from '@langchain/community/embeddings/togetherai';
import { VoyageEmbeddings } from '@langchain/community/embeddings/voyage';
import type { Embeddings } from '@langchain/core/embeddings';
import { OllamaEmbeddings } from '@langchain/ollama';
import { OpenAIEmbeddings } from '@langchain/openai';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from './drain.ts';
import type { Mode } from './modes.ts';
import { createFakeOllama } from './ollama.ts';
import { createFakeOpenAI } from './openai.ts';
import { embedText } from './vectors.ts';

const DIMS = 32;
const TEXTS = ['red fox', 'blue sea', 'green hill'];
const GOOD = TEXTS.map((text) => embedText(text, DIMS, 'm'));

const openai = await createFakeOpenAI({ dims: DIMS });
const ollama = await createFakeOllama({ dims: DIMS });
const fakes = [openai, ollama];

beforeEach(() => {
  for (const fake of fakes) {
    fake.setMode('ok');
    fake.requests.length = 0;
  }
});
afterAll(() => Promise.all(fakes.map((fake) => fake.close())));

function createOpenAI(
  fields: { encodingFormat?: 'float' | 'base64'; dimensions?: number } = {},
): OpenAIEmbeddings {
  const configuration = { baseURL: openai.baseUrl, logLevel: 'off' as const };
  return new OpenAIEmbeddings({ model: 'm', apiKey: 'key', maxRetries: 0, ...fields, configuration });
}

const createVoyage = () =>
  new VoyageEmbeddings({ modelName: 'm', apiKey: 'key', maxRetries: 0, basePath: openai.baseUrl });
const createOllama = () => new OllamaEmbeddings({ model: 'm', maxRetries: 0, baseUrl: ollama.baseUrl });

/** The two community clients whose address is a field, not an option. */
function createTogether(): TogetherAIEmbeddings {
  const embeddings = new TogetherAIEmbeddings({ model: 'm', apiKey: 'key', maxRetries: 0 });
  return Object.assign(embeddings, { embeddingsAPIUrl: `${openai.baseUrl}/embeddings` });
}

function createJina(): JinaEmbeddings {
  const embeddings = new JinaEmbeddings({ model: 'm', apiKey: 'key', maxRetries: 0, dimensions: DIMS });
  return Object.assign(embeddings, { baseUrl: `${openai.baseUrl}/embeddings` });
}

const clients: [string, () => Embeddings][] = [
  ['OpenAIEmbeddings (base64)', createOpenAI],
  ['OpenAIEmbeddings (float)', () => createOpenAI({ encodingFormat: 'float' })],
  ['OllamaEmbeddings', createOllama],
  ['VoyageEmbeddings of community', createVoyage],
  ['TogetherAIEmbeddings of community', createTogether],
];

describe.each(clients)('%s', (_name, create) => {
  it('gives the vectors of a batch and of a question, in order, as plain lists', async () => {
    const batch = await create().embedDocuments(TEXTS);
    expect(batch.every(Array.isArray)).toBe(true);
    expect(batch.map((vector) => vector.map((value) => value.toFixed(5)))).toEqual(
      GOOD.map((vector) => vector.map((value) => value.toFixed(5))),
    );
    expect(await create().embedQuery('red fox')).toEqual(batch[0]);
  });

  it('passes zero vectors and vectors of a wrong dimension on', async () => {
    for (const fake of fakes) fake.setMode('e-zero');
    expect(new Set((await create().embedDocuments(TEXTS)).at(-1))).toEqual(new Set([0]));
    for (const fake of fakes) fake.setMode({ mode: 'e-dims', dims: 5 });
    expect((await create().embedDocuments(TEXTS)).map((vector) => vector.length)).toEqual([5, 5, 5]);
  });

  it.each(['401', '429', '500', 'html', 'badjson', 'cut'] as Mode[])('fails on %s', async (mode) => {
    const silence = vi.spyOn(console, 'error').mockReturnValue();
    for (const fake of fakes) fake.setMode(mode);
    expect(await failureOf(create().embedDocuments(TEXTS))).toBeInstanceOf(Error);
    silence.mockRestore();
  });
});

describe.each(clients.slice(0, 4))('%s, batch by batch', (_name, create) => {
  it('passes on a dimension that changes within the batch', async () => {
    for (const fake of fakes) fake.setMode({ mode: 'e-mixed', dims: 5 });
    expect((await create().embedDocuments(TEXTS)).map((vector) => vector.length)).toEqual([DIMS, DIMS, 5]);
  });

  it('gives vectors to the wrong texts when the server reorders them, in spite of their index', async () => {
    const batch = await create().embedDocuments(TEXTS);
    for (const fake of fakes) fake.setMode('e-order');
    expect(await create().embedDocuments(TEXTS)).toEqual(batch.toReversed());
  });
});

describe('spoilt vectors', () => {
  it('reach the caller as NaN from base64 and as null from JSON', async () => {
    for (const fake of fakes) fake.setMode('e-nan');
    expect((await createOpenAI().embedDocuments(TEXTS))[2]?.[0]).toBeNaN();
    for (const client of [createOpenAI({ encodingFormat: 'float' }), createVoyage(), createOllama()]) {
      expect((await client.embedDocuments(TEXTS))[2]?.[0]).toBeNull();
    }
  });

  it('are a TypeError in base64 and null in JSON when a vector is missing', async () => {
    for (const fake of fakes) fake.setMode('e-null');
    expect(await failureOf(createOpenAI().embedDocuments(TEXTS))).toBeInstanceOf(TypeError);
    for (const client of [createOpenAI({ encodingFormat: 'float' }), createVoyage(), createOllama()]) {
      expect((await client.embedDocuments(TEXTS))[2]).toBeNull();
    }
  });

  it('are a TypeError when there are too few, except from Ollama, which returns the shorter list', async () => {
    for (const fake of fakes) fake.setMode('e-count');
    for (const client of [createOpenAI(), createVoyage()]) {
      expect(String(await failureOf(client.embedDocuments(TEXTS)))).toContain("reading 'embedding'");
    }
    expect(await createOllama().embedDocuments(TEXTS)).toHaveLength(2);
  });
});

describe('what the clients send', () => {
  it('is base64 by default and the dimensions asked for', async () => {
    expect(await createOpenAI({ dimensions: 12 }).embedQuery('red fox')).toHaveLength(12);
    expect(openai.requests[0]?.body).toMatchObject({ model: 'm', encoding_format: 'base64', dimensions: 12 });
  });

  it('is at most two batches at once from OpenAIEmbeddings unless maxConcurrency says more', async () => {
    await using slow = await createFakeOpenAI({ dims: 4, latencyMs: 30 });
    const fields = { apiKey: 'key', maxRetries: 0, batchSize: 1, configuration: { baseURL: slow.baseUrl } };
    await new OpenAIEmbeddings(fields).embedDocuments(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(slow.peakInFlight).toBe(2);
    await new OpenAIEmbeddings({ ...fields, maxConcurrency: 6 }).embedDocuments([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
    expect(slow.peakInFlight).toBe(6);
  });

  it('is eight texts a call from Voyage, and one text a call from Together AI', async () => {
    const texts = Array.from({ length: 10 }, (_, i) => `text ${i}`);
    await createVoyage().embedDocuments(texts);
    expect(openai.requests.map(({ body }) => body.input?.length)).toEqual([8, 2]);
    openai.requests.length = 0;
    await createTogether().embedDocuments(texts);
    expect(openai.requests.map(({ body }) => typeof body.input)).toEqual(Array(10).fill('string'));
  });

  it('reaches the loopback server from Jina once its address is replaced', async () => {
    expect(await createJina().embedDocuments(TEXTS)).toEqual(GOOD);
    expect(openai.requests[0]?.headers.authorization).toBe('Bearer key');
  });

  it('is refused with the status in `status` by Voyage and in `status_code` by Ollama', async () => {
    for (const fake of fakes) fake.setMode('503');
    expect(await failureOf(createVoyage().embedQuery('x'))).toMatchObject({ status: 503 });
    expect(await failureOf(createOpenAI().embedQuery('x'))).toMatchObject({ status: 503 });
    expect(await failureOf(createOllama().embedQuery('x'))).toMatchObject({ status_code: 503 });
  });
});
