import { expect, test, vi } from 'vitest';
import { PROPOSALS } from '../../../bot/conversations/proposals.ts';
import { shortTimings } from './rig.ts';
import { wholeRig } from './whole-rig.ts';

test('📚 by an admin proposes a thread once, and marks it; by others nothing', async () => {
  const room = await wholeRig({ deps: { timings: { ...shortTimings, pingMs: 10_000 } } });
  const { ts } = await room.slack.say({ text: 'How is the lift <@U0BEN>?' });
  await room.slack.say({ text: 'It is repaired on Monday.', thread_ts: ts, user: 'U0BEN' });
  const books = { action: 'added', reaction: 'books', ts } as const;
  await room.slack.reaction({ ...books, user: 'U0BEN' });
  Object.assign(room.slack.workspace.users.get('U0ADA') ?? {}, { is_admin: true });
  await room.slack.reaction({ ...books, user: 'U0ADA' });
  const [draft] = await vi.waitFor(async () => {
    const found = await room.app.library.list({ collection: PROPOSALS });
    if (found.length === 0) throw new Error('nothing was proposed');
    return found;
  });
  const passages = await room.app.library.passages(draft?.documentId ?? '');
  const text = passages.map((passage) => passage.text).join('\n');
  expect(text).toContain('It is repaired on Monday.');
  expect(text).not.toMatch(/ben|U0BEN/i);
  await vi.waitFor(() =>
    expect(room.slack.workspace.find('C0HELP', ts)?.reactions.has('inbox_tray')).toBe(true),
  );
  expect(await room.app.library.list({ collection: PROPOSALS })).toHaveLength(1);
});
