import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { createFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { readableText } from '../../fakes/discord/pings.ts';
import type { FakeMessage } from '../../fakes/discord/types.ts';
import { platformFor } from './rig.ts';

chatPlatformContract('discord', async () => {
  const fake = await createFakeDiscord();
  const platform = platformFor(fake);
  const people = 'random';
  // A thread has the id of the message that it was started from.
  const channelOf = (thread?: string) => (thread === undefined ? {} : { channel: thread });
  const known = (messageId: string): FakeMessage => {
    const message = fake.messages().find(({ id }) => id === messageId);
    if (message === undefined) throw new Error(`no message ${messageId}`);
    return message;
  };
  const pingsOf = ({ pings }: FakeMessage): string[] => [
    ...pings.users,
    ...pings.roles,
    ...(pings.everyone ? ['@everyone'] : []),
  ];
  return {
    platform,
    ask: async (text, inThreadOf) => ({ messageId: fake.mention({ text, ...channelOf(inThreadOf) }).id }),
    say: async (text, inThreadOf) => void fake.plainMessage({ text, ...channelOf(inThreadOf) }),
    acknowledged: (messageId) => fake.typing.includes(known(messageId).channelId),
    helpChannel: fake.channel(people).id,
    mentionOf: (userId) => `<@${userId}>`,
    anotherProcess: () => platformFor(fake),
    pressOffer: async (messageId, offer) => {
      const button = {
        sources: 'Sources',
        share: 'Share',
        'ask-human': 'Ask a human',
        'try-again': 'Try again',
        'delete-reply': 'Delete',
      }[offer];
      const press = fake.buttonPress({ message: known(messageId), button, user: 'ben' });
      const shown = await fake.waitFor(() =>
        fake.messages().find(({ interactionId, content }) => interactionId === press.id && content !== ''),
      );
      return { text: shown.content, pings: pingsOf(shown) };
    },
    shown: (place) =>
      fake
        .messages()
        .filter(({ channelId }) => (channelId === fake.channel(people).id) === (place === 'help'))
        .filter(
          ({ author, deleted, interactionId }) => author.id === fake.bot.id && !deleted && !interactionId,
        )
        .map((message) => ({
          id: message.id,
          text: readableText(message.content, message.components),
          pings: pingsOf(message),
        })),
    thumb: async (messageId, thumb, action) => {
      const { channelId } = known(messageId);
      const emoji = thumb === 'up' ? '👍' : '👎';
      fake.reaction({ kind: action === 'add' ? 'added' : 'removed', emoji, channelId, messageId });
    },
    pressWhy: async (messageId) => {
      const press = fake.buttonPress({ message: known(messageId), button: 'Why this answer?' });
      const shown = await fake.waitFor(() =>
        fake.messages().find(({ interactionId, content }) => interactionId === press.id && content !== ''),
      );
      return { text: shown.content, pings: pingsOf(shown) };
    },
    loseNextResponse: () => fake.faults.next('POST /channels/*/messages', { kind: 'lost-response' }),
    withBadToken: () => platformFor(fake, { token: 'bm90.a.token' }),
    close: fake.close,
  };
});
