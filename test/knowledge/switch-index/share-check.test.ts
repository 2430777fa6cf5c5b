import { describe, expect, it } from 'vitest';
import type { Store } from '../../../core/store/schema.ts';
import type { PassageVectors } from '../../../knowledge/search/passage-vectors.ts';
import { checkShare } from '../../../knowledge/switch-index/share-check.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const PASSAGES = 120;
const MOST = { passages: 600, pairs: 200 };

/** Headings that share no word with their text: only a model can know that they belong together. */
async function fill(store: Store, headingOf: (n: number) => string): Promise<void> {
  const at = new Date(0).toISOString();
  for (let n = 0; n < PASSAGES; n++) {
    await store
      .insertInto('documents')
      .values({
        ...{ id: `d${n}`, external_id: null, collection: 'default', path: `d${n}.md`, title: headingOf(n) },
        ...{ status: 'ready', reason: null, published_revision: 'r', pending_file: null },
        ...{ created_at: at, updated_at: at },
      })
      .execute();
    await store
      .insertInto('passages')
      .values({
        ...{ document_id: `d${n}`, hash: `h${n}`, headings: '[]', text: `Answer${n} stands in body${n}.` },
        ...{ start_line: null, end_line: null, page: null, current: 1 },
      })
      .execute();
  }
}

/** A model by which texts are alike whose first number is the same, or (`knows` false) none is like another. */
function vectorsBy(knows: boolean): PassageVectors {
  let made = 0;
  const of = (text: string): Float32Array => {
    const vector = new Float32Array(256);
    made++;
    vector[knows ? Number(/\d+/.exec(text)?.[0] ?? 0) % 256 : (made * 37) % 256] = 1;
    return vector;
  };
  const unused = () => Promise.reject(new Error('not asked for'));
  return {
    model: 'test:1',
    ...{ attach: unused, attachKept: unused, embed: unused, ofQuestion: unused, missing: unused },
    ofTexts: async (texts) => texts.map(of),
  };
}

const check = (store: Store, vectors: PassageVectors) =>
  checkShare({ store, vectors, pause: async () => undefined }, MOST, new AbortController().signal);

describe('the share of a provider in the score', () => {
  it('is above zero where its vectors find what words do not', async () => {
    await using temp = await openTempStore();
    await fill(temp.store, (n) => `Heading${n} of page${n}`);
    expect(await check(temp.store, vectorsBy(true))).toBeGreaterThan(0);
  });

  it('is zero where words alone find as much', async () => {
    await using temp = await openTempStore();
    await fill(temp.store, (n) => `On answer${n}`);
    expect(await check(temp.store, vectorsBy(false))).toBe(0);
  });

  it('is left open where the corpus gives too few questions', async () => {
    await using temp = await openTempStore();
    await fill(temp.store, () => 'The same everywhere');
    expect(await check(temp.store, vectorsBy(true))).toBe(null);
  });
});
