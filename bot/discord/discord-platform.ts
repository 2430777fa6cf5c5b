import type { APIUser, GatewayGuildCreateDispatchData } from 'discord.js';
import { messageOf } from '../../core/errors.ts';
import type {
  ChatPlatform,
  IncomingGone,
  IncomingQuestion,
  PlatformHandlers,
} from '../../core/ports/chat-platform.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { TokenCheck } from '../../core/ports/connectors.ts';
import type { Random } from '../../core/ports/random.ts';
import { within } from '../../core/ports/within.ts';
import { type CatchUp, createCatchUp, type Earlier, type PassedOver } from './catch-up/catch-up.ts';
import { createDiscordApi } from './connection/api.ts';
import { checkTokens } from './connection/check-tokens.ts';
import { createConnection } from './connection/connection.ts';
import { createGatewayReader } from './connection/gateway-events.ts';
import { type DiscordInvite, inviteFor } from './connection/invite.ts';
import { removeMessage } from './delivery/change-in-place.ts';
import { createDelivery } from './delivery/delivery.ts';
import { failureOf } from './delivery/failure.ts';
import { createHelpPosting } from './delivery/help-posting.ts';
import { createLiveCommands } from './delivery/live-command.ts';
import { createLiveReplies } from './delivery/live-reply.ts';
import { findReply } from './delivery/reply-place.ts';
import { createTyping } from './delivery/typing.ts';
import { createChannels } from './incoming/channels.ts';
import { registerCommands } from './incoming/commands.ts';
import { createEventTimes } from './incoming/event-times.ts';
import { createFirstResponses } from './incoming/first-response.ts';
import {
  type AnyMessage,
  callsNobody,
  clearedOf,
  deletionOf,
  isQuestion,
  questionOf,
  voteOf,
} from './incoming/incoming.ts';
import { createInteractions } from './incoming/interactions.ts';
import { earlierTurns } from './incoming/thread.ts';
import { writtenAt } from './incoming/written-at.ts';
import type { DiscordLog } from './log.ts';
import { limits } from './text/limits.ts';
import { renderLive } from './text/render.ts';
import { standingThumbs } from './votes/standing-thumbs.ts';

export type DiscordPlatformDeps = {
  token: string;
  /** Another address of Discord's API, such as `http://127.0.0.1:4000/api`. */
  apiUrl?: string | undefined;
  /** Where an earlier process left off; what was asked since is read when the bot connects. */
  earlier?: Earlier | null;
  /** Puts on record up to which message everything is taken in, and what never will be. */
  keepMark?: (mark: bigint) => Promise<void>;
  onPassedOver?: (passed: PassedOver) => Promise<void>;
  /** What is said in threads without a mention is read, too: that takes the Message Content intent. */
  readsThreads?: boolean;
  clock: Clock;
  random: Random;
  logger: DiscordLog;
};

/** Discord as a chat platform, with what the Connect page and the doctor ask of it. */
export type DiscordPlatform = ChatPlatform & {
  checkTokens(): Promise<TokenCheck[]>;
  invite(): Promise<DiscordInvite>;
};

/** For the admin, until Docent is started again. */
const passedOver = 'Some questions from while it was away were passed over; the log says which.';

