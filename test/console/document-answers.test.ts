import { expect, it } from 'vitest';
import { signIn } from './browserless.ts';
import { startRealConsole } from './real-console.ts';

it('lists the answers that used a document, and takes it out of them when it is deleted', async () => {
  await using rig = await startRealConsole();
  const curator = await signIn(rig, 'Cora', 'curator');
  await rig.ingest({
    'badge.md': '# Badges\n\nA lost badge is replaced at the front desk.\n',
    'lift.md': '# Lifts\n\nThe lift is inspected every spring.\n',
  });
  const badge = 'Where is a lost badge replaced?';
  const lift = 'When is the lift inspected?';
  for (const question of [badge, lift, badge]) expect((await rig.ask(question)).outcome).toBe('answered');
  const { documentId } = await rig.documentAt('badge.md');

  expect(await curator.text(`/documents/${documentId}`)).toContain(`href="/answers?document=${documentId}"`);
  const list = await curator.text(`/answers?document=${documentId}`);
  expect(list.split(badge)).toHaveLength(3);
  expect(list).not.toContain(lift);
  expect(list).toContain('Only answers that cite <b>Badges</b>');
  expect(await curator.text(`/answers?document=${documentId}&q=lift`)).toContain('Nothing matches');
  expect(await curator.text('/answers?document=nothing-like-it')).toContain('Nothing matches');

  await curator.post(`/documents/${documentId}/delete`);
  const answers = await rig.deps.feedback.answers();
  expect(answers).toHaveLength(3);
  expect(JSON.stringify(answers)).not.toContain('front desk');
  expect((await rig.ask(badge)).text).not.toContain('front desk');
});
