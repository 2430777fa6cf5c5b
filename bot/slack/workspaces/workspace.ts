import type { Logger } from 'pino';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type {
  ChatPlatform,
  IncomingQuestion,
  PlatformHandlers,
  Reply,
} from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { platforms } from '../../../core/ports/platforms.ts';
import { createAudience } from '../audience/audience.ts';
import { createMayDecide } from '../audience/may-decide.ts';
import { createNames } from '../audience/names.ts';
import { createPeople } from '../audience/people.ts';
import { createCatchUp } from '../catch-up/catch-up.ts';
import { createAcknowledger } from '../connection/acknowledge.ts';
import { createBoltApp, createSeen, seenKey } from '../connection/bolt-app.ts';
import type { Identity } from '../connection/identity.ts';
import { createChannelQueue } from '../delivery/channel-queue.ts';
import { createDelivery } from '../delivery/delivery.ts';
import { failureOf, isTokenFailure, type SlackFailure } from '../delivery/failure.ts';
import { createHelpPosting } from '../delivery/help-posting.ts';
import { createLiveReplies } from '../delivery/live-reply.ts';
import { createPrivateDelivery } from '../delivery/private-delivery.ts';
import { createSessions } from '../delivery/sessions.ts';
import { createStreams } from '../delivery/streams.ts';
import { toJoined } from '../incoming/joined.ts';
import { createOpened } from '../incoming/opened.ts';
import { createProposing } from '../incoming/proposals.ts';
import { standingThumbs } from '../incoming/standing-thumbs.ts';
import { readThread, toTurns } from '../incoming/thread.ts';
import { createPace } from '../pace/pace.ts';
import type { SlackTimings } from '../text/limits.ts';
import { renderWords } from '../text/render.ts';
import type { KeptTokens } from './kept-tokens.ts';

export type WorkspaceDeps = {
  tokens: KeptTokens;
  /** Who the bot is there; null until Slack said so, and nothing is taken in before. */
  identity(): Identity | null;
  handlers(): PlatformHandlers;
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
  /** Whether the store knows earlier questions from there. */
  isKnown: boolean;
  /** Slack refused the token. */
  onRefused(why: string): void;
  /** Slack tells that it was taken back; `at` = when, in ms since 1970. */
  onRevoked(why: string, at: number): Promise<void>;
};

/** One workspace as Slack shows it to one token; ids are Slack's own. */
export type SlackWorkspace = Required<
  Pick<
    ChatPlatform,
    | 'acknowledge'
    | 'deliver'
    | 'greet'
    | 'live'
    | 'outside'
    | 'passOn'
    | 'permalink'
    | 'remove'
    | 'standing'
    | 'thread'
    | 'writing'
  >
> & {
  /** Takes in what Slack delivered for it. */
  processEvent: ReturnType<typeof createBoltApp>['processEvent'];
  /** Events come from now on: what came before is read. */
  begin(): void;
  end(): void;
};

