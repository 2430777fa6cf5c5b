import { fill, wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import type { ChatPlatform, Reply } from '../../core/ports/chat-platform.ts';
import { policy } from '../../core/rag/policy.ts';
import type { AskedTable } from '../../core/store/schema.ts';
import type { App } from '../app.ts';
import { setReply, toQuestion } from './asked.ts';

const HELP = /^(help|\?|hilfe|aide|ayuda)[.!?]*$/i;
/** Documents named in the help. */
const TOPICS = 8;

/** Decides what a question is replied, and puts the reply together for its platform. */
export type Replying = {
  /** Stores the reply of an accepted question; false when Docent is stopping and the question stays as it is. */
  decide(row: AskedTable, platform: ChatPlatform): Promise<boolean>;
  /** The stored reply of a question, as the platform delivers it. */
  compose(row: AskedTable): Promise<Reply>;
};

/** Thrown to roll back an answer that is only the trace of a model call that `stop` broke off. */
class Interrupted extends Error {}

export function createReplying(
  app: Pick<App, 'store' | 'clock' | 'random' | 'log' | 'library' | 'answering' | 'feedback'>,
  stopping: AbortSignal,
): Replying {
  const { store, clock, log } = app;

  async function answer(row: AskedTable, platform: ChatPlatform): Promise<void> {
    const thread = await platform.thread(toQuestion(row), policy.threadTurns).catch(() => []);
    const origin = `${row.platform}:${row.workspace}/${row.channel}`;
    const asker = await hashUser(app, row.platform, row.user_id);
    await app.answering.answer(
      { text: row.text, thread, origin, asker },
      {
        signal: stopping,
        alongside: async (trx, { traceId, outcome }) => {
          if (stopping.aborted && outcome === 'unavailable') throw new Interrupted();
          await setReply(trx, clock, row.id, { answerId: traceId });
        },
      },
    );
  }

  async function help(): Promise<string> {
    const documents = await app.library.list({ limit: TOPICS });
    const topics = documents.filter(({ status }) => status === 'ready').map(({ title }) => title);
    const known =
      topics.length === 0 ? wording.noDocuments : fill(wording.helpTopics, { topics: topics.join(', ') });
    return `${wording.help}\n${known}`;
  }

  return {
    async decide(row, platform) {
      const text = row.text.trim();
      if (text === '' || HELP.test(text)) {
        await setReply(store, clock, row.id, { notice: await help() });
        return true;
      }
      try {
        await answer(row, platform);
      } catch (error) {
        if (stopping.aborted) return false;
        log.error({ asked: row.id, error: messageOf(error) }, 'answering failed');
        const apology = `${wording.outcome.unavailable} ${fill(wording.reference, { traceId: row.id })}`;
        await setReply(store, clock, row.id, { notice: apology });
      }
      return true;
    },

    async compose(row) {
      const reply = { deliveryId: row.id, question: toQuestion(row) };
      const record = row.answer_id === null ? undefined : await app.feedback.answer(row.answer_id);
      if (record !== undefined) return { ...reply, kind: 'answer', answer: record.answer };
      return { ...reply, kind: 'notice', text: row.notice ?? wording.outcome.unavailable };
    },
  };
}