/** Nothing is sent before `start`, `checkTokens` or `invite`. */
export function createDiscordPlatform(deps: DiscordPlatformDeps): DiscordPlatform {
  const { clock, logger } = deps;
  const token = deps.token.trim().replace(/^Bot\s+/i, '');
  const api = createDiscordApi({ ...deps, token });
  const connection = createConnection({ ...deps, token, api });
  const channels = createChannels(api, connection.client);
  const self = { userId: null as string | null, applicationId: null as string | null };
  const state = { catchUp: null as CatchUp | null, isPassedOver: false };
  const botId = async (): Promise<string> => {
    self.userId ??= (await api.me()).id;
    return self.userId;
  };
  const onMinor = (error: unknown, what: string): void => logger.warn({ error: messageOf(error) }, what);
  const typing = createTyping(api, clock, (error) =>
    logger.debug({ error: messageOf(error) }, 'typing not shown'),
  );
  const responses = createFirstResponses({ api, clock }, onMinor);
  const deliver = createDelivery({ api, clock, channels, responses, botId, onMinor });
  const live = createLiveReplies({ api, clock, channels, onMinor });
  const liveCommand = createLiveCommands({ api, clock, responses, onMinor });
  const timeOf = createEventTimes(clock);
  const passOn = createHelpPosting({ api, clock, botId });

  /** Handlers reject when the store does: the event is lost then, and the log has to say so. */
  const guarded = (what: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) =>
      logger.error({ error: messageOf(error) }, `discord: ${what} was not taken in`),
    );
  };

  const learn = (user: Pick<APIUser, 'id'>, applicationId: string): void => {
    self.userId = user.id;
    self.applicationId = applicationId;
  };

  const listen = (handlers: PlatformHandlers) => {
    const take = async (message: AnyMessage): Promise<void> => {
      const id = self.userId;
      if (id === null) return;
      const reader = { botId: id, channels };
      if (isQuestion(message, reader)) return handlers.onQuestion(await questionOf(message, reader));
      // What people said to each other while Docent was away is left alone.
      const isNew = clock.now() - writtenAt(message.id) < limits.overheardMs;
      if (deps.readsThreads !== true || !isNew || !callsNobody(message, reader)) return;
      const overheard: IncomingQuestion = { ...(await questionOf(message, reader)), kind: 'follow-up' };
      if (overheard.address.thread !== null && overheard.text !== '') await handlers.onOverheard?.(overheard);
    };
    const gone = async (message: IncomingGone) => handlers.onGone?.(message);
    const edited = async (message: AnyMessage): Promise<void> => {
      const id = self.userId;
      // Previews come as updates, too, without a time of editing; without the mention the words are not shown to the bot.
      if (id === null || message.edited_timestamp == null) return;
      if (!isQuestion(message, { botId: id, channels })) return;
      const { text, messageId } = await questionOf(message, { botId: id, channels });
      await handlers.onEdited?.({ platform: 'discord', channel: message.channel_id, messageId, text });
    };
    const catchUp = createCatchUp({
      ...deps,
      ...{ api, take },
      onPassedOver: async (passed) => {
        state.isPassedOver = true;
        await deps.onPassedOver?.(passed);
      },
    });
    state.catchUp = catchUp;
    /** Servers that the bot was in when a session began. */
    const known = new Set<string>();
    /** A server that was not among them has just let the bot in; where it greets nobody, it has no place for that. */
    const joined = async (guild: GatewayGuildCreateDispatchData): Promise<void> => {
      const { id, owner_id: userId, system_channel_id: channel } = guild;
      if (known.has(id) || channel == null) return;
      known.add(id);
      await handlers.onJoined?.({ platform: 'discord', place: id, channel, userId });
    };
    const interactions = createInteractions({ api, clock, channels, responses, handlers });
    return {
      onHeartbeat: catchUp.alive,
      onInteraction: (interaction: Parameters<typeof interactions>[0]) =>
        guarded('an interaction', interactions(interaction)),
      onRaw: createGatewayReader({
        onAny: catchUp.alive,
        onReady: ({ user, application, guilds }) => {
          learn(user, application.id);
          for (const { id } of guilds) known.add(id);
          catchUp.newSession(guilds.map(({ id }) => id));
          // Reactions are not replayed either.
          guarded('what was voted meanwhile', handlers.onMissed?.('discord') ?? Promise.resolve());
          registerCommands(api, application.id).catch((error: unknown) =>
            onMinor(error, 'the command /ask could not be registered'),
          );
        },
        onGuild: (guild) => {
          catchUp.guild(guild);
          guarded('a new server', joined(guild));
        },
        onMessage: (message) => guarded('a question', catchUp.saw(message)),
        onUpdate: (message) => guarded('an edit', edited(message)),
        onDelete: (channel, ids) => {
          for (const messageId of ids)
            guarded('a deletion', gone({ platform: 'discord', channel, messageId }));
        },
        onCleared: (cleared, position) => {
          const votes = clearedOf(cleared, timeOf(position));
          if (votes === null || handlers.onCleared === undefined) return;
          guarded('a clearing of reactions', handlers.onCleared(votes));
        },
        onReaction: (type, reaction, position) => {
          const at = timeOf(position);
          const vote = voteOf(type, reaction, self.userId ?? '', { ...position, at });
          if (vote !== null) guarded('a vote', handlers.onVote(vote));
          const wish = deletionOf(type, reaction, self.userId ?? '');
          if (wish !== null) guarded('a wish to take back', handlers.onDelete(wish));
        },
      }),
    };
  };

  return {
    id: 'discord',
    start: (handlers) => connection.start(listen(handlers)),
    stop: async () => {
      typing.endAll();
      await connection.stop();
      await state.catchUp?.stop();
      state.catchUp = null;
    },
    status: () => {
      const status = connection.status();
      if (status.state !== 'ready' || !state.isPassedOver) return status;
      return { ...status, message: `${status.message} ${passedOver}` };
    },
    acknowledge: async ({ kind, messageId, address }) => {
      // A command shows "is thinking" since its first line.
      if (kind !== 'command') await typing.begin(messageId, address.thread ?? address.channel);
    },
    thread: async (question, limit) => {
      try {
        return await earlierTurns({ api, channels, botId }, question, limit);
      } catch (error) {
        onMinor(error, 'the earlier turns of a thread could not be read');
        return [];
      }
    },
    deliver: async (reply, posted) => {
      const delivered = await deliver(reply, posted);
      if (delivered.kind !== 'retry') typing.end(reply.question.messageId);
      return delivered;
    },
    live: (question, deliveryId, record) =>
      question.kind === 'command' ? liveCommand(question) : live(question, deliveryId, record),
    greet: async (channel, text) => {
      for (const content of renderLive(text)) await api.post(channel, { content });
    },
    passOn,
    standing: (question, messageId) => standingThumbs({ api, botId }, question, messageId),
    standingEveryMs: limits.standingEveryMs,
    remove: async (channel, messageIds) => {
      for (const id of messageIds) await removeMessage(api, channel, id);
    },
    removeMessages: async (question, messageIds) => {
      for (const id of messageIds) {
        const message = await findReply(api, question, id);
        if (message !== null) await removeMessage(api, message.channel_id, id);
      }
    },
    permalink: async ({ workspace, channel, thread }, messageId) => {
      const guild = workspace === 'dm' ? '@me' : workspace;
      return `https://discord.com/channels/${guild}/${thread ?? channel}/${messageId}`;
    },
    checkTokens: () => checkTokens(api),
    invite: async () => {
      try {
        // The page that shows the link is looked at when something is wrong there: it must not wait for long.
        self.applicationId ??= (await within(clock, api.application(), limits.inviteWaitMs, 'asking')).id;
      } catch (error) {
        logger.warn({ error: failureOf(error).why }, 'the invite link needs a working token');
      }
      return inviteFor(self.applicationId, deps.readsThreads);
    },
  };
}
