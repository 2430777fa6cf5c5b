import type { ChatPlatform, ChatTurn } from '../../../core/ports/chat-platform.ts';
import { policy } from '../../../core/rag/policy.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ThreadTurn } from '../../../core/types.ts';
import { messageOnRecord } from '../outbox/messages.ts';
import { toQuestion } from './questions.ts';

/**
 * What was said before in the question's thread, oldest first; nothing where the thread cannot be read. Of Docent's own
 * answers it is the text as it is stored, whatever stands around it in the chat, and whether it answered anything.
 */
export async function earlierTurns(
  store: Store,
  platform: ChatPlatform,
  asked: AskedTable,
): Promise<ThreadTurn[]> {
  const turns = await platform.thread(toQuestion(asked), policy.threadTurns).catch((): ChatTurn[] => []);
  return Promise.all(
    turns.map(async ({ role, text, messageId }) => ({
      ...{ role, text },
      ...(messageId === undefined ? {} : await replyOnRecord(store, asked, messageId)),
    })),
  );
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
