import { type Core, guildOf } from './core.ts';
import type { Call, Route } from './http.ts';
import { limits } from './limits.ts';
import { deleteMessage, editMessage, isMessage, postMessage, react, restMessage } from './messages.ts';
import { channelPayload, userPayload } from './payloads.ts';
import { isDenied, refusal } from './permissions.ts';
import { fail, invalidForm, noContent, ok, type Reply, unknownChannel, unknownMessage } from './reply.ts';
import type { FakeChannel, FakeMessage } from './types.ts';

/** Messages, reactions, typing and threads. */
export const channelRoutes = (core: Core): readonly Route[] => {
  const { world, gateway, typing } = core;

  const inChannel = (call: Call, answer: (channel: FakeChannel) => Reply): Reply => {
    const channel = world.channels.get(call.param('channel'));
    if (channel === undefined) return unknownChannel;
    return refusal(world, channel) ?? answer(channel);
  };

  const onMessage = (call: Call, answer: (message: FakeMessage) => Reply): Reply =>
    inChannel(call, ({ id }) => {
      const message = world.message(id, call.param('message'));
      return message === undefined || message.ephemeralTo !== undefined ? unknownMessage : answer(message);
    });

  const onOwnMessage = (call: Call, answer: (message: FakeMessage) => Reply): Reply =>
    onMessage(call, (message) =>
      message.author.id === world.bot.id
        ? answer(message)
        : fail(403, 50005, 'Cannot edit a message authored by another user'),
    );

  const listed = (
    channel: FakeChannel,
    { before, after, around, limit = '50' }: Call['query'],
  ): FakeMessage[] => {
    const size = Number(limit);
    const all = world.messages.filter(
      (one) => one.channelId === channel.id && !one.deleted && one.ephemeralTo === undefined,
    );
    const older = (id: string) => (one: FakeMessage) => BigInt(one.id) < BigInt(id);
    const newer = (id: string) => (one: FakeMessage) => BigInt(one.id) > BigInt(id);
    // Discord lists the newest first, whatever the anchor.
    if (after !== undefined) return all.filter(newer(after)).slice(0, size).reverse();
    if (before !== undefined) return all.filter(older(before)).slice(-size).reverse();
    if (around === undefined) return all.slice(-size).reverse();
    const half = Math.floor(size / 2);
    const next = all.filter(newer(around)).slice(0, half);
    return [
      ...all.filter(older(around)).slice(-half),
      ...all.filter(({ id }) => id === around),
      ...next,
    ].reverse();
  };

  const startThread = (call: Call, id: string, parent: FakeChannel): Reply => {
    const refused = refusal(world, parent, 'createThreads');
    if (refused !== undefined) return refused;
    // No thread in a thread, a DM, the text of a voice channel; a post in a forum is another call.
    if (parent.kind !== 'text' && parent.kind !== 'announcement')
      return fail(400, 50024, 'Cannot execute action on this channel type');
    const minutes = call.body['auto_archive_duration'];
    if (minutes !== undefined && ![60, 1440, 4320, 10_080].includes(Number(minutes))) {
      const message = 'Value must be one of {60, 1440, 4320, 10080}.';
      return invalidForm([{ path: 'auto_archive_duration', code: 'BASE_TYPE_CHOICES', message }]);
    }
    const name = String(call.body['name'] ?? '');
    if (name === '' || name.length > limits.threadName) {
      return invalidForm([
        { path: 'name', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' },
      ]);
    }
    if (world.channels.has(id))
      return fail(400, 160004, 'A thread has already been created for this message');
    const autoArchiveMinutes = Number(call.body['auto_archive_duration'] ?? 1440);
    const thread = world.addThread({ id, parent, name, ownerId: world.bot.id, autoArchiveMinutes });
    gateway.dispatch('THREAD_CREATE', { ...channelPayload(thread), newly_created: true });
    return { status: 201, body: channelPayload(thread) };
  };

  const reactionRoute = (kind: 'added' | 'removed') => (call: Call) =>
    onMessage(call, ({ id, channelId }) => {
      const refused =
        kind === 'added' ? refusal(world, world.channel(channelId), 'react', 'history') : undefined;
      if (refused !== undefined) return refused;
      const mine = call.param('user') === '@me';
      const user = mine ? world.bot : world.user(call.param('user'));
      return react(core, kind, user, call.param('emoji'), { channelId, messageId: id }) ?? noContent;
    });

  return [
    {
      at: 'GET /channels/:channel',
      answer: (call) => inChannel(call, (channel) => ok(channelPayload(channel))),
    },
    {
      at: 'PATCH /channels/:channel',
      answer: (call) =>
        inChannel(call, (channel) => {
          channel.archived = Boolean(call.body['archived'] ?? channel.archived);
          channel.locked = Boolean(call.body['locked'] ?? channel.locked);
          const event = channel.kind === 'thread' ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE';
          gateway.dispatch(event, channelPayload(channel));
          return ok(channelPayload(channel));
        }),
    },
    {
      at: 'POST /channels/:channel/typing',
      answer: (call) =>
        inChannel(call, (channel) => {
          typing.push(channel.id);
          const at = Math.floor(Date.now() / 1000);
          gateway.dispatch('TYPING_START', {
            channel_id: channel.id,
            ...guildOf(channel),
            user_id: world.bot.id,
            timestamp: at,
          });
          return noContent;
        }),
    },
    {
      at: 'GET /channels/:channel/messages',
      answer: (call) =>
        inChannel(call, (channel) => {
          if (channel.kind === 'forum') return fail(400, 50008, 'Cannot send messages in a non-text channel');
          const size = Number(call.query['limit'] ?? 50);
          if (size < 1 || size > 100) {
            const message = 'int value should be between 1 and 100.';
            return invalidForm([{ path: 'limit', code: 'NUMBER_TYPE_MAX', message }]);
          }
          // Without READ_MESSAGE_HISTORY the list is empty, not refused.
          const shown = isDenied(world, channel, 'history') ? [] : listed(channel, call.query);
          return ok(shown.map((one) => restMessage(core, one)));
        }),
    },
    {
      at: 'POST /channels/:channel/messages',
      answer: ({ param, body, attachments }) => {
        const draft = { channelId: param('channel'), author: world.bot, body, attachments };
        const result = postMessage(core, draft);
        return isMessage(result) ? ok(restMessage(core, result)) : result;
      },
    },
    {
      at: 'GET /channels/:channel/messages/:message',
      answer: (call) => onMessage(call, (message) => ok(restMessage(core, message))),
    },
    {
      at: 'PATCH /channels/:channel/messages/:message',
      answer: (call) =>
        onOwnMessage(call, (message) => {
          const result = editMessage(core, message, call.body);
          return isMessage(result) ? ok(restMessage(core, result)) : result;
        }),
    },
    {
      at: 'DELETE /channels/:channel/messages/:message',
      answer: (call) =>
        onMessage(call, (message) => {
          deleteMessage(core, message);
          return noContent;
        }),
    },
    {
      at: 'GET /channels/:channel/messages/:message/reactions/:emoji',
      answer: (call) =>
        onMessage(call, ({ reactions }) => {
          const { after = '0', limit = '25' } = call.query;
          const ids = reactions
            .filter(({ emoji, userId }) => emoji === call.param('emoji') && BigInt(userId) > BigInt(after))
            .map(({ userId }) => userId)
            .toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
          return ok(ids.slice(0, Number(limit)).map((id) => userPayload(world.user(id))));
        }),
    },
    {
      at: 'PUT /channels/:channel/messages/:message/reactions/:emoji/:user',
      answer: reactionRoute('added'),
    },
    {
      at: 'DELETE /channels/:channel/messages/:message/reactions/:emoji/:user',
      answer: reactionRoute('removed'),
    },
    {
      at: 'POST /channels/:channel/messages/:message/threads',
      answer: (call) =>
        inChannel(call, (parent) => onMessage(call, (message) => startThread(call, message.id, parent))),
    },
    {
      at: 'POST /channels/:channel/threads',
      answer: (call) => inChannel(call, (parent) => startThread(call, world.nextId(), parent)),
    },
    { at: 'PUT /channels/:channel/thread-members/:user', answer: (call) => inChannel(call, () => noContent) },
  ];
};
