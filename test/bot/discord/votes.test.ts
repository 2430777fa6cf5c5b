import { describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingReason, Reply } from '../../../core/ports/chat-platform.ts';
import type { FakeMessage } from '../../fakes/discord/types.ts';
import { aNotice, aReply } from '../../fixtures/answers.ts';
import { connected, type Rig } from './rig.ts';

type AnswerReply = ReturnType<typeof aReply>;

const answered = async (
  rig: Rig,
  make: (reply: AnswerReply) => Reply = (reply) => reply,
): Promise<FakeMessage> => {
  const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
  const delivered = await rig.platform.deliver(make(aReply(question)));
  const id = delivered.kind === 'delivered' ? delivered.messageIds[0] : '';
  return rig.fake.waitFor(() => rig.fake.messages().find((message) => message.id === id));
};

describe('reactions', () => {
  it('count in any skin tone, and nothing else does', async () => {
    const rig = await connected();
    const { id: messageId, channelId } = await answered(rig);
    const react = (emoji: string, user = 'ada') =>
      rig.fake.reaction({ kind: 'added', emoji, user, channelId, messageId });
    react('🎉');
    react('thumbsup:123');
    react('👍🏽');
    react('👎🏿', 'bea');
    await rig.fake.waitFor(() => rig.heard.votes.length === 2);
    expect(rig.heard.votes).toMatchObject([
      { polarity: 1, emoji: '👍🏽', userId: rig.fake.user('ada').id, channel: channelId, messageId },
      { polarity: -1, emoji: '👎🏿', userId: rig.fake.user('bea').id },
    ]);
  });

  it('retract when they are taken away', async () => {
    const rig = await connected();
    const { id: messageId, channelId } = await answered(rig);
    rig.fake.reaction({ kind: 'added', emoji: '👍🏻', channelId, messageId });
    rig.fake.reaction({ kind: 'removed', emoji: '👍🏻', channelId, messageId });
    rig.fake.reaction({ kind: 'added', emoji: '👍🏻', channelId, messageId });
    await rig.fake.waitFor(() => rig.heard.votes.length === 3);
    expect(rig.heard.votes.map(({ polarity, retracts }) => [polarity, retracts])).toEqual([
      [1, undefined],
      [0, 1],
      [1, undefined],
    ]);
    expect(new Set(rig.heard.votes.map(({ eventId }) => eventId)).size).toBe(3);
  });

  it('on messages of others do not count', async () => {
    const rig = await connected();
    const { id: messageId, channelId } = await answered(rig);
    const human = rig.fake.plainMessage({ text: 'nice' });
    rig.fake.reaction({ kind: 'added', emoji: '👍', channelId: human.channelId, messageId: human.id });
    rig.fake.reaction({ kind: 'added', emoji: '👎', channelId, messageId });
    await rig.fake.waitFor(() => rig.heard.votes.length > 0);
    expect(rig.heard.votes).toMatchObject([{ polarity: -1 }]);
  });

  it('on a message from before a restart, whose author is not named, are handed over', async () => {
    const { fake, heard } = await connected();
    fake.reaction({ kind: 'added', emoji: '👍', channelId: fake.dm('ada').id, messageId: '99' });
    await fake.waitFor(() => heard.votes.length === 1);
    expect(heard.votes[0]).toMatchObject({ messageId: '99', polarity: 1 });
  });

  it('have the same event id when a resumed session replays them', async () => {
    const { fake, heard, platform } = await connected();
    const target = { channelId: fake.channel('general').id, messageId: '99' };
    fake.reaction({ kind: 'added', emoji: '👍', ...target });
    await fake.waitFor(() => heard.votes.length === 1);
    const [session, sequence] = heard.votes[0]?.eventId.split(':').slice(-2) ?? [];
    fake.gateway.kill();
    fake.reaction({ kind: 'removed', emoji: '👍', ...target });
    await fake.waitFor(() => heard.votes.length === 2);
    const [again, next] = heard.votes[1]?.eventId.split(':').slice(-2) ?? [];
    expect(again).toBe(session);
    expect(Number(next)).toBe(Number(sequence) + 1);
    expect(platform.status().state).toBe('ready');
  });

  it('by the bot itself, its seeds, do not count', async () => {
    const rig = await connected();
    const message = await answered(rig);
    await rig.fake.waitFor(() => message.reactions.length === 2);
    expect(message.reactions.map(({ emoji, userId }) => [emoji, userId])).toEqual([
      ['👍', rig.fake.bot.id],
      ['👎', rig.fake.bot.id],
    ]);
    const { id: messageId, channelId } = message;
    rig.fake.reaction({ kind: 'added', emoji: '👍', channelId, messageId });
    await rig.fake.waitFor(() => rig.heard.votes.length > 0);
    expect(rig.heard.votes).toHaveLength(1);
    expect(rig.heard.votes[0]?.userId).toBe(rig.fake.user('ada').id);
  });
});

