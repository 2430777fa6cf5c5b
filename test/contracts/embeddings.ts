import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Embeddings } from '../../core/ports/embeddings.ts';

export type EmbeddingsRig = { embeddings: Embeddings; close(): Promise<void> };

const TEXTS = ['Trains are booked by the travel desk.', 'Lunch is at noon.', 'Holidays need approval.'];

/** Every `Embeddings` passes this: a provider's through its client, the corpus' own once it is trained. */
export function embeddingsContract(name: string, setup: () => Promise<EmbeddingsRig>): void {
  describe(`Embeddings contract: ${name}`, () => {
    let rig: EmbeddingsRig;
    beforeEach(async () => {
      rig = await setup();
    });
    afterEach(() => rig.close());

    const lengthOf = (vector: Float32Array | undefined) => Math.hypot(...(vector ?? []));

    test('gives one unit vector a text, all of one length', async () => {
      const vectors = await rig.embeddings.embed(TEXTS, { kind: 'passage' });
      expect(vectors).toHaveLength(TEXTS.length);
      expect(vectors.every((vector) => vector instanceof Float32Array)).toBe(true);
      for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 4);
      expect(new Set(vectors.map((vector) => vector.length)).size).toBe(1);
    });

    test('keeps the order of the texts', async () => {
      const together = await rig.embeddings.embed(TEXTS, { kind: 'passage' });
      const alone = await Promise.all(TEXTS.map((text) => rig.embeddings.embed([text], { kind: 'passage' })));
      for (const [index, [vector]] of alone.entries()) expect(vector).toEqual(together[index]);
    });

    test('puts queries and passages into one space', async () => {
      const [query] = await rig.embeddings.embed(['Who books trains?'], { kind: 'query' });
      const [passage] = await rig.embeddings.embed(TEXTS, { kind: 'passage' });
      expect(query?.length).toBe(passage?.length);
      expect(lengthOf(query)).toBeCloseTo(1, 4);
    });

    test('gives nothing for nothing', async () => {
      expect(await rig.embeddings.embed([], { kind: 'passage' })).toEqual([]);
    });

    test('names its space', () => {
      expect(rig.embeddings.model).toMatch(/\S/);
    });

    test('rejects with the reason of a signal that has fired', async () => {
      const signal = AbortSignal.abort(new Error('the asker went'));
      await expect(rig.embeddings.embed(TEXTS, { kind: 'query', signal })).rejects.toThrow('the asker went');
    });
  });
}
