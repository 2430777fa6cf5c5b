import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { wording } from '../../core/defensive-ux/wording.ts';
import type {
  ChatPlatform,
  IncomingQuestion,
  PlatformHandlers,
  Reply,
} from '../../core/ports/chat-platform.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { TokenCheck } from '../../core/ports/connectors.ts';
import { platforms } from '../../core/ports/platforms.ts';
import type { Random } from '../../core/ports/random.ts';
import { createAudience } from './audience/audience.ts';
import { createMayDecide } from './audience/may-decide.ts';
import { createNames } from './audience/names.ts';
import { createPeople } from './audience/people.ts';
import { createCatchUp } from './catch-up/catch-up.ts';
import { createAcknowledger } from './connection/acknowledge.ts';
import { type BoltDeps, createBoltApp, createSeen, seenKey } from './connection/bolt-app.ts';
import { createSlackClients } from './connection/client.ts';
import { identify, openSocket } from './connection/connect.ts';
import { type Attempt, createConnection } from './connection/connection.ts';
import type { Identity } from './connection/identity.ts';
import { checkSlackTokens, noTransport, type SlackSecrets } from './connection/tokens.ts';
import { createChannelQueue } from './delivery/channel-queue.ts';
import { createDelivery } from './delivery/delivery.ts';
import { failureOf, isTokenFailure, type SlackFailure } from './delivery/failure.ts';
import { createHelpPosting } from './delivery/help-posting.ts';
import { createLiveReplies } from './delivery/live-reply.ts';
import { createPrivateDelivery } from './delivery/private-delivery.ts';
import { createStreams } from './delivery/streams.ts';
import { platformId } from './incoming/events.ts';
import { createProposing } from './incoming/proposals.ts';
import { standingThumbs } from './incoming/standing-thumbs.ts';
import { readThread, toTurns } from './incoming/thread.ts';
import { createBoltLogger } from './log.ts';
import { createPace } from './pace/pace.ts';
import { type SlackTimings, slackTimings } from './text/limits.ts';

export type SlackPlatform = ChatPlatform & {
  /** For requests from Slack, mounted at `/slack/events` before any body parser; null in Socket Mode. */
  requestHandler: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** Tries the configured tokens now. */
  checkTokens(): Promise<TokenCheck[]>;
  /** Connects anew; the program's last resort for an error that escaped Slack's libraries. */
  restart(why: string): void;
};

export type SlackDeps = SlackSecrets & {
  /** Base address of the Web API; Slack's own when left out. */
  apiUrl?: string;
  clock: Clock;
  random: Random;
  logger: Logger;
  timings?: Partial<SlackTimings>;
  /** Whether questions from Slack are on record: then what was missed since can be told from what was answered. */
  isKnown?: boolean;
};

