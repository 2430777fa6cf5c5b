import { fill, wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import type {
  ChatPlatform,
  IncomingQuestion,
  IncomingVote,
  PlatformHandlers,
  Reply,
} from '../../core/ports/chat-platform.ts';
import { policy } from '../../core/rag/policy.ts';
import type { AskedTable } from '../../core/store/schema.ts';
import type { Answer } from '../../core/types.ts';
import type { App } from '../app.ts';
import {
  answerOfMessage,
  askedRow,
  claim,
  setDelivered,
  setReply,
  setUndelivered,
  toQuestion,
  unfinished,
} from './asked.ts';
import { createWorkLine } from './work-line.ts';

const limits = {
  /** Questions worked on at a time. */
  parallel: 8,
  /** Delivery attempts before a reply is given up and shown as undeliverable in the console. */
  attempts: 8,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  /** A vote may arrive before the message it is about was put on record. */
  voteWaitMs: 2_000,
} as const;

const HELP = /^(help|\?|hilfe|aide|ayuda)[.!?]*$/i;

/** What happens between a platform's event and the one visible reply it ends in. */
export type Conversations = {
  handlers(): PlatformHandlers;
  /** Takes up what an earlier process left: accepted questions are answered, written replies delivered. */
  resume(platform: string): Promise<void>;
  /** Stops taking questions and waits for those under way. */
  stop(): Promise<void>;
};

export function createConversations(deps: {
  app: App;
  platform(id: string): ChatPlatform | undefined;
}): Conversations {
  const { app } = deps;
  const { store, clock, log } = app;
  const line = createWorkLine(limits.parallel, (error) =>
    log.error({ error: messageOf(error) }, 'a question could not be finished'),
  );
  const stopping = new AbortController();

  async function finish(id: string): Promise<void> {
    const accepted = await askedRow(store, id);
    const platform = accepted === undefined ? undefined : deps.platform(accepted.platform);
    if (accepted === undefined || platform === undefined) return;
    if (accepted.state === 'accepted') await reply(accepted, platform);
    await deliver(id, platform);
  }

  async function reply(row: AskedTable, platform: ChatPlatform): Promise<void> {
    const question = toQuestion(row);
    const notice = await noticeFor(question);
    if (notice !== null) {
      await setReply(store, clock, row.id, { notice });
      return;
    }
    try {
      const thread = await platform.thread(question, policy.threadTurns).catch(() => []);
      await app.answering.answer(
        {
          text: row.text,
          thread,
          origin: `${row.platform}:${row.workspace}/${row.channel}`,
          asker: await hashUser(app, row.platform, row.user_id),
        },
        {
          signal: stopping.signal,
          alongside: (trx, answer) => setReply(trx, clock, row.id, { answerId: answer.traceId }),
        },
      );
    } catch (error) {
      if (stopping.signal.aborted) throw error;
      log.error({ asked: row.id, error: messageOf(error) }, 'answering failed');
      const apology = `${wording.outcome.unavailable} ${fill(wording.reference, { traceId: row.id })}`;
      await setReply(store, clock, row.id, { notice: apology });
    }
  }

  async function noticeFor(question: IncomingQuestion): Promise<string | null> {
    if (question.text.trim() !== '' && !HELP.test(question.text.trim())) return null;
    const topics = (await app.library.list({ limit: 8 }))
      .filter((document) => document.status === 'ready')
      .map((document) => document.title);
    const known =
      topics.length === 0 ? wording.noDocuments : fill(wording.helpTopics, { topics: topics.join(', ') });
    return `${wording.help}\n${known}`;
  }

  async function deliver(id: string, platform: ChatPlatform): Promise<void> {
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      const row = await askedRow(store, id);
      if (row === undefined || row.state !== 'answered') return;
      const record = row.answer_id === null ? undefined : await app.feedback.answer(row.answer_id);
      const result = await platform
        .deliver({
          deliveryId: row.id,
          question: toQuestion(row),
          ...(record === undefined ? notice(row) : { answer: record.answer }),
        })
        .catch((error: unknown) => ({ kind: 'retry' as const, afterMs: 0, why: messageOf(error) }));
      if (result.kind === 'delivered') {
        await setDelivered(store, clock, row, result.messageIds);
        return;
      }
      const final = result.kind === 'failed' || row.attempts + 1 >= limits.attempts;
      await setUndelivered(store, clock, row, result.why, final);
      if (final) {
        log.error({ asked: id, why: result.why }, 'a reply could not be delivered');
        return;
      }
      const backoff =
        Math.min(limits.firstRetryMs * 2 ** (attempt - 1), limits.longestRetryMs) *
        (0.75 + app.random.float() / 2);
      const wait = result.kind === 'retry' ? Math.max(result.afterMs, backoff) : backoff;
      await clock.sleep(wait, stopping.signal).catch(() => {});
    }
  }

  async function recordVote(vote: IncomingVote): Promise<void> {
    const known =
      (await answerOfMessage(store, vote.platform, vote.messageId)) ??
      (await clock.sleep(limits.voteWaitMs, stopping.signal).then(
        () => answerOfMessage(store, vote.platform, vote.messageId),
        () => undefined,
      ));
    if (known === undefined) return;
    await app.feedback.record({ ...vote, answerId: known });
  }

  return {
    handlers: () => ({
      async onQuestion(question) {
        if (stopping.signal.aborted) return;
        const id = await claim(app, question);
        if (id === null) return;
        const platform = deps.platform(question.address.platform);
        void platform
          ?.acknowledge(question)
          .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'acknowledging failed'));
        line.add(() => finish(id));
      },
      onVote: recordVote,
    }),
    async resume(platform) {
      for (const row of await unfinished(store))
        if (row.platform === platform) line.add(() => finish(row.id));
    },
    async stop() {
      stopping.abort();
      await line.idle();
    },
  };
}

/** A reply that is no answer. */
function notice(row: AskedTable): Pick<Reply, 'answer' | 'notice'> {
  const text = row.notice ?? wording.outcome.unavailable;
  return {
    notice: text,
    answer: { ...BLANK, traceId: row.id, question: row.text, standalone: row.text, text },
  };
}

const BLANK: Omit<Answer, 'traceId' | 'question' | 'standalone' | 'text'> = {
  outcome: 'refused',
  servedBy: null,
  confidence: 'not-found',
  evidence: 0,
  citations: [],
  nearest: [],
  reason: null,
  usage: null,
  ms: { total: 0, retrieve: 0, generate: 0 },
  steps: [],
  generation: 0,
  createdAt: '',
};
