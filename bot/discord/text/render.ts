import { fill, isSmallTalk, markOf, wording } from '../../../core/defensive-ux/wording.ts';
import { emphasised } from '../../../core/local/emphasis.ts';
import type { Offer, Reply } from '../../../core/ports/chat-platform.ts';
import { citationMark } from '../../../core/text/citation-marks.ts';
import type { Answer, Citation, NearestDocument, Place } from '../../../core/types.ts';
import { limits } from './limits.ts';
import { toDiscord } from './markdown.ts';
import { escapeLine, escapeText, showAddress } from './markup.ts';
import { splitMessage } from './split.ts';

/**
 * A reply as messages in order. `votable`: thumbs and their buttons belong under it; `explained`: the button "why";
 * `offers` are further buttons; `pings` hear of it.
 */
export type Rendered = {
  parts: string[];
  votable: boolean;
  explained?: boolean;
  offers: readonly Offer[];
  pings?: readonly string[];
};

/** The heading over the sources: `turnText` in thread.ts cuts an earlier answer there. */
const sourcesHeading = `**${wording.sources}**`;

/** Writes a reply in Discord's markup; the same reply always gives the same messages. */
export function renderReply(reply: Reply): Rendered {
  const { offers = [] } = reply;
  const files = unreadFiles(reply.question.unread ?? []);
  if (reply.kind === 'notice') {
    const { tell = [] } = reply;
    const told = tell.map((userId) => `<@${userId}> `).join('');
    const text = [`${told}${bodyOf(reply.text)}`, ...files].join('\n\n');
    const pings = tell.length === 0 ? {} : { pings: tell };
    return { parts: splitMessage(text), votable: false, offers, ...pings };
  }
  const { answer } = reply;
  const tail = [...tailOf(answer), ...files].join('\n\n');
  const text = [shorten(bodyOf(emphasised(answer)), tail.length), tail]
    .filter((part) => part !== '')
    .join('\n\n');
  const explained = (answer.outcome === 'answered' && !isSmallTalk(answer)) || answer.outcome === 'abstained';
  const votable = explained && reply.withoutVotes !== true;
  return { parts: splitMessage(text), votable, ...(explained === votable ? {} : { explained }), offers };
}

/** What is shown of an answer while it is written, in the messages that it will stand in. */
export function renderLive(text: string): string[] {
  return splitMessage(bodyOf(text)).slice(0, limits.parts);
}

/** Text that is nothing but markup would give an empty message, which Discord refuses: it is shown raw. */
function bodyOf(text: string): string {
  return toDiscord(text) || escapeText(text).trim() || '…';
}

/** What stands under the text, by outcome. */
function tailOf(answer: Answer): string[] {
  switch (answer.outcome) {
    case 'answered':
      return [sources(answer.citations), label(answer)].filter((part) => part !== '');
    case 'abstained':
      return nearestLines(answer.nearest);
    case 'refused':
      return [];
    case 'unavailable':
      return [...nearestLines(answer.nearest), ...reference(answer)];
  }
}

function unreadFiles(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, limits.nearest).map((name) => escapeLine(name, limits.fileName));
  const more = names.length > shown.length ? ['…'] : [];
  return [`-# ${fill(wording.unread, { names: [...shown, ...more].join(', ') })}`];
}

function sources(citations: readonly Citation[]): string {
  if (citations.length === 0) return '';
  return [
    sourcesHeading,
    ...citations.map((citation) => `${citationMark(citation.n)} ${source(citation)}`),
  ].join('\n');
}

/** Title and headings, and where on the web it stands; a file's place on the server is nobody's business. */
function source({ title, headings, path, place, url }: Citation): string {
  const crumbs = [title, ...headings.filter((heading) => heading !== title)].join(' › ');
  return `${escapeLine(`${crumbs}${placeOf(place)}`, limits.sourceLine)}${webAddress(path) || webAddress(url ?? '')}`;
}

function webAddress(path: string): string {
  const isShown = /^https?:\/\/[^\s<>`]+$/i.test(path) && path.length <= limits.sourceAddress;
  return isShown ? ` ${showAddress(path)}` : '';
}

function placeOf({ page, startLine, endLine, scan }: Place): string {
  if (page !== undefined) return `, p. ${page}${scan === true ? `, ${wording.scan}` : ''}`;
  if (startLine === undefined) return '';
  return endLine === undefined || endLine === startLine
    ? `, line ${startLine}`
    : `, lines ${startLine}–${endLine}`;
}

function label(answer: Answer): string {
  const words = [
    ...(answer.confidence === 'partly' ? [`${wording.confidence.partly}.`] : []),
    markOf(answer),
  ].filter((word) => word !== '');
  return words.length === 0 ? '' : `-# ${words.join(' ')}`;
}

/** The nearest documents as one text under a heading; none where there are none. */
export function nearestLines(documents: readonly NearestDocument[]): string[] {
  if (documents.length === 0) return [];
  const lines = documents
    .slice(0, limits.nearest)
    .map(({ title, path }) => `- ${escapeLine(title, limits.sourceLine)}${webAddress(path)}`);
  return [[wording.nearest, ...lines].join('\n')];
}

/** The id that helps an admin find what happened, unless the text names it already. */
function reference({ text, traceId }: Answer): string[] {
  return text.includes(traceId) ? [] : [`-# ${fill(wording.reference, { traceId })}`];
}

/** Keeps a very long text within the messages of one answer, so that its sources still follow. */
function shorten(text: string, tail: number): string {
  const room = limits.parts * limits.content * 0.9 - tail;
  if (text.length <= room) return text;
  const [kept = ''] = splitMessage(text, Math.max(limits.content, Math.floor(room)));
  return `${kept}\n…`;
}