export function createSlackWorkspace(deps: WorkspaceDeps): SlackWorkspace {
  const { tokens, identity, clock, logger, timings } = deps;
  const { clients } = tokens;
  const queue = createChannelQueue(clock);
  const pace = createPace(clock, timings.paceShare);
  const askDeps = { pace, clock, logger, retryMs: timings.settleMs };
  const people = createPeople(clients, askDeps);
  const names = createNames(people, {
    ...{ clock, waitMs: timings.statusMs, self: () => identity()?.botUserId },
  });
  const audience = createAudience({ ...askDeps, clients, people, teamId: () => identity()?.teamId ?? '' });
  const acknowledger = createAcknowledger({ clients, clock, logger, timings, pace });
  const seen = createSeen();

  const onFailure = (failure: SlackFailure, channel: string): void => {
    if (failure.kind === 'limited') queue.close(channel, failure.afterMs);
    if (isTokenFailure(failure)) deps.onRefused(failure.why);
  };
  const sessions = createSessions({ clients, clock, logger, timings, pace });
  const streams = createStreams({ clients, pace, logger });
  const deliveryDeps = {
    ...{ clients, clock, logger, timings, pace, streams, onFailure },
    botUserId: () => identity()?.botUserId,
  };
  const live = createLiveReplies({
    ...deliveryDeps,
    afterStatus: (question) => acknowledger.replaced(question),
  });
  const post = createDelivery(deliveryDeps);
  const postPrivately = createPrivateDelivery(deliveryDeps);
  const postForPeople = createHelpPosting(deliveryDeps);
  const mayDecide = createMayDecide(clients, askDeps);
  const told = deps.handlers;
  const proposing = createProposing({
    ...{ clients, pace, mayDecide, identity },
    onProposal: async (proposal) => (await told().onProposal?.(proposal)) ?? false,
  });

  const { processEvent } = createBoltApp(
    {
      botToken: tokens.token,
      identity,
      handlers: {
        onQuestion: async (question) => told().onQuestion(question),
        onOverheard: async (message) => told().onOverheard?.(message),
        onVote: async (vote) => told().onVote(vote),
        onEdited: async (edit) => told().onEdited?.(edit),
        onGone: async (gone) => told().onGone?.(gone),
        onReason: async (reason) => (await told().onReason?.(reason)) ?? wording.feedback.thanksReason,
        settingsForm: async (place, page) => required(told().settingsForm)(place, page),
        onSettings: async (place, values) => required(told().onSettings)(place, values),
        onWhy: async (about) => told().onWhy(about),
        onDelete: async (wish) => told().onDelete(wish),
        onPress: async (press) => told().onPress(press),
        onStop: async (stop) => required(told().onStop)(stop),
      },
      ...{ clock, timings, logger, mayDecide },
      learn: (body) => audience.learn(body),
      learnNames: (body) => names.learn(body),
      nameOf: names.nameOf,
      propose: proposing.reacted,
      proposeChosen: proposing.chosen,
      openForm: async (trigger, view) => {
        try {
          await clients.once.views.open({ trigger_id: trigger, view });
          return true;
        } catch (error) {
          logger.warn({ why: failureOf(error).why }, 'a form could not be opened');
          return false;
        }
      },
      opened: createOpened({
        ...{ clients, clock, logger, pace },
        suggest: async (place) => (await told().suggest?.(place)) ?? [],
      }),
      joined: async (body) => {
        const place = toJoined(body, identity());
        if (place !== null) await told().onJoined?.(place);
      },
      onRevoked: deps.onRevoked,
    },
    seen,
  );

  const catchUp = createCatchUp({
    ...{ ...askDeps, clients, identity, isKnown: deps.isKnown },
    ...{ nameOf: names.nameOf, learnNames: names.learn },
    onQuestion: (question) => seen(seenKey(question), () => told().onQuestion(question)),
    onOverheard: async (message) => told().onOverheard?.(message),
  });

  return {
    processEvent,
    begin: catchUp.begin,
    end: catchUp.end,
    acknowledge: (question) => acknowledger.show(question),
    outside: (place) => audience.outside(place),
    standing: async ({ address }, messageId) => {
      const botUserId = identity()?.botUserId;
      if (botUserId === undefined) throw new Error('not signed in to Slack');
      return standingThumbs({ ...askDeps, clients, botUserId }, address.channel, messageId);
    },
    thread: (question, limit) => turnsOf(question, limit),
    deliver: async (reply, posted) => {
      const { kind, address } = reply.question;
      await acknowledger.settled(reply.question);
      const delivered = await queue.run(address.channel, () =>
        (kind === 'command' && reply.shared !== true) || isForAskerAlone(reply)
          ? postPrivately(reply, posted)
          : post(reply, posted),
      );
      if (delivered.kind !== 'retry') {
        acknowledger.clear(reply.question);
        sessions.end(reply.question);
      }
      return delivered;
    },
    live: (question, _deliveryId, record) => live(question, record),
    writing: async (question) => {
      await Promise.all([acknowledger.writing(question), sessions.begin(question)]);
    },
    greet: async (channel, text) => {
      await pace.turn('chat.postMessage', channel);
      const { blocks, plain } = renderWords(text);
      await clients.once.chat.postMessage({
        ...{ channel, text: plain, blocks, unfurl_links: false, unfurl_media: false },
      });
    },
    passOn: (help) => queue.run(help.channel, () => postForPeople(help)),
    remove: async (channel, messageIds) => {
      for (const ts of messageIds)
        await streams
          .stopped(channel, ts, () => clients.once.chat.delete({ channel, ts }))
          .catch((error: unknown) => {
            const failure = failureOf(error);
            if (failure.kind !== 'refused' || failure.code !== 'message_not_found') throw error;
          });
    },
    permalink: async ({ channel }, messageId) => {
      try {
        const { permalink } = await clients.read.chat.getPermalink({ channel, message_ts: messageId });
        return permalink ?? null;
      } catch (error) {
        logger.debug({ why: failureOf(error).why }, 'no permalink');
        return null;
      }
    },
  };

  async function turnsOf({ address, kind, messageId }: IncomingQuestion, limit: number) {
    const self = identity();
    // A command, or the menu of a message, asks by itself.
    if (address.thread === null || self === null || kind === 'command') return [];
    try {
      const where = { channel: address.channel, ts: address.thread, latest: messageId };
      await pace.turn('conversations.replies');
      const before = (await readThread(clients, where)).filter((message) => message.ts < messageId);
      return toTurns(before, self, limit, names.nameOf);
    } catch (error) {
      logger.warn({ why: failureOf(error).why }, 'could not read a thread; answering without it');
      return [];
    }
  }
}

function required<T>(handler: T | undefined): T {
  if (handler === undefined) throw new Error('Slack was started without this handler');
  return handler;
}

/** In a direct message there is nobody else. */
function isForAskerAlone({ onlyAsker, question }: Reply): boolean {
  const { workspace, channel } = question.address;
  return onlyAsker === true && !platforms.slack.isDirect({ workspace, channel });
}
