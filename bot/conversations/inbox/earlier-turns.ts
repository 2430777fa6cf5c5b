import type { ChatPlatform, ChatTurn, Outside } from '../../../core/ports/chat-platform.ts';
import { policy } from '../../../core/rag/policy.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ThreadTurn } from '../../../core/types.ts';
import { messageOnRecord, replyOfMessage } from '../outbox/messages.ts';
import { directTurns } from './direct-turns.ts';
import { toQuestion } from './questions.ts';

/**
 * What was said before in the question's thread, oldest first; nothing where the thread cannot be read. Of Docent's own
 * answers it is the text as it is stored, whatever stands around it in the chat, and whether it answered anything. Where
 * others than the team can read, answers that were written for the team are left out.
 */
export async function earlierTurns(
  store: Store,
  platform: ChatPlatform,
  asked: AskedTable,
  outside: Outside | null = null,
): Promise<ThreadTurn[]> {
  const turns = await platform.thread(toQuestion(asked), policy.threadTurns).catch((): ChatTurn[] => []);
  if (turns.length === 0 && asked.thread === null && asked.kind === 'direct')
    return directTurns(store, asked, policy.threadTurns);
  const read = turns.map(async ({ role, text, messageId }): Promise<ThreadTurn[]> => {
    if (messageId === undefined) return [{ role, text }];
    if (outside !== null && !(await isForOthers(store, { ...asked, messageId }))) return [];
    return [{ role, text, ...(await replyOnRecord(store, asked, messageId)) }];
  });
  return (await Promise.all(read)).flat();
}

/** Whether a reply of ours was written for people outside the team; one that is not on record was not. */
async function isForOthers(
  store: Store,
  { platform, channel, messageId }: Pick<AskedTable, 'platform' | 'channel'> & { messageId: string },
): Promise<boolean> {
  const found = await replyOfMessage(store, { platform, channel, messageId });
  return found !== undefined && found.asked.outside !== null;
}

/** What is known of a reply of ours; a notice answers nothing. */
async function replyOnRecord(
  store: Store,
  { platform, channel }: AskedTable,
  messageId: string,
): Promise<Partial<ThreadTurn>> {
  const message = await messageOnRecord(store, { platform, channel, messageId });
  if (message === undefined) return {};
  if (message.answer_id === null) return { answered: false };
  const answer = await store
    .selectFrom('answers')
    .select(['text', 'outcome'])
    .where('id', '=', message.answer_id)
    .executeTakeFirst();
  if (answer === undefined) return {};
  return { text: answer.text, ...(answer.outcome === 'answered' ? {} : { answered: false }) };
}
