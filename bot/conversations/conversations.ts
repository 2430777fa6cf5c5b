import { explainAnswer } from '../../core/defensive-ux/why.ts';
import { messageOf } from '../../core/errors.ts';
import type {
  ChatPlatform,
  IncomingQuestion,
  IncomingWhy,
  PlatformHandlers,
} from '../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../core/store/conversation-tables.ts';
import { createAttachSignals } from './buttons/attach-signals.ts';
import { createButtonPresses } from './buttons/button-press.ts';
import { createTakeReason } from './buttons/reasons.ts';
import { createReconcileVotes } from './buttons/reconcile-votes.ts';
import { createShare } from './buttons/share.ts';
import { createTellSources } from './buttons/sources.ts';
import { createUnmatchedSignals } from './buttons/unmatched-signals.ts';
import { createTakeVote } from './buttons/votes.ts';
import { createChannelSettings } from './channel-settings.ts';
import type { ConversationApp } from './conversation-app.ts';
import { createChangedQuestions } from './inbox/changed-questions.ts';
import { createDecideReply, type DecideReply } from './inbox/decide-reply.ts';
import { createInterrupts } from './inbox/interrupts.ts';
import { isSilent, outsideOf } from './inbox/outside.ts';
import { overhears } from './inbox/overheard.ts';
import { claim, toQuestion, unfinished } from './inbox/questions.ts';
import { createStopAnswers } from './inbox/stopping.ts';
import { createSuggest } from './inbox/suggest.ts';
import { limits } from './limits.ts';
import { createDeliverReply } from './outbox/deliver-reply.ts';
import { createHelpRequests } from './outbox/help-requests.ts';
import { messageOnRecord, replyOfMessage } from './outbox/messages.ts';
import { createProposals } from './proposals.ts';
import { askerOf, createQuestionWork } from './question-work.ts';
import { createReceipts } from './receipts/receipts.ts';
import { createWelcome } from './welcome.ts';

/** What happens between a platform's event and the one visible reply it ends in. */
export type Conversations = {
  handlers(): PlatformHandlers;
  /**
   * Goes on with what an earlier process left: accepted questions are answered, written replies delivered, votes and
   * presses matched with their messages.
   */
  resume(platform: string): Promise<void>;
  /** How many questions wait for their turn. */
  waiting(): number;
  /** Stops taking questions and waits for those under way; what is not delivered by then waits for the next start. */
  stop(): Promise<void>;
};

export type ConversationsDeps = {
  app: ConversationApp;
  platform(id: string): ChatPlatform | undefined;
};

export function createConversations({ app, platform }: ConversationsDeps): Conversations {
  const { store, clock, log } = app;
  const stopper = new AbortController();
  const stopping = stopper.signal;
  const helpRequests = createHelpRequests({ app, platform, stopping, backoffMs });
  const signals = createUnmatchedSignals(app);
  const presses = createButtonPresses({
    ...{ app, platform, helpRequests, signals, answerAgain, stopping },
    sources: createTellSources({ app, platform }),
    share: createShare({ app, platform, resume: deliverOn }),
  });
  const reconcile = createReconcileVotes({ app, platform, stopping });
  const takeVote = createTakeVote(app, signals);
  const attach = createAttachSignals({ app, carryOut: presses.carryOut });
  const deliver = createDeliverReply({ app, attach, backoffMs, stoodBefore: reconcile.touched });
  const interrupts = createInterrupts(stopping);
  const stopAnswers = createStopAnswers({ app, interrupts, resume: (asked) => resumeWork(asked) });
  const decideReply = createDecideReply(app, stopping, interrupts, stopAnswers);
  const decide: DecideReply = (asked, chat, options) =>
    decideReply(asked, chat, options).finally(() => interrupts.forget(asked.id));
  const questions = createQuestionWork({ app, platform, decide, deliver, stopping });
  const settings = createChannelSettings(app);
  const resumeWork = (asked: AskedTable) => questions.resume({ id: asked.id, asker: askerOf(asked) });
  const receipts = createReceipts({ app, platform, resume: deliverOn, stopping });
  const changed = createChangedQuestions({ app, platform, interrupts, resume: resumeWork });

  /** Doubling, with a random part so that many replies do not come back at the same moment. */
  function backoffMs(attempts: number): number {
    const full = Math.min(limits.firstRetryMs * 2 ** Math.min(attempts, 10), limits.longestRetryMs);
    return full * (0.75 + app.random.float() / 2);
  }

  /** A reply that nobody asked for just now: it takes nobody's turn. */
  function deliverOn(id: string): void {
    questions.resume({ id, asker: id });
  }

  function answerAgain(asked: AskedTable): void {
    acknowledge(toQuestion(asked));
    resumeWork(asked);
  }

  function acknowledge(question: IncomingQuestion): void {
    const chat = platform(question.address.platform);
    const show = async () => {
      if (!(await isSilent(store, chat, question))) await chat?.acknowledge(question);
    };
    void show().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'acknowledging failed'));
  }

  async function explain(about: IncomingWhy): Promise<string | null> {
    const answerId = (await messageOnRecord(store, about))?.answer_id ?? null;
    const written = answerId === null ? undefined : await replyOfMessage(store, about);
    // What the team was answered is not explained to others, even where they can see it by now.
    const { channel, userId = '' } = about;
    const chat = platform(about.platform);
    if (
      written?.asked.outside === null &&
      (await outsideOf(chat, { channel, userId }).catch(() => 'unknown')) !== null
    )
      return null;
    const record = answerId === null ? undefined : await app.feedback.answer(answerId);
    return record === undefined ? null : explainAnswer(store, record.answer);
  }

  return {
    handlers: () => ({
      async onQuestion(question) {
        const id = await claim(app, question);
        if (id === null) return;
        acknowledge(question);
        const asker = askerOf({ platform: question.address.platform, user_id: question.userId });
        if (questions.isFull(asker)) questions.turnAway({ id, asker });
        else questions.resume({ id, asker });
      },
      async onOverheard(message) {
        if (!(await overhears(app, message))) return;
        const id = await claim(app, message);
        if (id === null) return;
        questions.resume({
          id,
          asker: askerOf({ platform: message.address.platform, user_id: message.userId }),
        });
      },
      async onVote(vote) {
        reconcile.touched(vote);
        return takeVote(vote);
      },
      onReason: createTakeReason(app, signals),
      onProposal: createProposals({ app, platform }),
      settingsForm: settings.form,
      onSettings: settings.save,
      onMissed: reconcile.missed,
      onJoined: createWelcome({ app, platform }),
      onCleared: reconcile.cleared,
      onEdited: changed.edited,
      onGone: changed.gone,
      onWhy: explain,
      onDelete: presses.delete,
      onPress: presses.press,
      onStop: stopAnswers,
      suggest: createSuggest({ app, platform }),
    }),
    async resume(id) {
      for (const asked of await unfinished(store, id)) {
        const isSeen = asked.state === 'accepted' && asked.kind !== 'follow-up';
        if (isSeen && !questions.isInHand(asked.id)) acknowledge(toQuestion(asked));
        resumeWork(asked);
      }
      await helpRequests.resume(id);
      await attach.all(id);
      reconcile.start(id);
      receipts.start(id);
    },
    waiting: questions.waiting,
    async stop() {
      stopper.abort();
      const late = new AbortController();
      const done = Promise.all([questions.idle(), helpRequests.idle()]);
      await Promise.race([done, clock.sleep(limits.stopMs, late.signal).catch(() => {})]);
      late.abort();
    },
  };
}