/** Slack through Bolt: Socket Mode when there is an app token, signed requests when there is a signing secret. */
export function createSlackPlatform(deps: SlackDeps): SlackPlatform {
  const { botToken, appToken, signingSecret, clock, random, logger } = deps;
  const timings = { ...slackTimings, ...deps.timings };
  const clientDeps = { apiUrl: deps.apiUrl ?? null, timings, logger };
  const clients = createSlackClients(botToken, clientDeps);
  const queue = createChannelQueue(clock);
  const pace = createPace(clock, timings.paceShare);
  const askDeps = { pace, clock, logger, retryMs: timings.settleMs };
  const people = createPeople(clients, askDeps);
  const names = createNames(people, {
    ...{ clock, waitMs: timings.statusMs, self: () => identity?.botUserId },
  });
  const audience = createAudience({ ...askDeps, clients, people, teamId: () => identity?.teamId ?? '' });
  const acknowledger = createAcknowledger({ clients, clock, logger, timings, pace });
  const seen = createSeen();
  let identity: Identity | null = null;
  let handlers: PlatformHandlers | null = null;

  const reconnect = (why: string): void => {
    identity = null;
    connection.restart(why);
  };

  const onFailure = (failure: SlackFailure, channel: string): void => {
    if (failure.kind === 'limited') queue.close(channel, failure.afterMs);
    if (isTokenFailure(failure)) reconnect(failure.why);
  };
  const streams = createStreams({ clients, pace, logger });
  const deliveryDeps = {
    ...{ clients, clock, logger, timings, pace, streams, onFailure },
    botUserId: () => identity?.botUserId,
  };
  const live = createLiveReplies({
    ...deliveryDeps,
    afterStatus: (question) => acknowledger.replaced(question),
  });
  const post = createDelivery(deliveryDeps);
  const postPrivately = createPrivateDelivery(deliveryDeps);
  const postForPeople = createHelpPosting(deliveryDeps);

  const mayDecide = createMayDecide(clients, askDeps);
  const boltDeps: BoltDeps = {
    botToken,
    identity: () => identity,
    handlers: {
      onQuestion: async (question) => started().onQuestion(question),
      onVote: async (vote) => started().onVote(vote),
      onEdited: async (edit) => started().onEdited?.(edit),
      onGone: async (gone) => started().onGone?.(gone),
      onReason: async (reason) => (await started().onReason?.(reason)) ?? wording.feedback.thanksReason,
      settingsForm: async (place) => required(started().settingsForm)(place),
      onSettings: async (place, values) => required(started().onSettings)(place, values),
      onWhy: async (about) => started().onWhy(about),
      onDelete: async (wish) => started().onDelete(wish),
      onPress: async (press) => started().onPress(press),
    },
    clock,
    timings,
    logger,
    learn: (body) => audience.learn(body),
    learnNames: (body) => names.learn(body),
    nameOf: names.nameOf,
    mayDecide,
    propose: createProposing({
      ...{ clients, pace, mayDecide, identity: () => identity },
      onProposal: async (proposal) => (await started().onProposal?.(proposal)) ?? false,
    }),
    openForm: async (trigger, view) => {
      try {
        await clients.once.views.open({ trigger_id: trigger, view });
        return true;
      } catch (error) {
        logger.warn({ why: failureOf(error).why }, 'a form could not be opened');
        return false;
      }
    },
    onRevoked: reconnect,
  };

  const catchUp = createCatchUp({
    ...askDeps,
    ...{ clients, identity: () => identity, isKnown: deps.isKnown ?? false },
    ...{ nameOf: names.nameOf, learnNames: names.learn },
    onQuestion: (question) => seen(seenKey(question), () => started().onQuestion(question)),
  });

  const overHttp = appToken === undefined && signingSecret !== undefined;
  const requestHandler = overHttp ? createRequestHandler(signingSecret, boltDeps, seen) : null;

  const connect = async (): Promise<Attempt> => {
    if (appToken === undefined && !overHttp) {
      return { kind: 'down', message: `${noTransport.message} ${noTransport.hint}`, refused: true };
    }
    const known = identity ?? (await identify(clients));
    if ('kind' in known) return known;
    identity = known;
    if (appToken === undefined) {
      catchUp.begin();
      return waitForRequests(known.team);
    }
    const attach = (receiver: Parameters<typeof createBoltApp>[0]) =>
      void createBoltApp(receiver, boltDeps, seen);
    const opened = await openSocket(appToken, { ...clientDeps, clock, attach, team: known.team });
    if (opened.kind === 'up') catchUp.begin();
    return opened;
  };
  const connection = createConnection({ connect, clock, random, logger, timings });

  return {
    id: platformId,
    requestHandler,
    start: (given) => {
      handlers = given;
      return connection.start();
    },
    stop: () => {
      catchUp.end();
      return connection.stop();
    },
    restart: reconnect,
    status: () => connection.status(),
    acknowledge: (question) => acknowledger.show(question),
    outside: (place) => audience.outside(place),
    standing: async ({ address }, messageId) => {
      const botUserId = identity?.botUserId;
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
      if (delivered.kind !== 'retry') acknowledger.clear(reply.question);
      return delivered;
    },
    live: (question, _deliveryId, record) => live(question, record),
    writing: (question) => acknowledger.writing(question),
    passOn: (post) => queue.run(post.channel, () => postForPeople(post)),
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
    checkTokens: () => checkSlackTokens(deps, clientDeps),
  };

  function started(): PlatformHandlers {
    if (handlers === null) throw new Error('Slack is not started');
    return handlers;
  }

  async function turnsOf({ address, messageId }: IncomingQuestion, limit: number) {
    if (address.thread === null || identity === null) return [];
    try {
      const where = { channel: address.channel, ts: address.thread, latest: messageId };
      await pace.turn('conversations.replies');
      const before = (await readThread(clients, where)).filter((message) => message.ts < messageId);
      return toTurns(before, identity, limit, names.nameOf);
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

/** Over HTTP nothing is held open: Slack calls when there is something. */
function waitForRequests(team: string): Attempt {
  const message = `Signed in to ${team}; Slack sends its events to /slack/events.`;
  return { kind: 'up', message, ended: new Promise(() => {}), close: async () => {} };
}

function createRequestHandler(
  signingSecret: string,
  boltDeps: BoltDeps,
  seen: ReturnType<typeof createSeen>,
): NonNullable<SlackPlatform['requestHandler']> {
  const receiver = new HTTPReceiver({
    signingSecret,
    // A router that is mounted at the path takes it off the address.
    endpoints: ['/slack/events', '/'],
    logger: createBoltLogger(boltDeps.logger),
  });
  createBoltApp(receiver, boltDeps, seen);
  return (request, response) => {
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for other paths and methods, so that a router could go on.
      if (!response.headersSent) response.writeHead(404).end();
    }
  };
}

/** In a direct message there is nobody else. */
function isForAskerAlone({ onlyAsker, question }: Reply): boolean {
  const { workspace, channel } = question.address;
  return onlyAsker === true && !platforms.slack.isDirect({ workspace, channel });
}
