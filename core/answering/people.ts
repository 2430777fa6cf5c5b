import { isDirect } from '../defensive-ux/channels.ts';
import { fill, wording } from '../defensive-ux/wording.ts';
import { hashUser } from '../feedback/votes.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../store/schema.ts';

/** What the store holds of one member of a chat: counts of rows. `since` is the first message, ISO 8601, or null. */
export type PersonRecord = { messages: number; answers: number; votes: number; since: string | null };

type Deps = { store: Store; random: Random };

/** What answers have as `origin` of a question from a chat. */
export function originOf(place: { platform: string; workspace: string; channel: string }): string {
  return `${place.platform}:${place.workspace}/${place.channel}`;
}

/** "What do you store about me?" */
export async function aboutPerson(deps: Deps, platform: string, userId: string): Promise<PersonRecord> {
  const { store } = deps;
  const hash = await hashUser(deps, platform, userId);
  const asked = await store
    .selectFrom('asked')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.min('received_at').as('since')])
    .where('platform', '=', platform)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  const answers = await store
    .selectFrom('answers')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('asker', '=', hash)
    .executeTakeFirstOrThrow();
  const votes = await store
    .selectFrom('signals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_hash', '=', hash)
    .executeTakeFirstOrThrow();
  // Votes whose message is not on record yet.
  const early = await store
    .selectFrom('unmatched_signals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_hash', '=', hash)
    .executeTakeFirstOrThrow();
  return {
    messages: Number(asked.n),
    answers: Number(answers.n),
    votes: Number(votes.n) + Number(early.n),
    since: asked.since,
  };
}

/**
 * "Delete my data", in the caller's transaction where it has one. Of messages only the fact remains that they were
 * answered, so that none is answered twice; questions and answers stay without a name and without a link to the message;
 * votes go, and their questions out of question memory. `but` is the message that asks for it: it is still owed a reply.
 */
export async function forgetPerson(
  deps: Deps,
  platform: string,
  userId: string,
  but: string | null = null,
): Promise<PersonRecord> {
  const { store } = deps;
  const before = await aboutPerson(deps, platform, userId);
  const hash = await hashUser(deps, platform, userId);
  // A direct channel has one member: it is as good as a name. So it goes from answers that were never delivered, too.
  const places = await store
    .selectFrom('asked')
    .select(['platform', 'workspace', 'channel', 'kind'])
    .distinct()
    .where('platform', '=', platform)
    .where('user_id', '=', userId)
    .execute();
  await store
    .updateTable('answers')
    .set({ origin: platform })
    .where('asker', '=', hash)
    .where('origin', 'in', places.filter(isDirect).map(originOf))
    .execute();
  // Their questions help nobody any more; the note keeps them from being remembered by somebody else's vote.
  const theirs = store.selectFrom('answers').select('id').where('asker', '=', hash);
  await store
    .deleteFrom('remembered_questions')
    .where('source', '=', 'vote')
    .where('ref', 'in', theirs)
    .execute();
  await store
    .insertInto('forgotten_questions')
    .columns(['source', 'ref', 'document_id'])
    .expression((eb) =>
      eb
        .selectFrom('answers')
        .select((one) => [one.val('vote').as('source'), 'answers.id as ref', one.val('').as('document_id')])
        .where('asker', '=', hash),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await store.updateTable('answers').set({ asker: null }).where('asker', '=', hash).execute();
  await store.deleteFrom('signals').where('user_hash', '=', hash).execute();
  await store.deleteFrom('cache_votes').where('user_hash', '=', hash).execute();
  await store.deleteFrom('unmatched_signals').where('user_hash', '=', hash).execute();
  await store.deleteFrom('imported_feedback').where('person_hash', '=', hash).execute();
  await store
    .insertInto('forgotten_people')
    .values({ user_hash: hash })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await forgetMessages(store, platform, userId, but ?? '');
  return before;
}

/** What is still being answered is dropped: nobody is left to reply to. */
async function forgetMessages(store: Store, platform: string, userId: string, but: string): Promise<void> {
  const messages = store
    .updateTable('asked')
    .where('platform', '=', platform)
    .where('user_id', '=', userId)
    .where('id', '!=', but);
  const replies = store
    .updateTable('replies')
    .where(
      'asked_id',
      'in',
      store
        .selectFrom('asked')
        .select('id')
        .where('platform', '=', platform)
        .where('user_id', '=', userId)
        .where('id', '!=', but),
    );
  await replies.where('state', 'in', ['due', 'held']).set({ state: 'dropped' }).execute();
  await replies.set({ answer_id: null, text: null }).execute();
  await messages.where('state', '=', 'accepted').set({ state: 'dropped' }).execute();
  await messages.set({ user_id: '', text: '', reply_token: null, unread: null }).execute();
}

/** The record in words. */
export function personText(record: PersonRecord): string {
  const { messages, answers, votes } = record;
  return messages + answers + votes === 0
    ? wording.privacy.nothing
    : fill(wording.privacy.stored, { messages, answers, votes });
}
