import { expect, test } from 'vitest';
import { draftsFromDocuments } from '../../../../core/evals/datasets/drafts-from-documents.ts';
import { openApp } from '../../../fixtures/whole-app.ts';

test('headings that are questions and definitions become questions, each with its document, three of one at the most', async () => {
  await using whole = await openApp();
  await whole.ingest({
    'leave.md':
      '# Leave\n\n## Who approves leave?\n\nYour manager approves it.\n\n## Terms\n\nA per diem is a daily allowance for meals. It is paid monthly.\n\nThis is a note.\n\nSabbaticals are a year without work.\n\nParental leave is a right of parents.\n',
  });
  const drafts = await draftsFromDocuments(whole.app.store, new Set(['who approves leave']), 10);
  expect(drafts.map(({ question, expectedAnswer }) => [question, expectedAnswer])).toEqual([
    ['What is a per diem?', 'A per diem is a daily allowance for meals.'],
    ['What are Sabbaticals?', 'Sabbaticals are a year without work.'],
    ['What is Parental leave?', 'Parental leave is a right of parents.'],
  ]);
  expect(drafts.every(({ expectedSources }) => expectedSources[0]?.endsWith('leave.md'))).toBe(true);
  expect(await draftsFromDocuments(whole.app.store, new Set(), 1)).toMatchObject([
    { question: 'Who approves leave?', expectedAnswer: null },
  ]);
});
