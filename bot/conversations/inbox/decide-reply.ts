import { originOf } from '../../../core/answering/people.ts';
import { asksToStop } from '../../../core/defensive-ux/asks-to-stop.ts';
import { fill, isSmallTalk, withContact, wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import { appendNote } from '../../../core/feedback/append-signal.ts';
import { hashUser } from '../../../core/feedback/votes.ts';
import type { ChatPlatform, IncomingQuestion, Outside } from '../../../core/ports/chat-platform.ts';
import { otherSignals } from '../../../core/ports/signal-kinds.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { Answer } from '../../../core/types.ts';
import { createExampleQuestions } from '../../../knowledge/documents/example-questions.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { type Watched, watchWriting } from '../outbox/live-replies.ts';
import type { Notice } from '../outbox/notices.ts';
import { nextReply, storeReply } from '../outbox/replies.ts';
import { earlierTurns } from './earlier-turns.ts';
import { asksForHelp, helpText } from './help-text.ts';
import { type Interrupts, isAsAsked } from './interrupts.ts';
import { markOutside, outsideOf, placeOf } from './outside.ts';
import { forget, isForDocent } from './overheard.ts';
import { type PlaceRules, placeRules } from './place-rules.ts';
import { privacyNotice } from './privacy.ts';
import { saidOfEarlier } from './said-of-earlier.ts';
import type { StopAnswers } from './stopping.ts';

/**
 * Decides what an accepted question is replied, and stores that; false when Docent is stopping and the question stays as
 * it is.
 */
export type DecideReply = (
  asked: AskedTable,
  platform: ChatPlatform,
  /** `isBusy`: too many questions wait, and this one is only told so. */
  options?: { isBusy?: boolean },
) => Promise<boolean>;

/** Thrown to roll back an answer that nobody waits for: `stop` broke the model off, or the asker or the question is gone. */
class Interrupted extends Error {}

export function createDecideReply(
  app: ConversationApp,
  stopping: AbortSignal,
  interrupts: Pick<Interrupts, 'signalOf' | 'shows'>,
  stop: StopAnswers,
): DecideReply {
  const { store, clock, log } = app;
  const examples = createExampleQuestions({ store, retriever: app.ownRetriever });

  const giveNotice = (asked: AskedTable, notice: Notice) =>
    store.transaction().execute((trx) => storeReply(trx, clock, asked.id, { kind: 'notice', notice }));

  /** Members may always ask what is stored about them, and have it deleted. */
  async function replyAboutThemselves(asked: AskedTable): Promise<boolean> {
    const given = await store.transaction().execute(async (trx) => {
      const notice = await privacyNotice({ store: trx, random: app.random }, asked);
      if (notice !== null) await storeReply(trx, clock, asked.id, { kind: 'notice', notice });
      return notice;
    });
    // What was deleted is forgotten by search, too.
    if (given?.code === 'data-deleted') app.questionMemory.changed();
    return given !== null;
  }

  async function answer(
    asked: AskedTable,
    platform: ChatPlatform,
    rules: PlaceRules,
    outside: Outside | null,
  ): Promise<void> {
    const { persona, experts, followUps } = rules.options;
    const thread = followUps === 'alone' ? [] : await earlierTurns(store, platform, asked, outside);
    const origin = originOf(asked);
    const asker = await hashUser(app, asked.platform, asked.user_id);
    const watched = await watchWriting(app, { asked: { ...asked, outside }, platform, rules });
    const answering = app.answering.answer(
      {
        ...{ text: asked.text, thread, origin, asker },
        ...(rules.collections === undefined ? {} : { collections: rules.collections }),
        ...(rules.models === null ? {} : { models: rules.models }),
        ...(outside === null ? {} : { outside: true as const }),
        ...(persona === '' ? {} : { persona }),
        ...(experts === '' ? {} : { askInstead: experts }),
        ...(asked.refresh === 1 ? { refresh: true } : {}),
      },
      {
        signal: interrupts.signalOf(asked.id),
        ...(watched === null ? {} : { onShown: shows(asked, watched), watch: watched.watch }),
        alongside: async (trx, given) => {
          const { traceId: answerId, outcome, servedBy } = given;
          if (stopping.aborted && outcome === 'unavailable') throw new Interrupted();
          if (!(await isAsAsked(trx, asked))) throw new Interrupted();
          const isFinding = outcome === 'abstained' || (outcome === 'answered' && !isSmallTalk({ servedBy }));
          const isKept = rules.mode === 'suggest' && isFinding;
          const notice: Notice = { code: 'suggested', text: wording.suggested };
          const isOwed = isKept
            ? await storeReply(trx, clock, asked.id, { kind: 'suggestion', answerId, notice })
            : await storeReply(trx, clock, asked.id, { kind: 'answer', answerId });
          // The member had their data deleted meanwhile: nothing of this question is kept.
          if (!isOwed) throw new Interrupted();
          await noteWhatItSays(trx, asked, given);
        },
      },
    );
    try {
      await answering;
    } catch (error) {
      await watched?.giveUp();
      throw error;
    }
    await watched?.end();
  }

  const shows = (asked: AskedTable, watched: Watched) => (text: string) => {
    interrupts.shows(asked.id, text);
    watched.show(text);
  };

  async function noteWhatItSays(trx: Store, asked: AskedTable, given: Answer): Promise<void> {
    const said = await saidOfEarlier({ store: trx, random: app.random }, asked, given);
    if (said === null) return;
    const isWatched = app.config().get('DOCENT_IMPLICIT_SIGNALS') === 'on';
    if (isWatched || otherSignals[said.signal].source === 'explicit')
      await appendNote({ store: trx, clock, random: app.random }, said);
  }

  async function apologize(asked: AskedTable): Promise<void> {
    const sorry = withContact(wording.outcome.unavailable, app.config().get('DOCENT_CONTACT'));
    await store.transaction().execute(async (trx) => {
      const { id: traceId } = await nextReply(trx, asked.id);
      const text = `${sorry} ${fill(wording.reference, { traceId })}`;
      await storeReply(trx, clock, asked.id, { kind: 'notice', notice: { code: 'apology', text } });
    });
  }

  return async (asked, platform, { isBusy = false } = {}) => {
    if (!(await isForDocent(app, asked, platform))) {
      await forget(store, asked);
      return false;
    }
    const outside = await outsideOf(platform, placeOf(asked));
    await markOutside(store, asked, outside);
    if (await replyAboutThemselves(asked)) return true;
    const rules = await placeRules(app, asked, outside);
    if (rules.notice !== null) {
      await giveNotice(asked, rules.notice);
      return true;
    }
    if (asksToStop(asked.text)) {
      const { platform: id, channel, thread, user_id: userId } = asked;
      const text = await stop({ platform: id, channel, thread, userId }, asked);
      await giveNotice(asked, { code: 'stopping', text });
      return true;
    }
    if (isBusy) {
      await giveNotice(asked, { code: 'busy', text: wording.busy });
      return true;
    }
    if (asked.kind === ('missed' satisfies IncomingQuestion['kind'])) {
      await giveNotice(asked, { code: 'missed', text: wording.missed });
      return true;
    }
    if (asksForHelp(asked.text.trim())) {
      await giveNotice(asked, { code: 'help', text: await helpText(app, examples, rules.collections) });
      return true;
    }
    if (rules.collections?.length === 0) {
      await giveNotice(asked, { code: 'nothing-here', text: wording.nothingHere });
      return true;
    }
    try {
      await answer(asked, platform, rules, outside);
    } catch (error) {
      if (stopping.aborted || error instanceof Interrupted || !(await isAsAsked(store, asked))) return false;
      log.error({ asked: asked.id, error: messageOf(error) }, 'answering failed');
      await apologize(asked);
    }
    return true;
  };
}
