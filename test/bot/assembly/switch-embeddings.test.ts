import { describe, expect, it } from 'vitest';
import type { App } from '../../../bot/assembly/app.ts';
import { examine } from '../../../bot/doctor/doctor.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import type { FakeModelServer } from '../../fakes/models/provider.ts';
import {
  firstTitle,
  indexFolders,
  reached,
  serves,
  switchRig,
  vectorsOf,
} from '../../fixtures/switch-rig.ts';

const A = 'openai:small';
const B = 'openai:large';
const dims = { small: 32, large: 64, '*': 16 };

const embeddingsLine = async (app: App) =>
  (await examine(app)).checks.find((check) => check.name === 'embeddings');

function textsTo(server: FakeModelServer, model: string): string[] {
  return server.requests
    .filter((request) => request.path.endsWith('/embeddings') && request.body.model === model)
    .flatMap((request) => [request.body.input ?? []].flat());
}

describe('another embedding model', () => {
  it('serves only once everything was embedded again, and from then on alone', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start(A);
    await rig.ingest(first, 0, 60);
    const asked = { text: 'What does rule7 about invoices say?', thread: [], origin: 'cli', asker: null };
    expect((await first.ask(asked)).outcome).toBe('answered');
    await rig.stop(first);

    server.setPace({ latencyMs: 150 });
    const second = await rig.start(B);
    await reached(second, ({ next }) => next?.phase === 'embedding');
    expect((await second.embeddingSwitch.state()).active).toBe(A);
    expect(await firstTitle(second, 'what about rule11')).toBe('Guide 11 to holidays');
    expect(textsTo(server, 'small')).toContain('what about rule11');
    server.setPace({ latencyMs: 0 });
    await reached(second, serves(B));
    expect(await vectorsOf(second, B)).toBe(60);

    const before = textsTo(server, 'small').length;
    const large = textsTo(server, 'large').length;
    expect(await firstTitle(second, 'what about rule12')).toBe('Guide 12 to laptops');
    expect(textsTo(server, 'small').length).toBe(before);
    expect(textsTo(server, 'large').slice(large)).toEqual(['what about rule12']);
    await expect.poll(() => indexFolders(rig.dataDir)).toEqual(['index-2']);
    // The cached question is there in the new space, too: nobody has to wait for it.
    const kept = await second.store.selectFrom('cache_vectors').select('model').execute();
    expect(kept.map((row) => row.model)).toContain(B);
    await rig.stop(second);

    const third = await rig.start(B);
    expect(await firstTitle(third, 'what about rule13')).toBe('Guide 13 to badges');
    expect(indexFolders(rig.dataDir)).toEqual(['index-2']);
  });

  it('is dropped when the former one is wanted again, and nothing is paid for twice', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start(A);
    await rig.ingest(first, 0, 10);
    await rig.stop(first);
    const second = await rig.start(B);
    await reached(second, serves(B));
    await rig.stop(second);

    const sent = textsTo(server, 'small').length;
    const third = await rig.start(A);
    await reached(third, serves(A));
    // One vector, to see that the model is still the same.
    expect(textsTo(server, 'small').slice(sent)).toEqual(['How long is a vector?']);
    expect(await firstTitle(third, 'what about rule3')).toBe('Guide 3 to holidays');
  });

  it('is not put to use when the former one is wanted before the end', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start('');
    await rig.ingest(first, 0, 10);
    server.setPace({ latencyMs: 400 });
    await first.storedSettings.set('DOCENT_EMBEDDINGS', B);
    expect(await first.reload()).toBe(null);
    await reached(first, ({ next }) => next?.to === B);
    await first.storedSettings.set('DOCENT_EMBEDDINGS', null);
    expect(await first.reload()).toBe(null);
    await reached(first, serves('corpus'));
    expect(indexFolders(rig.dataDir)).toEqual(['index']);
    expect(await firstTitle(first, 'what about rule3')).toBe('Guide 3 to holidays');
  });

  it('may be the corpus itself, whose vectors are trained before they serve', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start(A);
    await rig.ingest(first, 0, 60);
    await rig.stop(first);
    const second = await rig.start('corpus');
    await reached(second, serves('corpus'));
    const embedded = await second.cache.index.vectors(['rule3 about holidays']);
    expect(embedded[0]?.length).not.toBe(32);
    const sent = server.requests.length;
    expect(await firstTitle(second, 'what about rule3')).toBe('Guide 3 to holidays');
    expect(server.requests.length).toBe(sent);
  });

  it('is at once in use where nothing was published yet', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start('');
    await rig.stop(first);
    const second = await rig.start(A, { work: false });
    expect(await second.embeddingSwitch.state()).toEqual({ active: A, share: null, next: null });
  });
});

describe('a provider in trouble during the switch', () => {
  it('is waited for, and the former index serves meanwhile', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start('');
    await rig.ingest(first, 0, 10);
    await rig.stop(first);
    server.setMode({ mode: '401', on: 'embed' });
    const second = await rig.start(B, { work: false });
    expect(await embeddingsLine(second)).toMatchObject({
      state: 'warn',
      hint: expect.stringContaining('docent start'),
    });
    second.work();
    await reached(second, ({ active, next }) => active === 'corpus' && next?.phase === 'waiting');
    expect((await second.embeddingSwitch.state()).next?.message).toContain('openai:large gave no vectors');
    expect(await embeddingsLine(second)).toMatchObject({
      state: 'warn',
      message: expect.stringContaining('Changing to openai:large'),
    });
    expect(await firstTitle(second, 'what about rule3')).toBe('Guide 3 to holidays');
    server.setMode('ok');
    await reached(second, serves(B));
    expect(await embeddingsLine(second)).toMatchObject({
      state: 'ok',
      message: 'Search uses vectors of openai:large.',
    });
  });

  it('is given up when its vectors change their length midway, until the next start', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start('');
    await rig.ingest(first, 0, 300);
    await rig.stop(first);
    // The first vector and the first batches are right.
    server.failNext(2, { mode: 'ok', on: 'embed' });
    server.setPace({ latencyMs: 20 });
    const second = await rig.start(B);
    await expect.poll(() => vectorsOf(second, B), { interval: 5 }).toBeGreaterThan(0);
    server.setMode({ mode: 'e-dims', on: 'embed' });
    await reached(second, ({ active, next }) => active === 'corpus' && next?.phase === 'failed');
    expect(await embeddingsLine(second)).toMatchObject({ state: 'fail' });
    const sent = server.requests.length;
    expect((await second.embeddingSwitch.state()).next?.message).toContain('63 numbers where 64');
    expect(await firstTitle(second, 'what about rule3')).toBe('Guide 3 to holidays');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.requests.length).toBe(sent);
    await rig.stop(second);
    server.setMode('ok');
    const third = await rig.start(B);
    await reached(third, serves(B));
    expect(await vectorsOf(third, B)).toBe(300);
  });

  it('that has another model behind the name by now has everything embedded anew', async () => {
    await using server = await createFakeOpenAI({ dims });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start(B);
    await rig.ingest(first, 0, 10);
    await rig.stop(first);
    const second = await rig.start('corpus');
    await reached(second, serves('corpus'));
    await rig.stop(second);
    await using renamed = await createFakeOpenAI({ dims: 48 });
    const third = await rig.start(B, { baseUrl: renamed.baseUrl });
    await reached(third, serves(B));
    const rows = await third.store.selectFrom('passage_vectors').select('vector').execute();
    expect(rows.map((row) => row.vector.byteLength)).toEqual(Array.from({ length: 10 }, () => 48 * 4));
  });
});
