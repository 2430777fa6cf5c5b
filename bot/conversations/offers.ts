import { helpChannel } from '../../core/defensive-ux/help-channel.ts';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { Offer } from '../../core/ports/chat-platform.ts';
import type { AskedTable, Store } from '../../core/store/schema.ts';

/** An apology up to whom to ask, whom a team names for itself. */
const [apology = ''] = wording.outcome.unavailable.split(wording.colleague);

/** What the reply of a question came to; an apology counts as an answer that was not available, other notices as none. */
export async function outcomeOf(store: Store, row: AskedTable): Promise<string | null> {
  if (row.notice !== null) return row.notice.startsWith(apology) ? 'unavailable' : null;
  if (row.answer_id === null) return null;
  const answer = await store
    .selectFrom('answers')
    .select('outcome')
    .where('id', '=', row.answer_id)
    .executeTakeFirst();
  return answer?.outcome ?? null;
}

/**
 * What stands under a question's reply: people where somebody named a channel for that, another try after a failure, and
 * that it goes, unless only the asker sees it, who can dismiss it without us.
 */
export async function offersOf(store: Store, row: AskedTable): Promise<Offer[]> {
  const outcome = await outcomeOf(store, row);
  if (outcome === null) return [];
  const isNoAnswer = outcome === 'abstained' || outcome === 'unavailable';
  const hasPeople = isNoAnswer && (await helpChannel(store, row.platform)) !== null;
  return [
    ...(hasPeople ? (['ask-human'] as const) : []),
    ...(outcome === 'unavailable' ? (['try-again'] as const) : []),
    ...(row.kind === 'command' ? [] : (['take-back'] as const)),
  ];
}
