import { type APIMessage, SnowflakeUtil } from 'discord.js';
import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import type { Delivered, HelpPost } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi } from '../connection/api.ts';
import { findPart, nonceOf, type Part } from '../connection/lookup.ts';
import { createRecent } from '../connection/recent.ts';
import { limits } from '../text/limits.ts';
import { escapeLineStarts, escapeText } from '../text/markup.ts';
import { nearestLines } from '../text/render.ts';
import { failureOf, retryOf } from './failure.ts';

export type HelpDeps = { api: DiscordApi; clock: Clock; botId(): Promise<string> };

/** Margin for clocks that differ, in milliseconds. */
const SKEW_MS = 60_000;
/** Pages of the channel that are searched for an earlier attempt. */
const PAGES = 5;

/**
 * Posts questions for people, each once: Discord drops a second one with the same nonce for some minutes, and after an
 * attempt of this or an earlier process the channel is searched first.
 */
export function createHelpPosting({ api, clock, botId }: HelpDeps): (post: HelpPost) => Promise<Delivered> {
  const startedAt = clock.now();
  const tried = createRecent<true>(limits.remembered);

  async function lookUp({ channel, since }: HelpPost, part: Part): Promise<APIMessage | undefined> {
    const own = await botId();
    let after = String(SnowflakeUtil.generate({ timestamp: since - SKEW_MS }));
    for (let pages = 0; pages < PAGES; pages += 1) {
      const newestFirst = await api.messages(channel, { after, limit: limits.page });
      const found = findPart(
        newestFirst.filter(({ author }) => author.id === own),
        part,
      );
      const [newest] = newestFirst;
      if (found !== undefined || newest === undefined || newestFirst.length < limits.page) return found;
      after = newest.id;
    }
    return undefined;
  }

  return async (post) => {
    const { deliveryId, channel, since } = post;
    const part: Part = { content: renderHelp(post), nonce: nonceOf(deliveryId, 0) };
    const isFirst = tried.get(deliveryId) !== true && since >= startedAt;
    try {
      const earlier = isFirst ? undefined : await lookUp(post, part);
      tried.set(deliveryId, true);
      const posted =
        earlier ??
        (await api.post(channel, part).catch(async (error: unknown) => {
          const found = failureOf(error).kind === 'unknown' ? await lookUp(post, part) : undefined;
          if (found === undefined) throw error;
          return found;
        }));
      return { kind: 'delivered', messageIds: [posted.id] };
    } catch (error) {
      const failure = failureOf(error);
      return retryOf(failure) ?? { kind: 'failed', why: failure.why };
    }
  };
}

/** Who asks, the words, the message, the nearest documents: always one message. */
function renderHelp({ userId, question, link, nearest }: HelpPost): string {
  const asks = fill(wording.passOn.asks, { asker: `<@${userId}>` });
  const rest = [...(link === null ? [] : [link]), ...nearestLines(nearest)].join('\n');
  const room = limits.content - asks.length - rest.length - 2;
  const characters = [...question.trim()];
  let quoted = quote(question.trim());
  // Escaping makes a text longer by what stands in it.
  for (let kept = room; quoted.length > room; kept = Math.floor(kept * 0.8))
    quoted = quote(`${characters.slice(0, kept).join('')}…`);
  return [asks, quoted, rest].filter((one) => one !== '').join('\n');
}

function quote(text: string): string {
  return escapeLineStarts(escapeText(text)).replaceAll(/^/gm, '> ');
}
