import type { ExpressionBuilder } from 'kysely';
import type { Schema } from '../../../core/store/schema.ts';
import type { NoticeCode } from './notices.ts';

/** Not those that stand beside what a question was replied: its answer shown to others, the word that it was put right. */
export function isOwnReply(eb: ExpressionBuilder<Schema, 'replies'>) {
  const word: NoticeCode = 'receipt';
  return eb.and([
    eb('replies.kind', '!=', 'share'),
    eb.or([eb('replies.notice', 'is', null), eb('replies.notice', '!=', word)]),
  ]);
}
