import { App, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { thanksFor, wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { IncomingQuestion, Offer, PlatformHandlers } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { within } from '../../../core/ports/within.ts';
import { toEdit, toGone } from '../incoming/changes.ts';
import {
  platformId,
  toButtonVote,
  toCommandQuestion,
  toDeletion,
  toOverheard,
  toPress,
  toQuestion,
  toReactionVote,
  toWhy,
} from '../incoming/events.ts';
import { toReason } from '../incoming/reasons.ts';
import { createBoltLogger } from '../log.ts';
import type { NameOf } from '../text/decode.ts';
import { type SlackTimings, slackLimits } from '../text/limits.ts';
import { escapeSlack } from '../text/mrkdwn.ts';
import { type ModalView, reasonBlock, reasonCallback, reasonForm, thanksView } from '../text/reason-form.ts';
import { feedbackAction, offerActions, whyAction } from '../text/render.ts';
import type { Identity } from './identity.ts';
import { listenForShortcuts, type ShortcutDeps } from './message-shortcuts.ts';
import { createOnce } from './once.ts';
import { listenForSettings } from './settings-command.ts';

export type BoltDeps = {
  botToken(): string;
  /** Who the bot is; null until Slack said so, and nothing is taken in before. */
  identity(): Identity | null;
  handlers: PlatformHandlers;
  clock: Clock;
  timings: SlackTimings;
  logger: Logger;
  /** Hears all that is for this workspace before it is taken in. */
  learn(body: unknown): void;
  /** Looks up who is mentioned, for a short while; never rejects. */
  learnNames(body: unknown): Promise<void>;
  nameOf: NameOf;
  /** Takes in what somebody proposes as knowledge, if a reaction does so. */
  propose(body: unknown): Promise<void>;
  proposeChosen: ShortcutDeps['proposeChosen'];
  /** Somebody opened the bot's messages; never rejects. */
  opened(body: unknown): Promise<void>;
  /** Somebody came into a channel; never rejects. */
  joined(body: unknown): Promise<void>;
  /** Whether somebody looks after a channel. */
  mayDecide(channel: string, userId: string): Promise<boolean>;
  /** Opens a form for whoever pressed; false where that failed. Never rejects, since a vote counts without one. */
  openForm(trigger: string, view: ModalView): Promise<boolean>;
  /** The workspace took the app's rights back; `at` = when, in ms since 1970. */
  onRevoked(why: string, at: number): Promise<void>;
};

type Once = ReturnType<typeof createOnce>;

/** Remembers which messages were taken in; make one for all that takes them in from a workspace. */
export function createSeen(): Once {
  return createOnce(1_000);
}

/** What a message is remembered by. */
export const seenKey = ({ address, messageId }: IncomingQuestion): string =>
  `${address.channel}/${messageId}`;

/** Events come from the receiver that all workspaces share. */
const noReceiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/**
 * Bolt with Docent's listeners, for one workspace. Who the bot is comes from us, so Bolt asks nothing of Slack when it is
 * made (a bad token would end the process there). An event is acknowledged after the handlers stored it, on both transports.
 */
export function createBoltApp(deps: BoltDeps, seen: Once): Pick<App, 'processEvent'> {
  const known = (): Identity => {
    const identity = deps.identity();
    if (identity === null) throw new Error('not signed in to Slack yet');
    return identity;
  };
  const app = new App({
    receiver: noReceiver,
    authorize: async () => {
      const { botUserId, botId } = known();
      return { botToken: deps.botToken(), botId, botUserId };
    },
    logger: createBoltLogger(deps.logger),
    clientOptions: { retryConfig: { retries: 0 } },
    convoStore: false,
  });
  listen(app, deps, known, seen);
  listenForSettings(app, deps);
  listenForShortcuts(app, deps, known);
  acknowledgeAfterStoring(app, deps);
  return app;
}

function listen(app: App, deps: BoltDeps, known: () => Identity, seen: Once): void {
  const { handlers, logger } = deps;
  const ask = async (body: unknown): Promise<void> => {
    if (toQuestion(body, known()) === null) {
      const overheard = toOverheard(body, known(), deps.nameOf);
      if (overheard !== null) await handlers.onOverheard?.(overheard);
      return;
    }
    await deps.learnNames(body);
    const question = toQuestion(body, known(), deps.nameOf);
    if (question === null) return;
    await seen(seenKey(question), () => handlers.onQuestion(question));
  };
  const react = async (body: unknown): Promise<void> => {
    const vote = toReactionVote(body, known());
    if (vote !== null) await handlers.onVote(vote);
    const wish = toDeletion(body, known());
    if (wish !== null) await handlers.onDelete(wish);
    // Reading a thread takes its time: the event is acknowledged meanwhile, and 📚 can be set once more.
    void deps
      .propose(body)
      .catch((error: unknown) => logger.warn({ why: messageOf(error) }, 'a proposal was not taken in'));
  };

  const change = async (body: unknown): Promise<void> => {
    const changed = toEdit(body, known(), deps.nameOf);
    if (changed !== null) await handlers.onEdited?.(changed);
    const gone = toGone(body);
    if (gone !== null) await handlers.onGone?.(gone);
  };

  app.event('app_mention', ({ body }) => ask(body).then(() => change(body)));
  app.event('message', ({ body }) => ask(body).then(() => change(body)));
  app.event('reaction_added', ({ body }) => react(body));
  app.event('reaction_removed', ({ body }) => react(body));
  app.event('app_uninstalled', async ({ body }) => deps.onRevoked('the app was uninstalled', timeOf(body)));
  app.event('tokens_revoked', async ({ event, body }) => {
    // People's own tokens are none of ours.
    if (event.tokens.bot?.includes(known().botUserId) === true)
      await deps.onRevoked('a token was revoked', timeOf(body));
  });
  // Nobody waits for these: what is suggested in the manifest stands until then.
  app.event('app_home_opened', async ({ body }) => void deps.opened(body));
  app.event('member_joined_channel', async ({ body }) => void deps.joined(body));
  app.event('agent_session_stopped', async ({ event }) => {
    const { channel, user, thread_ts: thread } = event;
    await handlers.onStop?.({ platform: platformId, channel, thread, userId: user });
  });

  app.action(feedbackAction, async ({ ack, body, respond }) => {
    await ack();
    const vote = toButtonVote(body);
    if (vote === null) return;
    // The trigger is good for three seconds: the form does not wait for the store.
    const form = vote.polarity < 0 ? reasonForm(body) : null;
    const opened = form === null ? null : deps.openForm(form.trigger, form.view);
    const isNoted = await handlers.onVote(vote);
    await opened;
    await respond({
      ...{ response_type: 'ephemeral', replace_original: false },
      text: escapeSlack(thanksFor(vote.polarity, isNoted)),
    });
  });

  app.view(reasonCallback, async ({ ack, body }) => {
    const reason = toReason(body, deps.clock.now());
    if (reason === null || handlers.onReason === undefined) return ack();
    try {
      // The form itself says that it was taken in: an ephemeral message cannot stand everywhere.
      await ack({ response_action: 'update', view: thanksView(await handlers.onReason(reason)) });
    } catch (error) {
      logger.error({ why: messageOf(error) }, 'a reason could not be taken in');
      await ack({ response_action: 'errors', errors: { [reasonBlock]: wording.feedback.form.failed } });
    }
  });

  app.action(whyAction, async ({ ack, body, respond }) => {
    await ack();
    const about = toWhy(body);
    const why = about === null ? null : await handlers.onWhy(about);
    const text = escapeSlack(why ?? wording.why.gone).slice(0, slackLimits.messageText);
    await respond({ response_type: 'ephemeral', replace_original: false, text });
  });

  for (const [offer, action] of Object.entries(offerActions) as [Offer, string][])
    app.action(action, async ({ ack, body, respond }) => {
      await ack();
      const press = toPress(body, offer);
      if (press === null) return;
      const heard = await handlers.onPress(press);
      if (heard === null) return;
      await respond({ response_type: 'ephemeral', replace_original: false, text: escapeSlack(heard) });
    });

  app.command('/ask', async ({ ack, body, respond }) => {
    await ack({ response_type: 'ephemeral', text: wording.status.seen });
    await deps.learnNames(body);
    const question = toCommandQuestion(body, known(), deps.nameOf);
    if (question === null) return;
    try {
      await handlers.onQuestion(question);
    } catch (error) {
      // Slack does not send a command twice: who typed it must hear that it went nowhere.
      logger.error({ why: messageOf(error) }, 'a command could not be taken in');
      await respond({ response_type: 'ephemeral', text: wording.outcome.unavailable });
    }
  });

  app.error(async (error) => {
    // Passed on, so that the event stays unacknowledged and Slack sends it again.
    throw error;
  });
}

/**
 * Bolt acknowledges an event before its listeners run; a crash in between would lose a question. Here the ack is held
 * back until they are through. What takes too long or fails is not acknowledged: Slack sends it again.
 */
function acknowledgeAfterStoring(app: App, { identity, learn, clock, timings }: BoltDeps): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { body, ack } = event;
    if (identity() === null) throw new Error('not signed in to Slack yet');
    learn(body);
    if (body['event'] === undefined) return process(event);
    let acknowledged = false;
    const stored = process({
      ...event,
      ack: async () => {
        acknowledged = true;
      },
    });
    await within(clock, stored, timings.storeMs, 'storing an event');
    if (acknowledged) await ack();
  };
}

/** When Slack says that an event happened; it tells seconds. */
const timeOf = ({ event_time: seconds }: { event_time?: number }): number => (seconds ?? 0) * 1_000;
