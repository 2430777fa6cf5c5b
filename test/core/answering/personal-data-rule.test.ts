import { describe, expect, it } from 'vitest';
import { collectionRules, setPersonalDataRule } from '../../../core/guardrails/collection-rules.ts';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import type { Answerer } from '../../../core/ports/answerer.ts';
import { openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const text = 'Trains are booked by Jane, jane.doe@example.org. The desk opens at nine.';
const people = { collections: ['people'] };
const question = 'Who books trains?';
const headings = ['Write to john.roe@example.org'];
const passages = [aPassage({ documentId: 'doc_travel', collection: 'people', headings, text })];

async function openPeople(options: Partial<Parameters<typeof openAnswering>[0]> = {}) {
  const rig = await openAnswering({ passages, ...options });
  const row = { id: 'people', created_at: '2026-11-24T10:00:00Z', personal_data: 'published' };
  await rig.store.insertInto('collections').values(row).execute();
  return { rig, forbid: () => setPersonalDataRule(rig.store, 'people', 'removed') };
}

describe('personal data that stands in a document', () => {
  it('passes unless its collection forbids it, and what was kept before is not served after', async () => {
    const { rig, forbid } = await openPeople();
    await using _ = rig;
    const before = await rig.ask(question, people);
    expect(before.text).toContain('jane.doe@example.org');
    expect((await rig.ask(question, people)).servedBy).toBe('exact-cache');

    expect(await forbid()).toBe(true);
    const after = await rig.ask(question, people);
    expect(after).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
    expect(after.text).toContain('[removed: email]');
    expect(JSON.stringify(after)).not.toMatch(/(?:jane.doe|john.roe)@example.org/);
    expect((await rig.ask(question, people)).text).toBe(after.text);

    await setPersonalDataRule(rig.store, 'people', 'published');
    expect((await rig.ask(question, people)).text).toContain('jane.doe@example.org');
  });

  it('reaches no model from a collection that forbids it, although the guard is switched off', async () => {
    const seen: string[] = [];
    const model: Answerer = {
      servedBy: 'model',
      id: 'model',
      standalone: async (said) => said,
      async answer({ passages: given }) {
        seen.push(...given.flatMap((passage) => [...passage.headings, passage.text]));
        return { kind: 'drafted', text: 'Jane does [1].', usage: null };
      },
    };
    const guards = defaultGuards.filter(({ id }) => id !== 'pii');
    const { rig, forbid } = await openPeople({ answerer: model, guards });
    await using _ = rig;
    await forbid();
    await rig.ask(question);
    expect(seen.join()).toContain('[removed: email]');
    expect(seen.join()).not.toMatch(/(?:jane.doe|john.roe)@example.org/);
  });

  it('is left alone in the other collections', async () => {
    const other = aPassage({ documentId: 'doc_other', collection: 'default', text });
    const { rig, forbid } = await openPeople({ passages: [other] });
    await using _ = rig;
    await forbid();
    expect((await rig.ask(question)).text).toContain('jane.doe@example.org');
  });
});

describe('the rule of a collection', () => {
  it('is set for one that exists, and a rule of another version is the careful one', async () => {
    const { rig } = await openPeople();
    await using _ = rig;
    expect(await setPersonalDataRule(rig.store, 'nowhere', 'removed')).toBe(false);
    await rig.store.updateTable('collections').set({ personal_data: 'blurred' }).execute();
    expect(await collectionRules(rig.store)).toEqual([{ collection: 'people', personalData: 'removed' }]);
  });
});
