import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingReason } from '../../../core/ports/chat-platform.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { messageOnRecord } from '../outbox/messages.ts';
import type { UnmatchedSignals } from './unmatched-signals.ts';

/** Takes in why somebody voted against an answer; what they are told. It waits where its message is not on record yet. */
export function createTakeReason(
  app: Pick<ConversationApp, 'store' | 'feedback'>,
  signals: Pick<UnmatchedSignals, 'keepReason'>,
): (given: IncomingReason) => Promise<string> {
  return async function take(given: IncomingReason): Promise<string> {
    const message = await messageOnRecord(app.store, given);
    if (message === undefined)
      return (await signals.keepReason(given)) ? wording.feedback.thanksReason : take(given);
    const { answer_id: answerId } = message;
    if (answerId === null) return wording.feedback.notCounted;
    const { comment, ...rest } = given;
    await app.feedback.note({
      ...{ ...rest, answerId, signal: 'reason' },
      ...(comment === null ? {} : { comment }),
    });
    return wording.feedback.thanksReason;
  };
}
