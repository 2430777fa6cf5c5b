import { expect, test } from 'vitest';
import { openApp } from '../fixtures/whole-app.ts';

test('going back goes back one revision each time, and ends at the first', async () => {
  await using rig = await openApp();
  for (const days of ['five', 'seven', 'nine'])
    await rig.ingest({ 'leave.md': `# Leave\n\nAt most ${days} leave days carry over.\n` });
  const { documentId } = await rig.documentAt('leave.md');
  const text = async () => (await rig.app.library.passages(documentId)).map((passage) => passage.text).join();
  expect(await text()).toContain('nine');
  expect(await rig.app.library.rollback(documentId)).toBe(true);
  expect(await text()).toContain('seven');
  expect(await rig.app.library.rollback(documentId)).toBe(true);
  expect(await text()).toContain('five');
  expect(await rig.app.library.rollback(documentId)).toBe(false);
  expect(await text()).toContain('five');
});
