import { changeProse, FENCE } from '../../../core/text/code-spans.ts';
import { escapeSlack } from './mrkdwn.ts';

/** What is to be appended to the message of the moment; `isFull` = the rest belongs into a next one. */
export type LivePiece = { append: string; isFull: boolean };

/** Follows a text that grows, and cuts it into messages to which only ever something is added. */
export type LiveText = {
  /** The next piece, which counts as sent from now on; null where the text does not go on as it began. */
  next(text: string): LivePiece | null;
};

/** Room for closing a block of code. */
const RESERVE = FENCE.length + 1;

const TORN = /^(?:[\ud800-\udbff]|\][([:])/;

/** `limit` is in characters of a message, escapes included. */
export function createLiveText(limit: number): LiveText {
  /** The text as far as it was sent, and where in it the message of the moment begins. */
  let known = '';
  let from = 0;
  let sent = '';
  let opening = '';

  const write = (text: string, to = text.length): string => opening + liveMarkdown(text.slice(from, to));

  function cutOf(text: string): number {
    let most = text.length;
    for (let least = known.length; least < most; ) {
      const middle = Math.ceil((least + most) / 2);
      if (write(text, middle).length <= limit - RESERVE) least = middle;
      else most = middle - 1;
    }
    for (const end of ['\n\n', '\n', ' ']) {
      const at = text.lastIndexOf(end, most);
      if (at > known.length && at > from + (most - from) / 2)
        return at + end.length > most ? at : at + end.length;
    }
    // Neither an emoji nor a label and its address are torn apart.
    const isTorn = TORN.test(text.slice(most - 1, most + 1));
    return isTorn && most - 1 >= known.length && most - 1 > from ? most - 1 : most;
  }

  return {
    next(text) {
      if (!text.startsWith(known)) return null;
      const whole = write(text);
      const isFull = whole.length > limit;
      const cut = isFull ? cutOf(text) : text.length;
      const written = isFull ? write(text, cut) : whole;
      if (!written.startsWith(sent)) return null;
      const isOpen = isFull && (written.match(/^```/gm)?.length ?? 0) % 2 === 1;
      const append = written.slice(sent.length) + (isOpen ? `\n${FENCE}` : '');
      known = text.slice(0, cut);
      sent = isFull ? '' : written;
      if (isFull) {
        from = cut;
        opening = isOpen ? `${FENCE}\n` : '';
      }
      return { append, isFull };
    },
  };
}

/** Markdown in which nothing mentions anybody, and no label hides where a link leads. */
export function liveMarkdown(text: string): string {
  return escapeSlack(changeProse(text, (prose) => prose.replaceAll(/\](?=[([:])/g, '] ')));
}
