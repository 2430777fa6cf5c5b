import { type ChannelRules, channelRules } from '../../core/defensive-ux/channels.ts';
import { fill, wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import type { ChatPlatform, Reply } from '../../core/ports/chat-platform.ts';
import { policy } from '../../core/rag/policy.ts';
import type { AskedTable } from '../../core/store/schema.ts';
import type { App } from '../app.ts';
import { modeOfNewChannels } from '../config.ts';
import { setReply, toQuestion } from './asked.ts';
import { privacyNotice } from './privacy.ts';

const HELP = /^(help|\?|hilfe|aide|ayuda)[.!?]*$/i;
/** Documents named in the help. */
const TOPICS = 8;

/** What of the app it takes to reply. */
export type ReplyingApp = Pick<
  App,
  'config' | 'store' | 'clock' | 'random' | 'log' | 'library' | 'answering' | 'feedback'
>;

/** Decides what a question is replied, and puts the reply together for its platform. */
export type Replying = {
  /** Stores the reply of an accepted question; false when Docent is stopping and the question stays as it is. */
  decide(row: AskedTable, platform: ChatPlatform): Promise<boolean>;
  /** The stored reply of a question, as the platform delivers it. */
  compose(row: AskedTable): Promise<Reply>;
};

/** Thrown to roll back an answer that nobody waits for: `stop` broke the model off, or the asker is forgotten. */
class Interrupted extends Error {}

export function createReplying(app: ReplyingApp, stopping: AbortSignal): Replying {
  const { store, clock, log } = app;

  /** What holds where the question was asked: no mode binds a direct message, the switch for all chats binds all. */
  async function rulesFor(row: AskedTable): Promise<ChannelRules & { notice: string | null }> {
    const isDirect = row.kind === 'direct';
    const saved = isDirect ? null : await channelRules(store, row);
    const mode = isDirect ? 'answer' : modeOfNewChannels(app.config());
    const rules = saved ?? { mode, collections: null, models: null };
    if (app.config().get('DOCENT_ANSWERING') === 'off') return { ...rules, notice: wording.paused };
    return { ...rules, notice: rules.mode === 'off' ? wording.notHere : null };
  }

  /** Members may always ask what is stored about them, and have it deleted. */
  function replyAboutThemselves(row: AskedTable): Promise<boolean> {
    return store.transaction().execute(async (trx) => {
      const notice = await privacyNotice({ store: trx, random: app.random }, row);
      if (notice !== null) await setReply(trx, clock, row.id, { notice });
      return notice !== null;
    });
  }

  async function answer(row: AskedTable, platform: ChatPlatform, rules: ChannelRules): Promise<void> {
    const thread = await platform.thread(toQuestion(row), policy.threadTurns).catch(() => []);
    const origin = `${row.platform}:${row.workspace}/${row.channel}`;
    const asker = await hashUser(app, row.platform, row.user_id);
    await app.answering.answer(
      {
        ...{ text: row.text, thread, origin, asker },
        ...(rules.collections === null ? {} : { collections: rules.collections }),
        ...(rules.models === null ? {} : { models: rules.models }),
      },
      {
        signal: stopping,
        alongside: async (trx, { traceId, outcome }) => {
          if (stopping.aborted && outcome === 'unavailable') throw new Interrupted();
          const isKept = rules.mode === 'suggest' && (outcome === 'answered' || outcome === 'abstained');
          const notice = isKept ? { notice: wording.suggested } : {};
          // The member had their data deleted meanwhile: nothing of this question is kept.
          if (!(await setReply(trx, clock, row.id, { answerId: traceId, ...notice })))
            throw new Interrupted();
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
      if (await replyAboutThemselves(row)) return true;
      const text = row.text.trim();
      const rules = await rulesFor(row);
      if (rules.notice !== null) {
        await setReply(store, clock, row.id, { notice: rules.notice });
        return true;
      }
      if (text === '' || HELP.test(text)) {
        await setReply(store, clock, row.id, { notice: await help() });
        return true;
      }
      try {
        await answer(row, platform, rules);
      } catch (error) {
        if (stopping.aborted || error instanceof Interrupted) return false;
        log.error({ asked: row.id, error: messageOf(error) }, 'answering failed');
        const apology = `${wording.outcome.unavailable} ${fill(wording.reference, { traceId: row.id })}`;
        await setReply(store, clock, row.id, { notice: apology });
      }
      return true;
    },

    async compose(row) {
      const reply = { deliveryId: row.id, question: toQuestion(row) };
      if (row.notice !== null) return { ...reply, kind: 'notice', text: row.notice };
      const record = row.answer_id === null ? undefined : await app.feedback.answer(row.answer_id);
      if (record !== undefined) return { ...reply, kind: 'answer', answer: record.answer };
      return { ...reply, kind: 'notice', text: wording.outcome.unavailable };
    },
  };
}
