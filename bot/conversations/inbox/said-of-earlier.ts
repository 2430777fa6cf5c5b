import { hashUser } from '../../../core/feedback/votes.ts';
import { jaccard, stemSet } from '../../../core/fine-tuning/export/likeness.ts';
import type { NoteInput } from '../../../core/ports/feedback.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { detailOf } from '../../../core/trace/read-steps.ts';
import type { Answer } from '../../../core/types.ts';
import { limits } from '../limits.ts';
import { type EarlierAnswer, earlierAnswer } from './earlier-answer.ts';

/** "No, it is 40 euros." A statement that begins by turning something down. */
const CORRECTION =
  /^(?:no|nope|wrong|incorrect|not true|not right|not correct|(?:that|this)(?: is|['’]?s) (?:wrong|incorrect|not (?:true|right|correct|so))|nein|falsch|(?:das )?stimmt nicht|non|faux|incorrecto)\s*[,.:;!–—-]+\s*(\S.{9,})$/isu;

/** Share of common words from which on a second question asks the first one once more. */
const REPHRASED = 0.5;

/**
 * What a message says of the answer before it: that it helped, that it did not, what would be right, or the same question
 * in other words. Null where it says nothing of it.
 */
export async function saidOfEarlier(
  deps: { store: Store; random: Random },
  asked: AskedTable,
  answer: Pick<Answer, 'steps'>,
): Promise<NoteInput | null> {
  const { store } = deps;
  const since = new Date(Date.parse(asked.received_at) - limits.saidOfMs).toISOString();
  const earlier = await earlierAnswer(store, asked, since);
  if (earlier === undefined || asked.user_id === '') return null;
  const said = kindOf(asked, earlier, answer);
  if (said === null) return null;
  const userHash = await hashUser(deps, asked.platform, asked.user_id);
  return {
    ...{ answerId: earlier.answerId, platform: asked.platform, channel: asked.channel, messageId: null },
    ...{ userHash, eventId: `said:${asked.id}`, ...said },
    at: Date.parse(asked.received_at),
  };
}

function kindOf(
  asked: AskedTable,
  earlier: EarlierAnswer,
  { steps }: Pick<Answer, 'steps'>,
): Pick<NoteInput, 'signal' | 'comment'> | null {
  const small = detailOf(steps, 'small-talk')?.kind;
  if (small === 'thanks' || small === 'pleased') return { signal: 'helped' };
  if (small === 'unhappy') return { signal: 'not-helped' };
  if (small !== undefined) return null;
  const text = asked.text.trim();
  const correction = text.endsWith('?') ? undefined : CORRECTION.exec(text)?.[1];
  if (correction !== undefined) return { signal: 'correction', comment: correction };
  const isSoon = Date.parse(asked.received_at) - Date.parse(earlier.askedAt) <= limits.rephraseMs;
  const isTheirs = earlier.userId === asked.user_id;
  return isSoon && isTheirs && isAlike(text, earlier.question) ? { signal: 'rephrase' } : null;
}

const isAlike = (one: string, other: string): boolean => jaccard(stemSet(one), stemSet(other)) >= REPHRASED;
