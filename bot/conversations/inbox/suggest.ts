import { collectionsFor } from '../../../core/defensive-ux/channel-scope.ts';
import { channelRules, DIRECT } from '../../../core/defensive-ux/channels.ts';
import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import { createExampleQuestions } from '../../../knowledge/documents/example-questions.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { outsideOf } from './outside.ts';

type Deps = {
  app: Pick<ConversationApp, 'config' | 'store' | 'library' | 'retriever' | 'ownRetriever' | 'log'>;
  platform(id: string): ChatPlatform | undefined;
};

/** Questions that are suggested in this way. */
const ENOUGH = 4;

/**
 * Questions that the documents answer which somebody may read in direct messages, to begin with; none for people outside
 * the team, nor where nothing is answered.
 */
export function createSuggest({ app, platform }: Deps) {
  const { store, retriever, log } = app;
  const examples = createExampleQuestions({ store, retriever: app.ownRetriever });
  /** What can be asked of any document. */
  async function aboutDocuments(collections: readonly string[]): Promise<string[]> {
    const lists = await Promise.all(
      collections.map((collection) => app.library.list({ collection, limit: ENOUGH })),
    );
    return lists
      .flat()
      .filter(({ status }) => status === 'ready')
      .slice(0, ENOUGH)
      .map(({ title }) => fill(wording.aboutDocument, { title }));
  }

  return async (place: { platform: string; channel: string; userId: string }): Promise<string[]> => {
    try {
      const outside = await outsideOf(platform(place.platform), { ...place, alone: true });
      const rules = await channelRules(store, { platform: place.platform, channel: DIRECT });
      const isOff = app.config().get('DOCENT_ANSWERING') === 'off' || rules?.mode === 'off';
      if (outside !== null || isOff) return [];
      const open = () => retriever.defaultCollections();
      const collections = rules === null ? undefined : await collectionsFor(store, rules, open);
      const readable = collections ?? (await open());
      const questions = await examples.of(readable).catch(() => []);
      return questions.length > 0 ? questions : await aboutDocuments(readable);
    } catch (error) {
      log.info({ error: messageOf(error) }, 'no questions to suggest');
      return [];
    }
  };
}
