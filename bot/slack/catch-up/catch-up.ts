import { messageOf } from '../../../core/errors.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { SlackClients } from '../connection/client.ts';
import type { Identity } from '../connection/identity.ts';
import { toOverheard, toQuestion } from '../incoming/events.ts';
import type { AskDeps } from '../pace/ask.ts';
import type { NameOf } from '../text/decode.ts';
import { slackLimits } from '../text/limits.ts';
import { type PastMessage, readHistory, readReplies } from './messages.ts';
import { type Place, placesOf } from './places.ts';

/** Takes in what was asked while nobody listened. */
export type CatchUp = {
  /** Slack is connected: what came before is read, in the background. Never rejects. */
  begin(): void;
  /** No further place is read. */
  end(): void;
};

export type CatchUpDeps = AskDeps & {
  clients: Pick<SlackClients, 'read'>;
  identity(): Identity | null;
  nameOf: NameOf;
  learnNames(body: unknown): Promise<void>;
  onQuestion(question: IncomingQuestion): Promise<void>;
  /** The last words of a thread that name nobody: they may be meant for the bot. */
  onOverheard(message: IncomingQuestion): Promise<void>;
  /** Whether the store knows earlier questions: in a new one nobody can tell what was left unanswered. */
  isKnown: boolean;
};

/**
 * Slack keeps no events for a bot that is not there: after each connection the histories of the bot's channels are read.
 * What was asked within `catchUpMs` is answered, what is older gets an apology up to `apologyMs`; who was seen before is
 * known by the message. What the bounds leave out is logged.
 */
export function createCatchUp(deps: CatchUpDeps): CatchUp {
  const { clock, logger, clients } = deps;
  let isFirst = true;
  let since = clock.now() - slackLimits.catchUpMs;
  let isRunning = false;
  let isWanted = false;
  let isEnded = false;

  const bodyOf = ({ channel, type }: Place, teamId: string, message: PastMessage): unknown => ({
    team_id: teamId,
    event_id: `history:${channel}/${message.ts}`,
    event: { ...message, type: 'message', channel, channel_type: type },
  });

  /** The question in a message of the past, or null: told to others, by a bot, or answered before. */
  const questionIn = async (
    place: Place,
    message: PastMessage,
    later: readonly PastMessage[],
  ): Promise<IncomingQuestion | null> => {
    const own = deps.identity();
    if (own === null) return null;
    const isCalled = message.text.includes(`<@${own.botUserId}`);
    if (place.type !== 'im' && !isCalled) return null;
    const raw = bodyOf(place, own.teamId, message);
    // In a channel only mentions are heard, and those as `app_mention`.
    const body = place.type === 'channel' ? asMention(raw) : raw;
    if (toQuestion(body, own) === null) return null;
    // A thread in which only the bot wrote is not read: the message that begins it names who replied.
    const isAnswered =
      later.some(({ user }) => user === own.botUserId) ||
      message.reply_users?.includes(own.botUserId) === true;
    if (!deps.isKnown && isAnswered) return null;
    await deps.learnNames(body);
    return toQuestion(body, own, deps.nameOf);
  };

  /** What somebody else has spoken after is left alone: people went on without the bot. */
  const overhear = async (
    place: Place,
    message: PastMessage,
    later: readonly PastMessage[],
  ): Promise<void> => {
    const own = deps.identity();
    const isLate = Number(message.ts) * 1_000 < clock.now() - slackLimits.catchUpMs;
    if (own === null || isLate || later.length > 0) return;
    const overheard = toOverheard(bodyOf(place, own.teamId, message), own, deps.nameOf);
    if (overheard !== null) await deps.onOverheard(overheard);
  };

  const take = async (place: Place, message: PastMessage, later: readonly PastMessage[]): Promise<void> => {
    const question = await questionIn(place, message, later);
    if (question === null) return overhear(place, message, later);
    const isLate = Number(message.ts) * 1_000 < clock.now() - slackLimits.catchUpMs;
    if (isLate && !deps.isKnown) return;
    await deps.onQuestion(isLate ? { ...question, kind: 'missed' } : question);
  };

  /** False where bounds or refusals left something out. */
  const readPlace = async (place: Place, oldest: string): Promise<boolean> => {
    const { channel } = place;
    const { messages, isAll } = await readHistory(clients, deps, { channel, oldest });
    let isWhole = isAll;
    let threads = 0;
    for (const message of messages.toReversed()) {
      if (isEnded) return true;
      // A thread in which nobody but the bot wrote asks nothing.
      const others = message.reply_users?.some((user) => user !== deps.identity()?.botUserId) ?? true;
      const hasNews = (message.latest_reply ?? '') > oldest && others;
      const isRead = hasNews && threads < slackLimits.catchUpThreads;
      if (hasNews && !isRead) isWhole = false;
      const read = isRead
        ? await readReplies(clients, deps, { channel, ts: message.ts, oldest })
        : { messages: [], isAll: true };
      if (isRead) threads += 1;
      isWhole &&= read.isAll;
      const replies = read.messages.filter(({ ts }) => ts > message.ts);
      const whole = [message, ...replies];
      for (const [at, one] of whole.entries()) await take(place, one, whole.slice(at + 1));
    }
    return isWhole;
  };

  const run = async (): Promise<void> => {
    const from = isFirst && deps.isKnown ? clock.now() - slackLimits.apologyMs : since;
    // What is on its way by another path at this moment is looked at once more next time.
    since = clock.now() - slackLimits.catchUpMarginMs;
    isFirst = false;
    const { places, isAll } = await placesOf(clients, deps);
    const read = places.slice(0, slackLimits.catchUpChannels);
    let passedOver = 0;
    for (const place of read) {
      if (isEnded) return;
      if (!(await readPlace(place, String(from / 1_000)))) passedOver += 1;
    }
    const unread = places.length - read.length;
    if (!isAll || unread > 0 || passedOver > 0)
      logger.warn({ unread, incomplete: passedOver }, 'not all of what Slack kept could be read back');
  };

  const loop = async (): Promise<void> => {
    isRunning = true;
    while (isWanted && !isEnded) {
      isWanted = false;
      await run().catch((error: unknown) => logger.warn({ why: messageOf(error) }, 'reading back failed'));
    }
    isRunning = false;
  };

  return {
    begin: () => {
      isEnded = false;
      isWanted = true;
      if (!isRunning) void loop();
    },
    end: () => {
      isEnded = true;
    },
  };
}

const asMention = (body: unknown): unknown => {
  const { event, ...rest } = body as { event: object };
  return { ...rest, event: { ...event, type: 'app_mention' } };
};
