import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createCurated } from '../../../core/caching/entries/curated.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

/** A store that counts how often the table of questions is read. */
async function openCounted() {
  const temp = await openTempStore();
  const reads = { questions: 0 };
  const counting: KyselyPlugin = {
    transformQuery({ node }): RootOperationNode {
      const isRead = node.kind === 'SelectQueryNode' && JSON.stringify(node).includes('curated_questions');
      if (isRead) reads.questions += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const deps = { clock: systemClock, random: systemRandom, handbook: 'docent' };
  return {
    reads,
    curated: createCurated({ store: temp.store.withPlugin(counting), ...deps }),
    other: createCurated({ store: temp.store, ...deps }),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

const trains = {
  questions: ['How do I book a train?'],
  answer: 'Ask Ada.',
  collections: null,
  author: 'Ada',
};

describe('the team’s own answers', () => {
  it('are taken apart once, not at each question', async () => {
    await using rig = await openCounted();
    await rig.curated.add(trains);
    for (const question of ['How do I book a train?', 'How can I book trains?', 'Who am I?'])
      await rig.curated.find(question, undefined);
    expect(rig.reads.questions).toBe(1);
  });

  it('are found and gone at once, also where another part of the program wrote them', async () => {
    await using rig = await openCounted();
    const find = (question: string) => rig.curated.find(question, undefined);
    expect(await find('How can I book trains?')).toBeNull();
    const { id } = await rig.curated.add(trains);
    expect(await find('How can I book trains?')).toMatchObject({ id });
    const hotels = { ...trains, questions: ['Who books hotels?'], answer: 'Bob does.' };
    const { id: second } = await rig.other.add(hotels);
    expect(await find('who books hotels')).toMatchObject({ id: second, answer: 'Bob does.' });
    await rig.other.remove(second);
    await rig.other.add({ ...hotels, answer: 'Cy does.' });
    expect(await find('Who books hotels?')).toMatchObject({ answer: 'Cy does.' });
    await rig.curated.remove(id);
    expect(await find('How do I book a train?')).toBeNull();
  });

  it('are given to what means the same by the cache’s rules, where an encoder can be asked', async () => {
    await using temp = await openTempStore();
    const seen: [string, string][] = [];
    const likeness = async (a: string, b: string) => {
      seen.push([a, b]);
      return { likeness: 0.9, meaning: true };
    };
    const deps = { store: temp.store, clock: systemClock, random: systemRandom, handbook: 'docent' };
    const curated = createCurated({ ...deps, likeness });
    const { id } = await curated.add({ ...trains, questions: ['How do I change my bank details?'] });
    const asked = 'How can I update my bank details?';
    expect(await curated.find(asked, undefined)).toMatchObject({ id });
    expect(seen).toEqual([[asked, 'How do I change my bank details?']]);
    expect(await createCurated(deps).find(asked, undefined)).toBeNull();
    // No word of it has a counterpart, so that nobody needs to be asked.
    expect(await curated.find('How do I change my emergency contact?', undefined)).toBeNull();
    expect(seen).toHaveLength(1);
    await curated.add({ ...trains, questions: ['How do I edit my bank details?'] });
    expect(await curated.find(asked, undefined)).toBeNull();
  });
});
