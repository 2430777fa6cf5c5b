import { fill, withContact, wording } from '../../../core/defensive-ux/wording.ts';
import type { ChatPlatform, Reply } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { Answer } from '../../../core/types.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { optionsOf } from '../inbox/place-rules.ts';
import { toQuestion } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import { asUpdated, receiptNews } from '../receipts/receipt-words.ts';
import { liveMessages } from './live-messages.ts';
import { messagesToReplace } from './messages.ts';
import { privateNotices } from './notices.ts';
import { offersOf } from './offers.ts';
import { withSourcePages } from './source-pages.ts';

/** A stored reply as its platform delivers it. */
export async function composeReply(
  app: Pick<ConversationApp, 'store' | 'random' | 'feedback' | 'config' | 'sourceLinks'>,
  asked: AskedTable,
  stored: RepliesTable,
  platform?: ChatPlatform,
): Promise<Reply> {
  const offers = await offersOf(app.store, asked, stored);
  const live = await liveMessages(app.store, asked.id);
  const replaces = [...new Set([...(await messagesToReplace(app.store, stored)), ...live.ids])];
  const { thumbs, style } = await optionsOf(app.store, asked);
  const isShared = stored.kind === 'share';
  const reply = {
    deliveryId: stored.id,
    question: toQuestion(asked),
    since: Date.parse(stored.created_at),
    ...(stored.ordinal === 0 ? {} : { further: true as const }),
    ...(replaces.length === 0 ? {} : { replaces }),
    ...(live.isAstray ? { isAstray: true as const } : {}),
    ...(offers.length === 0 ? {} : { offers }),
    ...(isForAsker(asked, stored) ? { onlyAsker: true as const } : {}),
    ...(isShared ? { shared: true as const } : {}),
    ...((await isAmong(app.store, asked)) ? { among: true as const } : {}),
    ...(thumbs ? {} : { withoutVotes: true as const }),
  };
  const isReceipt = stored.kind === 'notice' && stored.notice === 'receipt';
  if (isReceipt) return { ...reply, kind: 'notice', ...(await receiptNews(app, platform, asked, stored)) };
  const record = stored.answer_id === null ? undefined : await app.feedback.answer(stored.answer_id);
  if (record !== undefined) {
    const open = withSourcePages(app.sourceLinks, record.answer, asked.outside !== null);
    const answer = style === 'links' ? asLinks(open) : open;
    if (stored.kind === 'receipt') return { ...reply, kind: 'answer', answer: asUpdated(answer, stored) };
    return { ...reply, kind: 'answer', answer: isShared ? withQuestion(answer) : answer };
  }
  const gone = () => withContact(wording.outcome.unavailable, app.config().get('DOCENT_CONTACT'));
  return { ...reply, kind: 'notice', text: stored.text ?? gone() };
}

/** Whether somebody else asked in the thread of the question, or began it with one. */
async function isAmong(store: Store, asked: AskedTable): Promise<boolean> {
  const { platform, channel, thread, user_id: asker, kind } = asked;
  if (thread === null || kind === 'command') return false;
  const other = await store
    .selectFrom('asked')
    .select('id')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where((eb) => eb.or([eb('thread', '=', thread), eb('message_id', '=', thread)]))
    .where('user_id', '!=', asker)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** What is said to people outside the team and is no answer is between them and the bot, as are limits. */
function isForAsker(asked: AskedTable, { kind, notice }: RepliesTable): boolean {
  return kind === 'notice' && (asked.outside !== null || privateNotices.includes(notice ?? ''));
}

/** Where only sources are shown, what has none is shown as it is: the team's own words, and that nothing was found. */
function asLinks(answer: Answer): Answer {
  if (answer.outcome !== 'answered' || answer.citations.length === 0) return answer;
  return { ...answer, text: wording.linksOnly };
}

/** Others have not seen what was asked. */
function withQuestion(answer: Answer): Answer {
  const asked = answer.question.replace(/\s+/g, ' ').trim();
  const question =
    asked.length <= limits.sharedQuestion ? asked : `${asked.slice(0, limits.sharedQuestion)}…`;
  return { ...answer, text: `${fill(wording.share.heading, { question })}\n\n${answer.text}` };
}
