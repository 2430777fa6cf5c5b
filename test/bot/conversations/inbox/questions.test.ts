import { describe, expect, test } from 'vitest';
import {
  askedRow,
  claim,
  latestAsked,
  toQuestion,
  unfinished,
} from '../../../../bot/conversations/inbox/questions.ts';
import {
  dueReply,
  setDelivered,
  setUndelivered,
  storeReply,
} from '../../../../bot/conversations/outbox/replies.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';
import { aQuestion } from '../rig.ts';

const deps = (store: Awaited<ReturnType<typeof openTempStore>>['store']) => ({
  store,
  clock: createManualClock(),
  random: systemRandom,
});

describe('claiming', () => {
  test('takes an event once, however often and however parallel it comes', async () => {
    await using temp = await openTempStore();
    const with_ = deps(temp.store);
    const question = aQuestion();
    const claims = await Promise.all([1, 2, 3].map(() => claim(with_, question)));
    expect(claims.filter((id) => id !== null)).toHaveLength(1);
    expect(await claim(with_, question)).toBeNull();
    expect(await unfinished(temp.store, 'slack')).toHaveLength(1);
  });

  test('takes a message once, though its mention and its message event have different ids', async () => {
    await using temp = await openTempStore();
    const with_ = deps(temp.store);
    const question = aQuestion();
    expect(await claim(with_, question)).not.toBeNull();
    expect(await claim(with_, { ...question, eventId: 'EvOther' })).toBeNull();
  });

  test('keeps channels and platforms apart', async () => {
    await using temp = await openTempStore();
    const with_ = deps(temp.store);
    const question = aQuestion();
    const elsewhere = { ...question.address, channel: 'C2' };
    const onDiscord = { ...question.address, platform: 'discord' };
    expect(await claim(with_, question)).not.toBeNull();
    expect(await claim(with_, { ...question, eventId: 'EvC2', address: elsewhere })).not.toBeNull();
    expect(await claim(with_, { ...question, address: onDiscord })).not.toBeNull();
  });

  test('keeps all that the platform needs for the reply', async () => {
    await using temp = await openTempStore();
    const question = aQuestion({
      kind: 'command',
      replyToken: 'ticket',
      address: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.5' },
    });
    const id = (await claim(deps(temp.store), question)) ?? '';
    const row = await askedRow(temp.store, id);
    expect(row && toQuestion(row)).toEqual({ ...question, eventId: id });
  });
});

describe('what is owed', () => {
  test('is every question of the platform without an end, oldest first', async () => {
    await using temp = await openTempStore();
    const with_ = deps(temp.store);
    const { store, clock } = with_;
    const ids: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      ids.push((await claim(with_, aQuestion())) ?? '');
      clock.advance(1_000);
    }
    await claim(with_, aQuestion({ address: { ...aQuestion().address, platform: 'discord' } }));
    const [first = '', second = '', third = '', fourth = ''] = ids;
    const notice = { code: 'help', text: 'Hello.' } as const;
    for (const id of [second, third, fourth]) await storeReply(store, clock, id, { kind: 'notice', notice });
    const [row, reply] = [await askedRow(store, third), await dueReply(store, third)];
    if (row && reply) await setDelivered(store, clock, row, reply, { messageIds: ['m1'] });
    const refused = await dueReply(store, fourth);
    if (refused) await setUndelivered(store, clock, refused, 'archived', true);
    expect((await unfinished(store, 'slack')).map(({ id }) => id)).toEqual([first, second]);
  });

  test('begins where the last question came in, at the places of the latest ones', async () => {
    await using temp = await openTempStore();
    const with_ = deps(temp.store);
    expect(await latestAsked(temp.store, 'slack', 2)).toBeNull();
    for (const channel of ['C1', 'C2', 'C3', 'C2']) {
      await claim(with_, aQuestion({ address: { ...aQuestion().address, channel } }));
      with_.clock.advance(1_000);
    }
    const latest = await latestAsked(temp.store, 'slack', 2);
    expect(latest?.since).toBe(with_.clock.now() - 1_000);
    expect(latest?.places.map(({ channel }) => channel)).toEqual(['C2', 'C3']);
  });
});
