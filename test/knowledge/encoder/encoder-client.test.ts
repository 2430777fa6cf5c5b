import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { loadEncoder } from '../../../knowledge/encoder/encoder.ts';
import {
  createEncoderClient,
  type EncoderClient,
  type EncoderClientOptions,
} from '../../../knowledge/encoder/encoder-client.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';

const MORTAL = new URL('../../fakes/mortal-encoder-worker.ts', import.meta.url);
const encoder = loadEncoder();
const folder = mkdtempSync(join(tmpdir(), 'docent-encoder-client-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the encoder in its thread', () => {
  const open: EncoderClient[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.close()));
  });
  function start(options?: EncoderClientOptions): EncoderClient {
    const client = createEncoderClient(options);
    open.push(client);
    return client;
  }
  const many = (count: number) => Array.from({ length: count }, (_, i) => `Sentence number ${i} of a page.`);

  it('gives the vectors of the encoder itself, in the order of the texts', async () => {
    const client = start();
    const texts = [...many(70), '', 'the end'];
    expect(client).toMatchObject({ id: encoder.id, dimensions: encoder.dimensions });
    const vectors = await client.encode(texts);
    expect(vectors).toHaveLength(texts.length);
    encoder.encode(texts).forEach((vector, i) => {
      const worst = vector.map((number, d) => Math.abs(number - (vectors[i]?.[d] ?? 9)));
      expect(Math.max(...worst)).toBeLessThan(1e-5);
    });
    expect(await client.encode([])).toEqual([]);
  });

  it('answers an urgent text before what waits already', async () => {
    const client = start();
    const order: string[] = [];
    await Promise.all([
      client.encode(many(300)).then(() => order.push('page')),
      client.encode(['What is urgent?'], { urgent: true }).then(() => order.push('question')),
    ]);
    expect(order).toEqual(['question', 'page']);
  });

  it('drops what waits when its signal fires, and goes on with the rest', async () => {
    const client = start();
    const stop = new AbortController();
    const page = client.encode(many(2_000), { signal: stop.signal });
    const after = client.encode(['still here']);
    stop.abort(new Error('no longer wanted'));
    await expect(page).rejects.toThrow('no longer wanted');
    expect(client.condition().waiting).toBe(1);
    expect(await after).toHaveLength(1);
    await expect(client.encode(['late'], { signal: stop.signal })).rejects.toThrow('no longer wanted');
  });

  it('refuses more than may wait, and takes texts again when there is room', async () => {
    const client = start();
    const stop = new AbortController();
    const page = 'x'.repeat(8_000);
    const first = client.encode(new Array<string>(1_500).fill(page), { signal: stop.signal });
    await expect(client.encode(new Array<string>(600).fill(page))).rejects.toMatchObject({
      code: 'encoder.busy',
    });
    stop.abort();
    await expect(first).rejects.toThrow();
    expect(await client.encode(['short'])).toHaveLength(1);
  });

  it('starts its thread again after a crash, and gives up texts that crash it twice', async () => {
    const client = start({ entry: MORTAL });
    expect(await client.encode([`stumble ${join(folder, 'stumbled')}`])).toHaveLength(1);
    expect(client.condition().crashes).toBe(1);
    const [poison, other] = await Promise.allSettled([client.encode(['poison']), client.encode(['bread'])]);
    expect(poison).toMatchObject({ status: 'rejected', reason: { code: 'encoder.crashed' } });
    expect(other).toMatchObject({ status: 'fulfilled' });
    expect(client.condition()).toMatchObject({ crashes: 3, running: true });
  });

  it('lets its thread go when nothing was asked for a while, and starts it anew', async () => {
    const clock = createManualClock();
    const client = start({ idle: { ms: 60_000, clock } });
    expect(client.condition().running).toBe(false);
    await client.encode(['a']);
    clock.advance(59_000);
    await client.encode(['b']);
    clock.advance(59_000);
    expect(client.condition().running).toBe(true);
    clock.advance(1_000);
    await expect.poll(() => client.condition().running).toBe(false);
    expect(await client.encode(['c'])).toHaveLength(1);
  });

  it('rejects what waits when it is closed, and all that comes later', async () => {
    const client = start();
    const page = client.encode(many(500));
    const settled = expect(page).rejects.toMatchObject({ code: 'encoder.stopped' });
    await client.close();
    await settled;
    await expect(client.encode(['late'])).rejects.toMatchObject({ code: 'encoder.stopped' });
  });
});
