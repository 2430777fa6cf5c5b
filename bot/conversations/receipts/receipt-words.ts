import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Answer } from '../../../core/types.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { peopleToTell } from './people-to-tell.ts';

type Cause = keyof typeof wording.receipt.updated;

const causeOf = (notice: string | null): Cause => (notice === 'curated' ? 'curated' : 'document');

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** An answer that took the place of one that people voted against, with when and why. */
export function asUpdated(answer: Answer, { notice, created_at }: RepliesTable): Answer {
  const date = day.format(new Date(created_at));
  return { ...answer, text: `${answer.text}\n\n${fill(wording.receipt.updated[causeOf(notice)], { date })}` };
}

/** The word that the answer above was put right, and who is named in it. */
export async function receiptNews(
  app: Pick<ConversationApp, 'store' | 'random'>,
  platform: ChatPlatform | undefined,
  asked: AskedTable,
  stored: RepliesTable,
): Promise<{ text: string; tell?: readonly string[] }> {
  const update = await app.store
    .selectFrom('replies')
    .select(['id', 'notice'])
    .where('asked_id', '=', asked.id)
    .where('kind', '=', 'receipt')
    .where('ordinal', '<', stored.ordinal)
    .orderBy('ordinal', 'desc')
    .executeTakeFirst();
  const text = wording.receipt.told[causeOf(update?.notice ?? null)];
  const { answer_id: answerId } = stored;
  if (answerId === null || update === undefined) return { text };
  // The messages that were voted on belong to the answer that stands there now.
  const tell = await peopleToTell(app, platform, { asked, answerId, replyId: update.id });
  return tell.length === 0 ? { text } : { text, tell };
}
