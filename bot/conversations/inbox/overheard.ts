import { isAddressed, type Said } from '../../../core/defensive-ux/addressed/addressed.ts';
import { messageOf } from '../../../core/errors.ts';
import type { ChatPlatform, ChatTurn, IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { limits } from '../limits.ts';
import { isSilent } from './outside.ts';
import { optionsOf, placeRules } from './place-rules.ts';
import { toQuestion } from './questions.ts';

type Place = { platform: string; channel: string; thread: string | null };

/**
 * Whether what people say in a thread is looked at: the settings and the channel let Docent listen, and it was asked
 * something in that thread before. All else is not kept.
 */
export async function overhears(
  app: Pick<ConversationApp, 'config' | 'store'>,
  { address, text }: IncomingQuestion,
): Promise<boolean> {
  if (app.config().get('DOCENT_FOLLOW_UPS') !== 'on' || text === '') return false;
  return tookPart(app.store, address);
}

/**
 * Whether a question is Docent's to answer. A message that does not name it is, if it is meant for it by all that was said
 * in the thread, and the place's rules let it answer there: nobody who did not call it is told that it may not.
 */
export async function isForDocent(
  app: Pick<ConversationApp, 'config' | 'store' | 'clock' | 'retriever' | 'log'>,
  asked: AskedTable,
  platform: ChatPlatform,
): Promise<boolean> {
  // One that was answered before is written anew, or to be answered once more.
  if (asked.kind !== 'follow-up' || asked.replaces !== null || asked.refresh === 1) return true;
  const { unnamed } = await optionsOf(app.store, asked);
  if (unnamed === 'nothing') return false;
  const question = toQuestion(asked);
  const turns = await platform.thread(question, limits.overheardTurns).catch((): ChatTurn[] => []);
  const before = turns.map(({ role, text, userId }): Said => {
    return { by: role === 'assistant' ? null : (userId ?? 'somebody'), text };
  });
  if (!isAddressed({ by: asked.user_id, text: asked.text }, before, unnamed)) return false;
  if (await isSilent(app.store, platform, question)) return false;
  if ((await placeRules(app, asked)).notice !== null) return false;
  void platform
    .acknowledge(question)
    .catch((error: unknown) => app.log.warn({ error: messageOf(error) }, 'acknowledging failed'));
  return true;
}

/** What was not meant for Docent is not kept. */
export async function forget(store: Store, { id }: AskedTable): Promise<void> {
  await store.deleteFrom('asked').where('id', '=', id).where('state', '=', 'accepted').execute();
}

async function tookPart(store: Store, { platform, channel, thread }: Place): Promise<boolean> {
  if (thread === null) return false;
  const asked = await store
    .selectFrom('asked')
    .select('id')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where((eb) => eb.or([eb('message_id', '=', thread), eb('thread', '=', thread)]))
    .where('state', '=', 'replied')
    .limit(1)
    .executeTakeFirst();
  return asked !== undefined;
}
