import { wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { LiveReply } from '../../../core/ports/live-reply.ts';
import type { DiscordApi } from '../connection/api.ts';
import type { FirstResponses } from '../incoming/first-response.ts';
import { writtenAt } from '../incoming/written-at.ts';
import { limits } from '../text/limits.ts';
import { renderLive } from '../text/render.ts';
import { stopRow } from '../votes/buttons.ts';
import { readTicket } from './reply-token.ts';

type Deps = {
  api: Pick<DiscordApi, 'editOriginal'>;
  clock: Clock;
  responses: Pick<FirstResponses, 'isOpen'>;
  onMinor(error: unknown, what: string): void;
};

/**
 * Shows the answer to a command while it is written, where "is thinking" stood. Only its first message: what follows one
 * cannot be changed later. The reply takes its place, so nothing has to be put on record.
 */
export function createLiveCommands({ api, clock, responses, onMinor }: Deps) {
  return (question: IncomingQuestion): LiveReply | null => {
    const ticket = readTicket(question.replyToken);
    if (ticket === null || ticket.fresh === true) return null;
    const { app, token } = ticket;
    const until = writtenAt(question.messageId) + limits.interactionMs;
    const ended = new AbortController();
    let wanted: string | null = null;
    let standing: string | null = null;
    let isOver = false;
    let work: Promise<void> | null = null;

    const pause = (ms: number): Promise<void> => clock.sleep(ms, ended.signal).catch(() => {});

    async function run(): Promise<void> {
      if (standing === null) await pause(limits.liveAfterMs);
      if (!(await responses.isOpen(question.messageId))) isOver = true;
      while (!isOver && wanted !== null && !(ended.signal.aborted && wanted !== '')) {
        const shown = wanted;
        const [content = ''] = shown === '' ? [`*${wording.status.anew}*`] : renderLive(shown);
        wanted = null;
        if (clock.now() >= until || (shown === '' && standing === null) || content === standing) continue;
        await api.editOriginal(app, token, { content, components: stopRow() });
        standing = content;
        await pause(limits.liveEveryMs);
      }
    }

    return {
      show(shown) {
        if (isOver || (ended.signal.aborted && shown !== '')) return;
        wanted = shown;
        work ??= run()
          .catch((error: unknown) => {
            isOver = true;
            onMinor(messageOf(error), 'the answer to a command is shown no further while it is written');
          })
          .finally(() => {
            work = null;
          });
      },
      async end() {
        ended.abort();
        await work;
      },
    };
  };
}
