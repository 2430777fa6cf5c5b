import { expect, test } from 'vitest';
import { draftsFromDocuments } from '../../../../core/evals/datasets/drafts-from-documents.ts';
import { openApp } from '../../../fixtures/whole-app.ts';

test('headings that are questions and definitions become questions, each with its document, three of one at the most', async () => {
  await using whole = await openApp();
  await whole.ingest({
    'leave.md':
      '# Leave\n\n## Who approves leave?\n\nYour manager approves it.\n\n## Terms\n\nMeals are paid. A per diem is a daily allowance for meals. It is paid monthly.\n\nThis is a note.\n\nSabbaticals are a year without work.\n\nParental leave is a right of parents.\n',
  });
  const drafts = await draftsFromDocuments(whole.app.store, new Set(['who approves leave']), { limit: 10 });
  expect(
    drafts.map(({ question, expectedAnswer, expectedFacts }) => [
      ...[question, expectedAnswer],
      ...expectedFacts,
    ]),
  ).toEqual([
    ['What is a per diem?', 'A per diem is a daily allowance for meals.', 'a daily allowance for meals'],
    ['What are Sabbaticals?', 'Sabbaticals are a year without work.', 'a year without work'],
    ['What is Parental leave?', 'Parental leave is a right of parents.', 'a right of parents'],
  ]);
  expect(drafts.every(({ expectedSources }) => expectedSources[0]?.endsWith('leave.md'))).toBe(true);
  expect(await draftsFromDocuments(whole.app.store, new Set(), { limit: 1 })).toMatchObject([
    { question: 'Who approves leave?', expectedAnswer: null },
  ]);
});

test('a heading whose first sentence states a number becomes a question with that number as expected words', async () => {
  await using whole = await openApp();
  // Sections of a few words go together in one passage, whose text then begins with another heading.
  const more =
    '\n\nAnybody may ask the desk about it, by mail or by phone, on every working day of the week.'.repeat(3);
  await whole.ingest({
    'travel.md': [
      '# Travel policy',
      '## Refunds\n\nReceipts come in. Refunds are paid within 14 days.',
      '## Taxis\n\nTaxis are refunded up to 40 EUR. More needs approval.',
      '## How to book a train\n\nSend two dates to the travel desk.',
      '## How many bags may I take?\n\nYou may take three bags. They are weighed.',
      '## Overview\n\nThere are 5 rules.',
      '## IT equipment\n\nOne of the desks has it.',
    ]
      .map((section, at) => (at === 0 ? section : section + more))
      .join('\n\n'),
    'other.md': '# Other\n\n## Desks\n\nThere are 9 desks.\n',
  });
  const { store } = whole.app;
  const { id } = await store
    .selectFrom('documents')
    .select('id')
    .where('path', 'like', '%travel.md')
    .executeTakeFirstOrThrow();
  const drafts = await draftsFromDocuments(store, new Set(), { limit: 10, documentId: id });
  expect(drafts.map(({ question, expectedFacts }) => [question, ...expectedFacts])).toEqual([
    ['What does Travel policy say about taxis?', '40 EUR'],
    ['How do I book a train?', 'two dates'],
    ['How many bags may I take?', 'three bags'],
  ]);
  const all = await draftsFromDocuments(store, new Set(), { limit: 10 });
  expect(all.map(({ question }) => question)).toContain('What does Other say about desks?');
});
