import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import type { ChatPlatform, IncomingPress } from '../../../core/ports/chat-platform.ts';
import type { Citation } from '../../../core/types.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { outsideOf } from '../inbox/outside.ts';
import { limits } from '../limits.ts';
import type { FoundReply } from '../outbox/messages.ts';
import { withSourcePages } from '../outbox/source-pages.ts';

type Deps = {
  app: Pick<ConversationApp, 'feedback' | 'sourceLinks'>;
  platform(id: string): ChatPlatform | undefined;
};

/** The sources of an answer with the words that were used, for whoever presses alone; nothing for people outside the team. */
export function createTellSources({ app, platform }: Deps) {
  return async ({ asked, reply }: FoundReply, { channel, userId }: IncomingPress): Promise<string> => {
    const outside = await outsideOf(platform(asked.platform), { channel, userId });
    const record = reply.answer_id === null ? undefined : await app.feedback.answer(reply.answer_id);
    if (record === undefined || (outside !== null && asked.outside === null))
      return wording.sourcesButton.gone;
    const { citations } = withSourcePages(app.sourceLinks, record.answer, outside !== null);
    return sourcesInWords(citations);
  };
}

/** The sources with the words that were used, in plain text. */
export function sourcesInWords(citations: readonly Citation[]): string {
  if (citations.length === 0) return wording.sourcesButton.none;
  const shown = citations.slice(0, limits.toldSources);
  const rest = citations.length - shown.length;
  return [
    ...shown.map(sourceWords),
    ...(rest > 0 ? [fill(wording.sourcesButton.more, { count: rest })] : []),
  ].join('\n\n');
}

function sourceWords({ n, title, headings, quote, path, externalId, url }: Citation): string {
  const where = [title, ...headings.filter((heading) => heading !== title)].join(' › ');
  const address = [path, externalId].find((one) => one !== null && /^https?:\/\/\S+$/.test(one)) ?? url;
  const words = quote.replace(/\s+/g, ' ').trim();
  const cut = words.length <= limits.toldQuote ? words : `${words.slice(0, limits.toldQuote)}…`;
  return [`[${n}] ${where}`, `“${cut}”`, ...(address === undefined ? [] : [address])].join('\n');
}
