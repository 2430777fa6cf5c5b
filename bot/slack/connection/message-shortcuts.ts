import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { PlatformHandlers } from '../../../core/ports/chat-platform.ts';
import type { Proposed } from '../incoming/proposals.ts';
import { toChosenMessage, toShortcutQuestion } from '../incoming/shortcuts.ts';
import type { NameOf } from '../text/decode.ts';
import type { Identity } from './identity.ts';

/** What stands in the menu of a message ("More message shortcuts"), by the id that Slack tells. */
export const messageShortcuts = {
  ask: { id: 'ask_about_this', name: 'Ask about this' },
  propose: { id: 'save_as_knowledge', name: 'Save as knowledge' },
} as const;

export type ShortcutDeps = {
  handlers: Pick<PlatformHandlers, 'onQuestion'>;
  logger: Logger;
  nameOf: NameOf;
  learnNames(body: unknown): Promise<void>;
  /** Takes a message or thread in as a proposal, for somebody who may propose. */
  proposeChosen(chosen: { channel: string; ts: string; userId: string; text: string }): Promise<Proposed>;
};

/** The menu of a message: its words are asked for whoever chose it alone, or proposed as knowledge. */
export function listenForShortcuts(app: App, deps: ShortcutDeps, known: () => Identity): void {
  const { handlers, logger } = deps;

  app.shortcut({ callback_id: messageShortcuts.ask.id, type: 'message_action' }, async (chosen) => {
    const { ack, body, respond } = chosen;
    await ack();
    const say = (text: string) => respond({ response_type: 'ephemeral', replace_original: false, text });
    await deps.learnNames(body);
    const question = toShortcutQuestion(body, known(), deps.nameOf);
    if (question === null) return void (await say(wording.outcome.unavailable));
    try {
      await handlers.onQuestion(question);
      await say(wording.status.seen);
    } catch (error) {
      // As for a command: Slack does not send it twice.
      logger.error({ why: messageOf(error) }, 'a shortcut could not be taken in');
      await say(wording.outcome.unavailable);
    }
  });

  app.shortcut({ callback_id: messageShortcuts.propose.id, type: 'message_action' }, async (chosen) => {
    const { ack, body, respond } = chosen;
    await ack();
    const message = toChosenMessage(body, known());
    const outcome =
      message === null
        ? 'failed'
        : await deps.proposeChosen(message).catch((error: unknown): Proposed => {
            logger.error({ why: messageOf(error) }, 'a proposal was not taken in');
            return 'failed';
          });
    await respond({ response_type: 'ephemeral', replace_original: false, text: wording.proposal[outcome] });
  });
}
