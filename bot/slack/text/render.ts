import { fill, isSmallTalk, markOf, wording } from '../../../core/defensive-ux/wording.ts';
import { emphasised } from '../../../core/local/emphasis.ts';
import type { HelpPost, Offer, Reply } from '../../../core/ports/chat-platform.ts';
import { citationMark } from '../../../core/text/citation-marks.ts';
import type { Answer, Citation, NearestDocument } from '../../../core/types.ts';
import { slackLimits } from './limits.ts';
import { escapeSlack, toMrkdwn } from './mrkdwn.ts';
import { splitMrkdwn } from './split.ts';

/** `verbatim` keeps Slack from finding mentions, channels and links of its own in the text. */
type Mrkdwn = { type: 'mrkdwn'; text: string; verbatim: true };
type Plain = { type: 'plain_text'; text: string };
type FeedbackButton = { text: Plain; accessibility_label: string; value: string };

type Button = { type: 'button'; action_id: string; text: Plain; value: string };

/** The blocks that Docent posts. */
export type SlackBlock =
  | { type: 'section'; text: Mrkdwn }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'actions'; elements: Button[] }
  | {
      type: 'context_actions';
      elements: {
        type: 'feedback_buttons';
        action_id: string;
        positive_button: FeedbackButton;
        negative_button: FeedbackButton;
      }[];
    };

/** One message: `text` is what notifications, screen readers and a thread's later reading get. */
export type SlackMessage = {
  text: string;
  blocks: SlackBlock[];
  /** The whole message without blocks, for the day that Slack refuses those. */
  plain: string;
};

/** The feedback buttons' action; the value is `good:` or `bad:` and the trace id. */
export const feedbackAction = 'docent_feedback';

/** The action of "why this answer?"; the value is the trace id. */
export const whyAction = 'docent_why';

/** The actions of what replies offer. */
export const offerActions: Record<Offer, string> = {
  sources: 'docent_sources',
  share: 'docent_share',
  'ask-human': 'docent_ask_human',
  'try-again': 'docent_try_again',
  'delete-reply': 'docent_take_back',
};

const offerWords: Record<Offer, string> = {
  sources: wording.sourcesButton.button,
  share: wording.share.button,
  'ask-human': wording.passOn.button,
  'try-again': wording.again.button,
  'delete-reply': wording.deleteReply.button,
};

/** Whether members may vote on it: what was found or not found, not refusals, outages and small talk. */
export function isVotable(reply: Reply): boolean {
  return isFinding(reply) && reply.withoutVotes !== true;
}

function isFinding(reply: Reply): boolean {
  if (reply.kind !== 'answer' || isSmallTalk(reply.answer)) return false;
  return reply.answer.outcome === 'answered' || reply.answer.outcome === 'abstained';
}

/**
 * A reply as one message, or several when it is long. Buttons go on the first one (votes are counted on it),
 * sources and label on the last.
 */
export function renderReply(reply: Reply): SlackMessage[] {
  const words = reply.kind === 'answer' ? emphasised(reply.answer) : reply.text;
  // A thread shows no message as the answer to another one.
  const named = reply.tell ?? (reply.among === true ? [reply.question.userId] : []);
  const told = named.map((userId) => `<@${userId}> `).join('');
  const text = `${told}${toMrkdwn(words) || escapeSlack(words)}`;
  const parts = splitMrkdwn(text, slackLimits.messageText);
  const tail = [
    ...(reply.kind === 'answer' ? tailOf(reply.answer) : []),
    ...unreadFiles(reply.question.unread),
  ];
  const offers = (reply.offers ?? []).map((offer) => button(offerActions[offer], offerWords[offer], offer));
  const found = reply.kind === 'answer' && isFinding(reply) ? reply.answer.traceId : null;
  const votable = isVotable(reply) ? found : null;
  const row = [...(found === null ? [] : [button(whyAction, wording.why.button, found)]), ...offers];
  const buttons: SlackBlock[] = [
    ...(votable === null ? [] : [feedback(votable)]),
    ...(row.length === 0 ? [] : [{ type: 'actions' as const, elements: row }]),
  ];
  return parts.map((text, index) => {
    const sections = splitMrkdwn(text, slackLimits.sectionText).map(section);
    const last = index === parts.length - 1 ? tail : [];
    const first = index === 0 ? buttons : [];
    const blocks = [...sections, ...last, ...first];
    return { text, blocks, plain: [text, ...last.flatMap(textsOf)].join('\n\n') };
  });
}

/** Words that answer nobody. */
export function renderWords(words: string): SlackMessage {
  const text = toMrkdwn(words) || escapeSlack(words);
  return { text, blocks: splitMrkdwn(text, slackLimits.sectionText).map(section), plain: text };
}

