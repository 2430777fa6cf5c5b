import type { IncomingVote } from '../../../core/ports/chat-platform.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { messageOnRecord } from '../outbox/messages.ts';
import type { UnmatchedSignals } from './unmatched-signals.ts';

/**
 * Takes a vote in: true once a row holds it, its answer's or one that waits for its message; false for a message that
 * shows no answer.
 */
export function createTakeVote(
  app: Pick<ConversationApp, 'store' | 'feedback'>,
  signals: Pick<UnmatchedSignals, 'keepVote'>,
): (vote: IncomingVote) => Promise<boolean> {
  return async function take(vote: IncomingVote): Promise<boolean> {
    const message = await messageOnRecord(app.store, vote);
    if (message === undefined) return (await signals.keepVote(vote)) || take(vote);
    const { answer_id: answerId } = message;
    if (answerId === null) return false;
    // A vote that comes again is on record, too.
    return (
      (await app.feedback.record({ ...vote, answerId })) ||
      (await app.feedback.answer(answerId)) !== undefined
    );
  };
}
