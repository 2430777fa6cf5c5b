import { explainAnswer } from '../../core/defensive-ux/why.ts';
import { isSmallTalk } from '../../core/defensive-ux/wording.ts';
import type { Offer, Reply, ReplyContent } from '../../core/ports/chat-platform.ts';
import { platformIds } from '../../core/ports/platforms.ts';
import type { Rehearsal, RehearsedReply } from '../../core/ports/rehearsal.ts';
import type { Answer } from '../../core/types.ts';
import { createExampleQuestions } from '../../knowledge/documents/example-questions.ts';
import { sourcesInWords } from '../conversations/buttons/sources.ts';
import { asksForHelp, helpText } from '../conversations/inbox/help-text.ts';
import { withSourcePages } from '../conversations/outbox/source-pages.ts';
import type { App } from './app.ts';
import { platformKinds } from './platforms/platform-kinds.ts';

const WHERE = { platform: 'console', workspace: 'console', channel: 'rehearsal', thread: null } as const;

/** Rehearsals with the answering and the platforms' own code that chats get; nothing is sent. */
export function createRehearsal(app: App): Rehearsal {
  const examples = createExampleQuestions({ store: app.store, retriever: app.ownRetriever });

  async function asSent(
    text: string,
    content: ReplyContent,
    offers: Offer[],
  ): Promise<RehearsedReply['sent']> {
    const question = {
      eventId: '',
      address: WHERE,
      messageId: '',
      userId: '',
      text,
      kind: 'mention',
    } as const;
    const reply: Reply = { ...content, deliveryId: 'rehearsal', question, offers };
    const sent = platformIds.map(async (id) => [id, await platformKinds[id].sent?.(reply)] as const);
    return Object.fromEntries((await Promise.all(sent)).filter(([, one]) => one !== undefined));
  }

  return {
    async reply({ text, thread, refresh = false }) {
      if (asksForHelp(text.trim())) {
        const words = await helpText(app, examples, undefined);
        return { answer: null, text: words, sent: await asSent(text, { kind: 'notice', text: words }, []) };
      }
      const made = await app.answering.answer({
        ...{ text, thread: [...thread], origin: 'console', asker: null },
        ...(refresh ? { refresh } : {}),
      });
      const answer = withSourcePages(app.sourceLinks, made, false);
      return {
        answer,
        text: answer.text,
        sent: await asSent(text, { kind: 'answer', answer }, offersOf(answer)),
      };
    },
    async told(answer, act) {
      return act === 'why' ? explainAnswer(app.store, answer) : sourcesInWords(answer.citations);
    },
  };
}

/** As in a channel for which nobody named people to ask. */
function offersOf(answer: Answer): Offer[] {
  if (isSmallTalk(answer)) return [];
  if (answer.outcome === 'refused') return ['delete-reply'];
  return [...(answer.citations.length > 0 ? (['sources'] as const) : []), 'try-again', 'delete-reply'];
}
