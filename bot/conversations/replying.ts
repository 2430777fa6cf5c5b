import { originOf } from '../../core/answering/people.ts';
import { collectionsFor } from '../../core/defensive-ux/channel-scope.ts';
import { type ChannelRules, channelRules, DIRECT, isDirect } from '../../core/defensive-ux/channels.ts';
import { fill, withContact, wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import type { ChatPlatform, Reply } from '../../core/ports/chat-platform.ts';
import { policy } from '../../core/rag/policy.ts';
import type { AskedTable } from '../../core/store/schema.ts';
import { createExampleQuestions } from '../../knowledge/documents/example-questions.ts';
import type { App } from '../assembly/app.ts';
import { modeOfNewChannels } from '../settings/config.ts';
import { setReply, toQuestion } from './asked.ts';
import { offersOf } from './offers.ts';
import { privacyNotice } from './privacy.ts';

const HELP = /^(help|\?|hilfe|aide|ayuda)[.!?]*$/i;
/** Documents named in the help. */
const TOPICS = 8;

/** What of the app it takes to reply. */
export type ReplyingApp = Pick<
  App,
  | 'config'
  | 'store'
  | 'clock'
  | 'random'
  | 'log'
  | 'library'
  | 'retriever'
  | 'ownRetriever'
  | 'answering'
  | 'feedback'
  | 'questionMemory'
>;

/** Decides what a question is replied, and puts the reply together for its platform. */
export type Replying = {
  /** Stores the reply of an accepted question; false when Docent is stopping and the question stays as it is. */
  decide(row: AskedTable, platform: ChatPlatform): Promise<boolean>;
  /** The stored reply of a question, as the platform delivers it. */
  compose(row: AskedTable): Promise<Reply>;
};

/** The rules of a place with the collections they come to; `notice` = nothing is answered there. */
type RulesHere = Omit<ChannelRules, 'collections'> & {
  collections: string[] | undefined;
  notice: string | null;
};

/** Thrown to roll back an answer that nobody waits for: `stop` broke the model off, or the asker is forgotten. */
class Interrupted extends Error {}

export function createReplying(app: ReplyingApp, stopping: AbortSignal): Replying {
  const { store, clock, log } = app;
  const examples = createExampleQuestions({ store, retriever: app.ownRetriever });
  const contact = () => app.config().get('DOCENT_CONTACT');

  /** What holds where the question was asked; the switch for all chats binds all. */
  async function rulesFor(row: AskedTable): Promise<RulesHere> {
    const direct = isDirect(row);
    const ofDirect = { platform: row.platform, channel: DIRECT };
    const saved = await channelRules(store, direct ? ofDirect : row);
    const mode = direct ? 'answer' : modeOfNewChannels(app.config());
    const rules = saved ?? { mode, collections: null, models: null };
    const collections = await collectionsFor(store, rules, () => app.retriever.defaultCollections());
    const here = { mode: rules.mode, models: rules.models, collections };
    if (app.config().get('DOCENT_ANSWERING') === 'off')
      return { ...here, notice: withContact(wording.paused, contact()) };
    if (rules.mode === 'off' && direct) return { ...here, notice: wording.notDirect };
    if (rules.mode === 'off') {
      const isDirectOff = (await channelRules(store, ofDirect))?.mode === 'off';
      return { ...here, notice: isDirectOff ? wording.notHereAtAll : wording.notHere };
    }
    return { ...here, notice: null };
  }

  /** Members may always ask what is stored about them, and have it deleted. */
  async function replyAboutThemselves(row: AskedTable): Promise<boolean> {
    const reply = await store.transaction().execute(async (trx) => {
      const notice = await privacyNotice({ store: trx, random: app.random }, row);
      if (notice !== null) await setReply(trx, clock, row.id, { notice });
      return notice;
    });
    // What was deleted is forgotten by search, too.
    if (reply === wording.privacy.deleted) app.questionMemory.changed();
    return reply !== null;
  }

  async function answer(row: AskedTable, platform: ChatPlatform, rules: RulesHere): Promise<void> {
    const thread = await platform.thread(toQuestion(row), policy.threadTurns).catch(() => []);
    const origin = originOf(row);
    const asker = await hashUser(app, row.platform, row.user_id);
    await app.answering.answer(
      {
        ...{ text: row.text, thread, origin, asker },
        ...(rules.collections === undefined ? {} : { collections: rules.collections }),
        ...(rules.models === null ? {} : { models: rules.models }),
      },
      {
        signal: stopping,
        alongside: async (trx, { traceId, outcome }) => {
          if (stopping.aborted && outcome === 'unavailable') throw new Interrupted();
          const isKept = rules.mode === 'suggest' && (outcome === 'answered' || outcome === 'abstained');
          const kept = isKept ? { suggested: wording.suggested } : {};
          // The member had their data deleted meanwhile: nothing of this question is kept.
          if (!(await setReply(trx, clock, row.id, { answerId: traceId, ...kept }))) throw new Interrupted();
        },
      },
    );
  }

  /** Names only what may be read where it was asked. */
  async function help({ collections }: RulesHere): Promise<string> {
    const open = collections ?? (await app.retriever.defaultCollections());
    const documents = await Promise.all(
      open.map((collection) => app.library.list({ collection, limit: TOPICS })),
    );
    const ready = documents.flat().filter(({ status }) => status === 'ready');
    const whom = contact();
    const start =
      whom === '' ? wording.help : `${wording.help}\n${fill(wording.helpContact, { contact: whom })}`;
    if (ready.length === 0) return `${start}\n${wording.noDocuments}`;
    const topics = ready
      .slice(0, TOPICS)
      .map(({ title }) => title)
      .join(', ');
    const known = `${start}\n${fill(wording.helpTopics, { topics })}`;
    const questions = await examples.of(open).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, 'no example questions for the help');
      return [];
    });
    if (questions.length === 0) return known;
    return `${known}\n${wording.helpExamples}\n${questions.map((question) => `- ${question}`).join('\n')}`;
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
        await setReply(store, clock, row.id, { notice: await help(rules) });
        return true;
      }
      if (rules.collections?.length === 0) {
        await setReply(store, clock, row.id, { notice: wording.nothingHere });
        return true;
      }
      try {
        await answer(row, platform, rules);
      } catch (error) {
        if (stopping.aborted || error instanceof Interrupted) return false;
        log.error({ asked: row.id, error: messageOf(error) }, 'answering failed');
        const sorry = withContact(wording.outcome.unavailable, contact());
        const apology = `${sorry} ${fill(wording.reference, { traceId: deliveryIdOf(row) })}`;
        await setReply(store, clock, row.id, { notice: apology });
      }
      return true;
    },

    async compose(row) {
      const offers = await offersOf(store, row);
      const reply = {
        deliveryId: deliveryIdOf(row),
        question: toQuestion(row),
        ...(row.replies === 0 ? {} : { further: true as const }),
        ...(offers.length === 0 ? {} : { offers }),
      };
      if (row.notice !== null) return { ...reply, kind: 'notice', text: row.notice };
      const record = row.answer_id === null ? undefined : await app.feedback.answer(row.answer_id);
      if (record !== undefined) return { ...reply, kind: 'answer', answer: record.answer };
      return { ...reply, kind: 'notice', text: withContact(wording.outcome.unavailable, contact()) };
    },
  };
}

/** Each reply to a question is a delivery of its own. */
const deliveryIdOf = ({ id, replies }: AskedTable): string => (replies === 0 ? id : `${id}-${replies}`);
