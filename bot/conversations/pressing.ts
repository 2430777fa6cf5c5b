import { withContact, wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import type { IncomingPress, IncomingTakeBack, Offer } from '../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../core/store/schema.ts';
import { type FoundReply, replyOfMessage, setAgain } from './asked.ts';
import { outcomeOf } from './offers.ts';
import type { PassingOn } from './passing-on.ts';
import type { ReplyingApp } from './replying.ts';

type Deps = {
  app: Pick<ReplyingApp, 'config' | 'store' | 'clock' | 'log'>;
  passing: PassingOn;
  /** Answers a question that was accepted once more. */
  takeUp(asked: AskedTable): void;
  /** Deletes a reply where it stands if it was theirs who ask for it; false for anybody else. */
  takeBack(reply: FoundReply, wish: IncomingTakeBack): Promise<boolean>;
  /** A press may come before the message is on record: how long it is looked for, and how often. */
  wait: { ms: number; everyMs: number };
  stopping: AbortSignal;
};

const failed: Record<Offer, string> = {
  'ask-human': wording.passOn.failed,
  'try-again': wording.again.failed,
  'take-back': wording.takeBack.failed,
};

/** What a press of a button under a reply leads to; the words are for the presser alone. */
export function createPressing(deps: Deps): (press: IncomingPress) => Promise<string | null> {
  const { app, passing, wait, stopping } = deps;
  const { store, clock, log } = app;

  async function find(press: IncomingPress): Promise<FoundReply | undefined> {
    for (let waitedMs = 0; waitedMs <= wait.ms; waitedMs += wait.everyMs) {
      const reply = await replyOfMessage(store, press);
      if (reply !== undefined || stopping.aborted) return reply;
      await clock.sleep(wait.everyMs, stopping).catch(() => {});
    }
    return undefined;
  }

  async function tryAgain({ asked, reply }: FoundReply, press: IncomingPress): Promise<string | null> {
    if (asked.user_id !== press.userId) return wording.again.others;
    const isLast = asked.state === 'delivered' && asked.replies === reply;
    if (!isLast || (await outcomeOf(store, asked)) !== 'unavailable') return wording.again.already;
    const replyToken = asked.kind === 'command' ? press.replyToken : undefined;
    if (!(await setAgain(app, asked.id, { reply, replyToken }))) return wording.again.already;
    deps.takeUp(asked);
    return replyToken === undefined ? wording.again.started : null;
  }

  async function take(reply: FoundReply, press: IncomingPress): Promise<string | null> {
    switch (press.offer) {
      case 'ask-human':
        return passing.pass(reply.asked);
      case 'try-again':
        return tryAgain(reply, press);
      case 'take-back':
        return (await deps.takeBack(reply, press)) ? wording.takeBack.done : wording.takeBack.others;
    }
  }

  async function answerTo(press: IncomingPress): Promise<string | null> {
    try {
      const reply = await find(press);
      // Nobody is named whose data was deleted.
      if (reply === undefined || reply.asked.user_id === '') return wording.passOn.gone;
      return await take(reply, press);
    } catch (error) {
      log.error({ offer: press.offer, error: messageOf(error) }, 'a press led to nothing');
      return failed[press.offer];
    }
  }

  return async (press) => {
    const words = await answerTo(press);
    return words === null ? null : withContact(words, app.config().get('DOCENT_CONTACT'));
  };
}
