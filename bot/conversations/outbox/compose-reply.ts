import { withContact, wording } from '../../../core/defensive-ux/wording.ts';
import type { Reply } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { toQuestion } from '../inbox/questions.ts';
import { messagesToReplace } from './messages.ts';
import { offersOf } from './offers.ts';

/** A stored reply as its platform delivers it. */
export async function composeReply(
  app: Pick<ConversationApp, 'store' | 'feedback' | 'config'>,
  asked: AskedTable,
  stored: RepliesTable,
): Promise<Reply> {
  const offers = await offersOf(app.store, asked, stored);
  const replaces = await messagesToReplace(app.store, stored);
  const reply = {
    deliveryId: stored.id,
    question: toQuestion(asked),
    since: Date.parse(stored.created_at),
    ...(stored.ordinal === 0 ? {} : { further: true as const }),
    ...(replaces.length === 0 ? {} : { replaces }),
    ...(offers.length === 0 ? {} : { offers }),
    // What is said to people outside the team and is no answer is between them and the bot.
    ...(stored.kind === 'notice' && asked.outside !== null ? { onlyAsker: true as const } : {}),
  };
  const record = stored.answer_id === null ? undefined : await app.feedback.answer(stored.answer_id);
  if (record !== undefined) return { ...reply, kind: 'answer', answer: record.answer };
  const gone = () => withContact(wording.outcome.unavailable, app.config().get('DOCENT_CONTACT'));
  return { ...reply, kind: 'notice', text: stored.text ?? gone() };
}