describe('reactions that somebody else takes', () => {
  it.each([[undefined, null] as const, ['👎🏽', '👎🏽'] as const])('are told: %s', async (emoji, heard) => {
    const rig = await connected();
    const cleared: unknown[] = [];
    rig.heard.handlers.onCleared = async (one) => void cleared.push(one);
    const { id: messageId, channelId } = await answered(rig);
    rig.fake.clearReactions({ channelId, messageId, ...(emoji === undefined ? {} : { emoji }) });
    await rig.fake.waitFor(() => cleared.length === 1);
    expect(cleared).toEqual([
      { platform: 'discord', channel: channelId, messageId, emoji: heard, at: expect.any(Number) },
    ]);
  });
});

describe('the thumbs that stand', () => {
  const at =
    (rig: Rig, { id: messageId, channelId }: FakeMessage) =>
    (emoji: string, user: string) =>
      rig.fake.reaction({ kind: 'added', emoji, user, channelId, messageId });

  it('are read with everybody who set them, in the thread of a mention', async () => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    await rig.platform.deliver(aReply(question));
    const message = await rig.fake.waitFor(() =>
      rig.fake.messages().find(({ author }) => author.id === rig.fake.bot.id),
    );
    const react = at(rig, message);
    for (let n = 0; n < 120; n += 1) react('👍', `fan-${n}`);
    react('👎🏿', 'bea');
    react('🎉', 'bea');
    const thumbs = (await rig.platform.standing?.(question, message.id)) ?? [];
    expect(thumbs.filter(({ polarity }) => polarity > 0)).toHaveLength(120);
    expect(thumbs.filter(({ polarity }) => polarity < 0)).toEqual([
      { userId: rig.fake.user('bea').id, emoji: '👎🏿', polarity: -1 },
    ]);
  });

  it('are not known of a message that is gone', async () => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    expect(await rig.platform.standing?.(question, '99')).toBeNull();
  });
});

describe('buttons', () => {
  it('are acknowledged first, then a vote, then a thank-you that only the voter sees', async () => {
    const rig = await connected();
    const message = await answered(rig);
    const press = rig.fake.buttonPress({ message, button: 'Bad answer' });
    const thanks = await rig.fake.waitFor(() =>
      rig.fake.messages().find(({ interactionId }) => interactionId === press.id),
    );
    expect(press.response).toMatchObject({ type: 9 });
    expect(rig.heard.votes).toEqual([
      {
        eventId: press.id,
        platform: 'discord',
        channel: message.channelId,
        messageId: message.id,
        userId: rig.fake.user('ada').id,
        polarity: -1,
        signal: 'button',
        emoji: null,
      },
    ]);
    expect(thanks.ephemeralTo?.name).toBe('ada');
    expect(thanks.content).toContain('Noted');
  });

  it('against open a form, and what is sent is told with its message', async () => {
    const rig = await connected();
    const told: IncomingReason[] = [];
    rig.heard.handlers.onReason = async (reason) => {
      told.push(reason);
      return 'Noted @everyone.';
    };
    const message = await answered(rig);
    const press = rig.fake.buttonPress({ message, button: 'Bad answer' });
    await rig.fake.waitFor(() => press.response);
    const fields = { reason: ['bad source'], comment: ' The old list. ' };
    const submit = rig.fake.modalSubmit({ customId: 'docent:reason', fields, message });
    const word = await rig.fake.waitFor(() =>
      rig.fake.messages().find(({ interactionId, content }) => interactionId === submit.id && content !== ''),
    );
    expect(told).toEqual([
      {
        ...{ eventId: submit.id, platform: 'discord', channel: message.channelId, messageId: message.id },
        ...{ userId: rig.fake.user('ada').id, reason: 'bad source', comment: 'The old list.' },
      },
    ]);
    expect(word.ephemeralTo?.name).toBe('ada');
    expect(word.content).toContain('Noted');
  });

  it('for a good answer open none', async () => {
    const rig = await connected();
    const message = await answered(rig);
    const press = rig.fake.buttonPress({ message, button: 'Good answer' });
    await rig.fake.waitFor(() => press.response);
    expect(press.response).toMatchObject({ type: 6 });
  });

  it('thank nobody for a vote that nothing holds', async () => {
    const rig = await connected();
    rig.heard.handlers.onVote = async () => false;
    const message = await answered(rig);
    const press = rig.fake.buttonPress({ message, button: 'Good answer' });
    const heard = await rig.fake.waitFor(() =>
      rig.fake.messages().find(({ interactionId }) => interactionId === press.id),
    );
    expect(heard.content).toBe(wording.feedback.notCounted);
  });

  it('are not under a notice or a refusal, nor are thumbs', async () => {
    const rig = await connected();
    const notice = await answered(rig, ({ question }) => aNotice(question, 'I am busy.'));
    expect(notice.components).toEqual([]);
    expect(notice.reactions).toEqual([]);
    const refusal = await answered(rig, (reply) => ({
      ...reply,
      answer: { ...reply.answer, outcome: 'refused', servedBy: null, text: 'No.' },
    }));
    expect([refusal.content, refusal.components, refusal.reactions]).toEqual(['No.', [], []]);
  });
});
