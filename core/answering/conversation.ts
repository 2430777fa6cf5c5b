import { smallTalk } from '../defensive-ux/small-talk/small-talk.ts';
import type { ThreadTurn } from '../types.ts';

/**
 * What a follow-up may lean on: what was asked, and what was answered. Small talk with its reply is left out, and so is
 * a reply that answered nothing; the question that it was given to stays.
 */
export function conversationOf(thread: readonly ThreadTurn[]): ThreadTurn[] {
  return thread.filter((turn, at) => {
    if (turn.role === 'user') return smallTalk(turn.text) === null;
    const before = thread[at - 1];
    return turn.answered !== false && (before?.role !== 'user' || smallTalk(before.text) === null);
  });
}

/** The last question of a conversation; '' where there is none. */
export function lastAskedIn(conversation: readonly ThreadTurn[]): string {
  return conversation.findLast(({ role }) => role === 'user')?.text ?? '';
}
