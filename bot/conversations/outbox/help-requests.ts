import { collectionsFor } from '../../../core/defensive-ux/channel-scope.ts';
import { channelRules, isDirect } from '../../../core/defensive-ux/channels.ts';
import { helpChannel } from '../../../core/defensive-ux/help-channel.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { ChatPlatform, HelpPost } from '../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import type { AskedTable, HelpRequestsTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { NearestDocument } from '../../../core/types.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { askedRow, toQuestion } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import { isOwnReply } from './own-reply.ts';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'log' | 'feedback' | 'retriever'>;
  platform(id: string): ChatPlatform | undefined;
  stopping: AbortSignal;
  backoffMs(attempts: number): number;
};

/** How far a question is: `waiting` is tried again, `dropped` because nobody may be named any more. */
type Progress = 'delivered' | 'undeliverable' | 'waiting' | 'dropped';

/** Questions on their way to the people who may know. */
export type HelpRequests = {
  /** Passes the question on, once whoever presses and however often; what became of it, in words. */
  request(asked: AskedTable): Promise<string>;
  /** Goes on with what an earlier process left. */
  resume(platform: string): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

const wordsFor = (progress: Progress): string =>
  ({
    delivered: wording.passOn.done,
    undeliverable: wording.passOn.failed,
    waiting: wording.passOn.later,
    dropped: wording.passOn.gone,
  })[progress];

export function createHelpRequests(deps: Deps): HelpRequests {
  const { app, stopping } = deps;
  const { store, clock, log } = app;
  /** Questions that this process has in hand, with the attempt that is under way. */
  const inHand = new Map<string, Promise<Progress>>();

  /** True for the one press that passes the question on: the first, or one after it was given up. */
  async function claim(asked: AskedTable, channel: string): Promise<boolean> {
    const now = isoNow(clock);
    const row = { asked_id: asked.id, platform: asked.platform, channel, created_at: now, updated_at: now };
    const fresh = { state: 'waiting', message_id: null, attempts: 0, last_error: null };
    return store.transaction().execute(async (trx) => {
      const given = await trx
        .deleteFrom('help_requests')
        .where('asked_id', '=', asked.id)
        .where('state', '=', 'undeliverable')
        .returning('created_at')
        .executeTakeFirst();
      // What was tried before may stand there all the same: it is looked for from that day on.
      const since = given === undefined ? {} : { created_at: given.created_at };
      const claimed = await trx
        .insertInto('help_requests')
        .values({ ...row, ...fresh, ...since })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (claimed.numInsertedOrUpdatedRows ?? 0n) > 0n;
    });
  }

  async function attempt(id: string): Promise<Progress> {
    const row = await store
      .selectFrom('help_requests')
      .selectAll()
      .where('asked_id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return 'dropped';
    if (row.state !== 'waiting') return row.state === 'delivered' ? 'delivered' : 'undeliverable';
    const asked = await askedRow(store, id);
    if (asked === undefined || asked.user_id === '') {
      // The member had their data deleted meanwhile: nobody is named, and nothing is left of it.
      await store.deleteFrom('help_requests').where('asked_id', '=', id).execute();
      return 'dropped';
    }
    // Without its platform it waits until that connects.
    const platform = deps.platform(row.platform);
    if (platform === undefined) return 'waiting';
    const result = await platform
      .passOn(await helpPost(platform, asked, row))
      .catch((error: unknown) => ({ kind: 'retry' as const, afterMs: 0, why: messageOf(error) }));
    const isDelivered = result.kind === 'delivered';
    const late = clock.now() - Date.parse(row.created_at) >= limits.giveUpMs && row.attempts > 0;
    const state = isDelivered ? 'delivered' : late || result.kind === 'failed' ? 'undeliverable' : 'waiting';
    await store
      .updateTable('help_requests')
      .set({
        state,
        message_id: isDelivered ? (result.messageIds[0] ?? null) : null,
        attempts: row.attempts + 1,
        last_error: isDelivered ? null : result.why,
        updated_at: isoNow(clock),
      })
      .where('asked_id', '=', id)
      .execute();
    if (!isDelivered) log.warn({ asked: id, why: result.why, state }, 'a question was not passed on');
    if (state === 'waiting')
      later(id, Math.max(result.kind === 'retry' ? result.afterMs : 0, deps.backoffMs(row.attempts)));
    return state;
  }

  function later(id: string, ms: number): void {
    void clock.sleep(ms, stopping).then(
      () => run(id),
      () => {},
    );
  }

  /** One attempt at a time a question. */
  function run(id: string): Promise<Progress> {
    const current = inHand.get(id);
    if (current !== undefined) return current;
    const started = attempt(id)
      .catch((error: unknown): Progress => {
        log.error({ asked: id, error: messageOf(error) }, 'a question could not be passed on');
        later(id, deps.backoffMs(10));
        return 'waiting';
      })
      .finally(() => inHand.delete(id));
    inHand.set(id, started);
    return started;
  }

  /** Those that may be read in the help channel: what another channel has for itself is not named to its people. */
  async function openThere(
    documents: readonly NearestDocument[],
    place: { platform: string; channel: string },
  ): Promise<NearestDocument[]> {
    const rules = (await channelRules(store, place)) ?? { collections: null };
    const open = await collectionsFor(store, rules, () => app.retriever.defaultCollections());
    if (open === undefined || documents.length === 0) return [...documents];
    const rows = await store
      .selectFrom('documents')
      .select('id')
      .where('collection', 'in', open)
      .where(
        'id',
        'in',
        documents.map(({ documentId }) => documentId),
      )
      .execute();
    const ids = new Set(rows.map(({ id }) => id));
    return documents.filter(({ documentId }) => ids.has(documentId));
  }

  async function helpPost(
    platform: ChatPlatform,
    asked: AskedTable,
    row: HelpRequestsTable,
  ): Promise<HelpPost> {
    const answerId = await lastAnswerOf(store, asked.id);
    const record = answerId === null ? undefined : await app.feedback.answer(answerId);
    // A command has no message, and nobody else can open a direct one.
    const isOpen = asked.kind !== 'command' && !isDirect(asked);
    return {
      deliveryId: `${asked.id}-people`,
      channel: row.channel,
      userId: asked.user_id,
      question: asked.text,
      link: isOpen ? await platform.permalink(toQuestion(asked).address, asked.message_id) : null,
      nearest: await openThere(record?.answer.nearest ?? [], {
        platform: row.platform,
        channel: row.channel,
      }),
      since: Date.parse(row.created_at),
    };
  }

  return {
    async request(asked) {
      const channel = await helpChannel(store, asked);
      if (channel === null) return wording.passOn.nobody;
      if (!(await claim(asked, channel))) return wording.passOn.already;
      const patience = new AbortController();
      const late = clock.sleep(limits.pressMs, patience.signal).then(
        (): Progress => 'waiting',
        (): Progress => 'waiting',
      );
      const progress = await Promise.race([run(asked.id), late]);
      patience.abort();
      return wordsFor(progress);
    },

    async resume(platform) {
      const rows = await store
        .selectFrom('help_requests')
        .select('asked_id')
        .where('platform', '=', platform)
        .where('state', '=', 'waiting')
        .execute();
      for (const row of rows) void run(row.asked_id);
    },

    async idle() {
      await Promise.all(inHand.values());
    },
  };
}

/** The answer that a question was given last, shown or kept; null where it has none. */
async function lastAnswerOf(store: Store, askedId: string): Promise<string | null> {
  const row = await store
    .selectFrom('replies')
    .select('answer_id')
    .where('asked_id', '=', askedId)
    .where(isOwnReply)
    .orderBy('ordinal', 'desc')
    .executeTakeFirst();
  return row?.answer_id ?? null;
}
