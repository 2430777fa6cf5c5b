import { messageOf } from '../../../core/errors.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { ConversationApp } from '../conversation-app.ts';

type Deed = { asked: AskedTable; answerId: string | null; userId: string };

/** Notes what somebody did about an answer; nothing else hangs on whether that works. */
export async function noteDeed(
  app: Pick<ConversationApp, 'config' | 'feedback' | 'clock' | 'log'>,
  signal: 'escalation' | 'deletion',
  { asked, answerId, userId }: Deed,
): Promise<void> {
  if (answerId === null || userId === '' || app.config().get('DOCENT_IMPLICIT_SIGNALS') === 'off') return;
  const at = { platform: asked.platform, channel: asked.channel, messageId: null, at: app.clock.now() };
  await app.feedback
    .note({ ...at, answerId, userId, signal, eventId: `${signal}:${asked.id}:${userId}` })
    .catch((error: unknown) =>
      app.log.warn({ signal, error: messageOf(error) }, 'what somebody did is not noted'),
    );
}
