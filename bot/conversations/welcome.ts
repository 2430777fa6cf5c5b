import { collectionsFor } from '../../core/defensive-ux/channel-scope.ts';
import { channelRules } from '../../core/defensive-ux/channels.ts';
import { wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import type { JoinedPlace } from '../../core/ports/chat-places.ts';
import type { ChatPlatform } from '../../core/ports/chat-platform.ts';
import { isoNow } from '../../core/ports/clock.ts';
import { createExampleQuestions } from '../../knowledge/documents/example-questions.ts';
import { modeOfNewChannels } from '../settings/config.ts';
import type { ConversationApp } from './conversation-app.ts';
import { helpText } from './inbox/help-text.ts';
import { outsideOf } from './inbox/outside.ts';

type Deps = { app: ConversationApp; platform(id: string): ChatPlatform | undefined };

/**
 * Says once and for ever what Docent is for where it was brought to: not where others than the team read, where it does not
 * answer, nor where it was asked something before. A kill between the two steps leaves a place without, never with two.
 */
export function createWelcome({ app, platform }: Deps) {
  const { store, clock, config, log } = app;
  const examples = createExampleQuestions({ store, retriever: app.ownRetriever });

  /** What may be read there; null = nothing is answered. */
  async function readable(at: { platform: string; channel: string }): Promise<string[] | undefined | null> {
    const saved = await channelRules(store, at);
    const mode = saved?.mode ?? modeOfNewChannels(config());
    if (mode === 'off' || config().get('DOCENT_ANSWERING') === 'off') return null;
    const rules = saved ?? { mode, collections: null, models: null };
    return collectionsFor(store, rules, () => app.retriever.defaultCollections());
  }

  async function wasAsked({ platform: of, place }: JoinedPlace): Promise<boolean> {
    const asked = await store
      .selectFrom('asked')
      .select('id')
      .where('platform', '=', of)
      .where((eb) => eb.or([eb('channel', '=', place), eb('workspace', '=', place)]))
      .limit(1)
      .executeTakeFirst();
    return asked !== undefined;
  }

  async function isFirst({ platform: of, place }: JoinedPlace): Promise<boolean> {
    const row = { platform: of, place, at: isoNow(clock) };
    const { numInsertedOrUpdatedRows: inserted } = await store
      .insertInto('welcomes')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return inserted !== 0n;
  }

  return async (joined: JoinedPlace): Promise<void> => {
    const { platform: of, channel, userId } = joined;
    const chat = platform(of);
    if (chat?.greet === undefined) return;
    try {
      if ((await outsideOf(chat, { channel, userId })) !== null) return;
      const collections = await readable({ platform: of, channel });
      if (collections === null || collections?.length === 0) return;
      if ((await wasAsked(joined)) || !(await isFirst(joined))) return;
      await chat.greet(channel, `${wording.welcome}\n${await helpText(app, examples, collections)}`);
    } catch (error) {
      log.warn({ platform: of, channel, error: messageOf(error) }, 'a place was not greeted');
    }
  };
}
