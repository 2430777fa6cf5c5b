import { expect, test } from 'vitest';
import type { HelpPost } from '../../../core/ports/chat-platform.ts';
import { connected, platformFor } from './rig.ts';

const post = (channel: string, overrides: Partial<HelpPost> = {}): HelpPost => ({
  ...{ deliveryId: 'ask_1-people', channel, userId: '1', question: 'Who repairs the lift?' },
  ...{ link: null, nearest: [], since: Date.now() },
  ...overrides,
});

test('a question for people is found by the next process, though Discord forgot its nonce', async () => {
  const { fake, platform } = await connected();
  const channel = fake.channel('random').id;
  // The search has to turn a page before it comes to the message.
  for (let said = 0; said < 120; said += 1) fake.plainMessage({ text: `${said}`, channel });
  const first = post(channel);
  const delivered = await platform.passOn(first);
  const message = fake.messages('random').at(-1);
  if (message === undefined) throw new Error('nothing was posted');
  Reflect.deleteProperty(message, 'nonce');
  expect(await platformFor(fake).passOn(first)).toEqual(delivered);
  expect(fake.messages('random')).toHaveLength(121);
});

test('a channel that the bot may not write in is said to the caller, and the longest question fits', async () => {
  const { fake, platform } = await connected();
  const channel = fake.channel('random').id;
  fake.faults.next(`POST /channels/${channel}/messages`, { kind: 'error', status: 403, code: 50001 });
  expect(await platform.passOn(post(channel))).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('View Channel'),
  });
  const nearest = [1, 2, 3].map((n) => ({
    ...{ documentId: `${n}`, externalId: null, title: `${n}${'*'.repeat(200)}`, path: `${n}.md` },
  }));
  const longest = post(channel, { question: '*_~\n'.repeat(1_000), nearest, link: 'https://discord.com/1' });
  expect(await platform.passOn(longest)).toMatchObject({ kind: 'delivered' });
  const [message] = fake.messages('random');
  expect(message?.content.length).toBeLessThanOrEqual(2_000);
  expect(message?.content).toContain('https://discord.com/1');
  expect(message?.content).toContain('- 3');
});
