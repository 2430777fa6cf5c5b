import { describe, expect, it } from 'vitest';
import { createQuestionIndex } from '../../../core/caching/lookup/question-index.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import type { QuestionVectors } from '../../../core/ports/question-vectors.ts';
import type { Store } from '../../../core/store/schema.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** Each text has a direction of its own; what was embedded is counted. */
function counted(model = 'a') {
  const seen: string[] = [];
  const vectors: QuestionVectors = {
    embed: async (texts) => {
      seen.push(...texts);
      return {
        model,
        meaning: true,
        vectors: texts.map((text) => Float32Array.of(1, text.length / 100, 0.5)),
      };
    },
  };
  return { seen, vectors };
}

async function keep(
  store: Store,
  key: string,
  question: string,
  createdAt = new Date(systemClock.now()).toISOString(),
) {
  const row = {
    key,
    question,
    answer: '{}',
    answer_id: `of ${key}`,
    hits: 0,
    quarantined: 0,
    created_at: createdAt,
  };
  await store
    .insertInto('cache_entries')
    .values({ ...row, scope: 's', text_hash: `text of ${key}`, quarantine_reason: null, tokens: 0, ms: 0 })
    .execute();
}

async function open(vectors: QuestionVectors) {
  const temp = await openTempStore();
  const log = { warn: () => undefined };
  const index = () => createQuestionIndex({ store: temp.store, clock: systemClock, vectors, log });
  return { store: temp.store, index, [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() };
}

describe('kept questions', () => {
  it('are found by the words that they share, the likest first, with the digest of their answer', async () => {
    await using rig = await open(counted().vectors);
    await keep(rig.store, 'k1', 'How do I book a train?');
    await keep(rig.store, 'k2', 'Who waters the plants?');
    const near = await rig.index().nearest('How can I reserve trains?', 's', 5);
    expect(near).toMatchObject([{ key: 'k1', answerHash: 'text of k1', meaning: true }]);
  });

  it('are embedded when they are compared first, and read from the store from then on', async () => {
    const { seen, vectors } = counted();
    await using rig = await open(vectors);
    await keep(rig.store, 'k1', 'How do I book a train?');
    await keep(rig.store, 'k2', 'Who waters the plants?');
    const first = rig.index();
    await first.nearest('How can I reserve trains?', 's', 5);
    await first.settled();
    expect(seen).toEqual(['How can I reserve trains?', 'How do I book a train?']);
    await rig.index().nearest('How can we book trains?', 's', 5);
    expect(seen.slice(2)).toEqual(['How can we book trains?']);
  });

  it('of another scope, gone from the store, or over a week old are not found', async () => {
    await using rig = await open(counted().vectors);
    await keep(
      rig.store,
      'old',
      'How do I book a train?',
      new Date(systemClock.now() - WEEK_MS - 1).toISOString(),
    );
    await keep(rig.store, 'k1', 'How do I book a train?');
    const index = rig.index();
    expect(await index.nearest('How do I book trains?', 'another', 5)).toEqual([]);
    expect((await index.nearest('How do I book trains?', 's', 5)).map(({ key }) => key)).toEqual(['k1']);
    await rig.store.deleteFrom('cache_entries').execute();
    expect(await index.nearest('How do I book trains?', 's', 5)).toEqual([]);
  });

  it('with an equal subject are found among thousands that share a word', async () => {
    await using rig = await open(counted().vectors);
    await keep(rig.store, 'first', 'How do I book a train to the harbour?');
    const index = rig.index();
    await index.nearest('How do I book?', 's', 5);
    for (let at = 0; at < 3_000; at++)
      index.add({
        key: `k${at}`,
        scope: 's',
        question: `How do I book a train to the harbour of place${at}x?`,
      });
    const near = await index.nearest('How can I reserve trains to the harbour?', 's', 5);
    expect(near.map(({ key }) => key)).toContain('first');
  });
});
