import { describe, expect, test } from 'vitest';
import { retrievedSources } from '../../../core/evals/retrieved-sources.ts';
import { isSource, type Source } from '../../../core/evals/sources.ts';
import { aCitation, anAnswer } from '../../fixtures/answers.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const travel: Source = {
  documentId: 'doc_travel',
  externalId: 'T-17',
  title: 'Travel policy',
  path: 'people/Travel.md',
  headings: ['Booking', 'Trains & buses'],
};

describe('an expected source', () => {
  test.each([
    'doc_travel',
    'T-17',
    'travel POLICY',
    ' Travel policy ',
    'people/Travel.md',
    'travel.md',
    './people/travel.md',
    'people\\travel.md',
    'people/travel.md#Booking',
    'travel.md#trains-buses',
    'Travel policy#Trains & buses',
  ])('is met by %s', (expected) => {
    expect(isSource(expected, travel)).toBe(true);
  });

  test.each([
    '',
    't-17',
    'doc_trave',
    'Travel',
    'ravel.md',
    'other/travel.md',
    'root/people/travel.md',
    'people',
    'travel.md#Planes',
    'travel.md#',
    '#Booking',
  ])('is not met by "%s"', (expected) => {
    expect(isSource(expected, travel)).toBe(false);
  });

  test('may have a # in its own name', () => {
    expect(isSource('C# guide', { ...travel, title: 'C# guide' })).toBe(true);
  });

  test('names a document that has no path or ids', () => {
    const bare: Source = { documentId: null, externalId: null, title: 'Leave', path: null, headings: [] };
    expect(isSource('leave', bare)).toBe(true);
    expect(isSource('leave.md', bare)).toBe(false);
  });
});

describe('the sources that a search found', () => {
  const search = (passages: { passageId: string; title: string }[]) => ({
    evidence: 0.5,
    passages: passages.map((passage) => ({ ...passage, score: 1 })),
  });

  test('are known by document, path and heading through the store', async () => {
    await using temp = await openTempStore();
    const at = '2026-01-01T00:00:00.000Z';
    await temp.store
      .insertInto('documents')
      .values({
        id: 'doc_leave',
        external_id: 'L-1',
        collection: 'default',
        path: 'people/leave.md',
        title: 'Leave',
        status: 'ready',
        reason: null,
        published_revision: null,
        pending_file: null,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await temp.store
      .insertInto('passages')
      .values({
        id: 12,
        document_id: 'doc_leave',
        hash: 'h',
        headings: '["Carry over"]',
        text: 't',
        current: 1,
      })
      .execute();
    const answer = anAnswer({ citations: [], retrieved: search([{ passageId: '12', title: 'Leave' }]) });
    const found = (await retrievedSources(temp.store, answer)) ?? [];
    for (const expected of ['doc_leave', 'L-1', 'people/leave.md', 'leave.md#carry-over'])
      expect(found.some((source) => isSource(expected, source))).toBe(true);
    expect(found.some((source) => isSource('leave.md#Sick leave', source))).toBe(false);
  });

  test('of passages that are gone are known by title, and by what the answer cites and names', async () => {
    await using temp = await openTempStore();
    const nearest = { documentId: 'doc_near', externalId: null, title: 'Near', path: 'near.md' };
    const retrieved = search([
      { passageId: 'pas_x', title: 'Gone' },
      { passageId: '99', title: 'Gone too' },
    ]);
    const citations = [aCitation({ path: 'cited.md' })];
    const answer = anAnswer({ citations, nearest: [nearest], retrieved });
    const found = (await retrievedSources(temp.store, answer)) ?? [];
    for (const expected of ['gone', 'gone too', 'cited.md', 'near.md'])
      expect(found.some((source) => isSource(expected, source))).toBe(true);
  });

  test('are nothing to judge when there was no search', async () => {
    await using temp = await openTempStore();
    expect(await retrievedSources(temp.store, anAnswer({ retrieved: null }))).toBeNull();
  });
});
