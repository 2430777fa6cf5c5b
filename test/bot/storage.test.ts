import { expect, it } from 'vitest';
import { openApp } from '../fixtures/whole-app.ts';

it('room is counted by person and in all: what is kept, and what waits to be read', async () => {
  await using whole = await openApp({ DOCENT_QUOTA_PERSON_MB: '1', DOCENT_QUOTA_TOTAL_MB: '2' });
  const { storage } = whole.app;
  expect(await storage.left('Ada')).toEqual({ person: 1_000_000, total: 2_000_000 });
  const text = `# Herons\n\n${'The heron nests by the pond. '.repeat(20)}`;
  await whole.ingest({ 'by-hand.md': text });
  const size = 2_000_000 - (await storage.left('Ada')).total;
  expect([size, (await storage.left('Ada')).person]).toEqual([text.length, 1_000_000]);
  const { documentId } = await whole.upload('mine.md', `${text} More.`);
  const left = await storage.left('Ada');
  expect(left).toEqual({ person: 1_000_000 - text.length - 6, total: 2_000_000 - 2 * text.length - 6 });
  expect((await storage.left('Bea')).person).toBe(1_000_000);
  await whole.app.library.delete(documentId);
  expect((await storage.left('Ada')).person).toBe(1_000_000);
});

it('no bound is set unless somebody sets one, and what would leave too little is refused', async () => {
  await using whole = await openApp({ DOCENT_MIN_FREE_MB: '1' });
  const { storage } = whole.app;
  const none = Number.POSITIVE_INFINITY;
  expect(await storage.left('Ada')).toEqual({ person: none, total: none });
  expect(await storage.refusal(1_000)).toBeNull();
  expect(await storage.refusal(2 ** 60)).toContain('nearly full');
});