/** A question that is passed on: who asks, the words, the message, the nearest documents. */
export function renderHelp({ userId, question, link, nearest: documents }: HelpPost): SlackMessage {
  const asks = fill(wording.passOn.asks, { asker: `<@${userId}>` });
  const [words = '…', ...more] = splitMrkdwn(
    escapeSlack(question),
    slackLimits.sectionText - slackLimits.line,
  );
  const quoted = `${words}${more.length === 0 ? '' : '…'}`.replaceAll(/^/gm, '>');
  const open = link === null ? [] : [section(`<${link}|${wording.passOn.open}>`)];
  const blocks = [section(asks), section(quoted), ...open, ...nearest(documents)];
  return { text: `${asks}\n${quoted}`, blocks, plain: blocks.flatMap(textsOf).join('\n\n') };
}

/** Files that came with the question are not read, and the asker is told so. */
function unreadFiles(names: readonly string[] = []): SlackBlock[] {
  if (names.length === 0) return [];
  return [context(fill(wording.unread, { names: shorten(names.join(', ')) }))];
}

function tailOf(answer: Answer): SlackBlock[] {
  switch (answer.outcome) {
    case 'answered':
      return [
        ...listed(
          wording.sources,
          answer.citations.map(
            (citation) => `${escapeSlack(citationMark(citation.n))} ${sourceLine(citation)}`,
          ),
        ),
        ...labelOf(answer).map(context),
      ];
    case 'abstained':
    case 'refused':
      return nearest(answer.nearest);
    case 'unavailable':
      return [...nearest(answer.nearest), ...reference(answer)];
  }
}

/** How far the answer goes and who wrote it; nothing where nobody did. */
function labelOf(answer: Answer): string[] {
  const mark = markOf(answer);
  if (mark === '') return [];
  return [answer.confidence === 'partly' ? `${wording.confidence.partly}. ${mark}` : mark];
}

/** What a member can quote to an admin; the answer's own text may already name it. */
function reference({ text, traceId }: Answer): SlackBlock[] {
  return text.includes(traceId) ? [] : [context(fill(wording.reference, { traceId }))];
}

function nearest(documents: readonly NearestDocument[]): SlackBlock[] {
  const titles = documents.map((document) => `• ${linked(document, shorten(nameOf(document)))}`);
  return listed(wording.nearest, titles);
}

function sourceLine(citation: Citation): string {
  const { headings, place } = citation;
  const page = place.page === undefined ? [] : [`p. ${place.page}`];
  const scan = place.scan === true ? [wording.scan] : [];
  const line = [[nameOf(citation), ...headings].join(' › '), ...page, ...scan].join(', ');
  return linked(citation, shorten(line));
}

type Named = Pick<NearestDocument, 'title' | 'path' | 'externalId'> & Pick<Citation, 'url'>;

/** Folders of the server are nobody's business: without a title the file's own name serves. */
function nameOf({ title, path }: Named): string {
  return title || (path.split(/[\\/]/).findLast((part) => part !== '') ?? path);
}

/** A line that opens the document where it has an address on the web. */
function linked({ path, externalId, url }: Named, line: string): string {
  const own = [path, externalId].find((one) => one !== null && /^https?:\/\/[^\s]+$/.test(one));
  const address = own ?? url;
  if (address == null) return escapeSlack(line);
  const safe = escapeSlack(address)
    .replaceAll('|', '%7C')
    .replaceAll('&lt;', '%3C')
    .replaceAll('&gt;', '%3E');
  return `<${safe}|${escapeSlack(line)}>`;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= slackLimits.line ? line : `${line.slice(0, slackLimits.line - 1)}…`;
}

function listed(heading: string, lines: string[]): SlackBlock[] {
  if (lines.length === 0) return [];
  return [section([`*${heading}*`, ...lines.slice(0, slackLimits.listed)].join('\n'))];
}

function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

function section(text: string): SlackBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function context(text: string): SlackBlock {
  return { type: 'context', elements: [mrkdwn(escapeSlack(text))] };
}

function feedback(traceId: string): SlackBlock {
  const button = (label: string, value: string): FeedbackButton => ({
    text: { type: 'plain_text', text: label },
    accessibility_label: label,
    value: `${value}:${traceId}`,
  });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: feedbackAction,
        positive_button: button(wording.feedback.good, 'good'),
        negative_button: button(wording.feedback.bad, 'bad'),
      },
    ],
  };
}

function button(actionId: string, label: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text: label }, value };
}

function textsOf(block: SlackBlock): string[] {
  if (block.type === 'section') return [block.text.text];
  return block.type === 'context' ? block.elements.map((element) => element.text) : [];
}
