import { withContact, wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type {
  ChatPlatform,
  IncomingDeletion,
  IncomingPress,
  Offer,
} from '../../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { reopen } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import type { HelpRequests } from '../outbox/help-requests.ts';
import { type FoundReply, replyOfMessage } from '../outbox/messages.ts';
import { outcomeOf } from '../outbox/offers.ts';
import { noteDeed } from './deeds.ts';
import type { UnmatchedSignals } from './unmatched-signals.ts';

type Deps = {
  app: Pick<ConversationApp, 'config' | 'store' | 'clock' | 'log' | 'feedback'>;
  platform(id: string): ChatPlatform | undefined;
  helpRequests: HelpRequests;
  signals: Pick<UnmatchedSignals, 'keepPress'>;
  /** The sources of an answer in words, and what comes of showing it to others. */
  sources(found: FoundReply, press: IncomingPress): Promise<string>;
  share(found: FoundReply, press: IncomingPress): Promise<string>;
  /** Answers a question that was accepted once more. */
  answerAgain(asked: AskedTable): void;
  stopping: AbortSignal;
};

/** What the buttons under a reply lead to. */
export type ButtonPresses = {
  /** What came of it, for the presser alone; null where a reply will stand in its place. */
  press(press: IncomingPress): Promise<string | null>;
  /** Does what a press asks for; the same words. */
  carryOut(reply: FoundReply, press: IncomingPress): Promise<string | null>;
  /** The wish to have a reply deleted, by another way than its button. */
  delete(wish: IncomingDeletion): Promise<void>;
};

const failed = (offer: Offer): string =>
  ({
    sources: wording.sourcesButton.gone,
    share: wording.share.failed,
    'ask-human': wording.passOn.failed,
    'try-again': wording.again.failed,
    'delete-reply': wording.deleteReply.failed,
  })[offer];

export function createButtonPresses(deps: Deps): ButtonPresses {
  const { app, stopping } = deps;
  const { store, clock, log } = app;

  /** The reply, once it is delivered; undefined when it takes too long. */
  async function find(press: IncomingPress): Promise<FoundReply | undefined> {
    for (let waitedMs = 0; waitedMs <= limits.pressWaitMs; waitedMs += limits.pressLookMs) {
      const found = await replyOfMessage(store, press);
      if (found !== undefined && found.reply.state !== 'due') return found;
      if (stopping.aborted) return undefined;
      await clock.sleep(limits.pressLookMs, stopping).catch(() => {});
    }
    return undefined;
  }

  async function tryAgain({ asked, reply }: FoundReply, press: IncomingPress): Promise<string | null> {
    if (asked.user_id !== press.userId) return wording.again.others;
    const outcome = await outcomeOf(store, reply);
    if (outcome === null || outcome === 'refused') return wording.again.already;
    const replyToken = asked.kind === 'command' ? press.replyToken : undefined;
    if (!(await reopen(app, asked.id, { ordinal: reply.ordinal, replyToken }))) return wording.again.already;
    deps.answerAgain(asked);
    return replyToken === undefined ? wording.again.started : null;
  }

  /** Only whoever asked may have the reply deleted, and only where it stands; false for anybody else. */
  async function deleteReply(
    { asked, reply, messageIds }: FoundReply,
    wish: IncomingDeletion,
  ): Promise<boolean> {
    if (wish.userId === '' || asked.user_id !== wish.userId) return false;
    await deps.platform(wish.platform)?.remove(wish.channel, messageIds);
    log.info({ asked: asked.id }, 'a reply was deleted for whoever asked');
    await noteDeed(app, 'deletion', { asked, answerId: reply.answer_id, userId: wish.userId });
    return true;
  }

  async function carryOut(found: FoundReply, press: IncomingPress): Promise<string | null> {
    switch (press.offer) {
      case 'ask-human': {
        const heard = await deps.helpRequests.request(found.asked);
        const { asked, reply } = found;
        await noteDeed(app, 'escalation', { asked, answerId: reply.answer_id, userId: press.userId });
        return heard;
      }
      case 'sources':
        return deps.sources(found, press);
      case 'share':
        return deps.share(found, press);
      case 'try-again':
        return tryAgain(found, press);
      case 'delete-reply':
        return (await deleteReply(found, press)) ? wording.deleteReply.done : wording.deleteReply.others;
    }
  }

  async function answerTo(press: IncomingPress): Promise<string | null> {
    try {
      const found = await find(press);
      if (found === undefined)
        return (await deps.signals.keepPress(press)) ? wording.pressKept : answerTo(press);
      // Nobody is named whose data was deleted.
      if (found.asked.user_id === '') return wording.passOn.gone;
      return await carryOut(found, press);
    } catch (error) {
      log.error({ offer: press.offer, error: messageOf(error) }, 'a press led to nothing');
      return failed(press.offer);
    }
  }

  return {
    carryOut,
    async press(press) {
      const words = await answerTo(press);
      return words === null ? null : withContact(words, app.config().get('DOCENT_CONTACT'));
    },
    async delete(wish) {
      const isKept = await deps.signals.keepPress({ ...wish, offer: 'delete-reply' });
      const found = isKept ? undefined : await replyOfMessage(store, wish);
      if (found !== undefined) await deleteReply(found, wish);
    },
  };
}
