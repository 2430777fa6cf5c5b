import { PICTURE_MARK } from '../text/picture-mark.ts';
import { meaningOf } from '../text/words/meaning-words.ts';
import type { ScoredPassage } from '../types.ts';

/** A stretch of a passage that can be quoted. */
export type Quotable = { text: string; score: number };

/** So many sentences at most are quoted as one, since a bracket is open between them. */
const MOST_JOINED = 4;
/** Words of meaning that a sentence needs; a figure may stand alone. */
const LEAST_WORDS = 3;

/**
 * The sentences of a passage, verbatim and in order. One that opens a bracket or a quotation goes on to the sentence that
 * closes it, up to `longest` characters.
 */
export function wholeSentences({ text, sentences }: ScoredPassage, longest: number): Quotable[] {
  const whole: Quotable[] = [];
  for (let at = 0; at < sentences.length; at++) {
    const first = sentences[at];
    if (first === undefined) continue;
    let last = at;
    if (isOpen(text.slice(first.start, first.end))) {
      const closing = sentences.findIndex(
        ({ end }, other) =>
          other > at &&
          other < at + MOST_JOINED &&
          end - first.start <= longest &&
          !isOpen(text.slice(first.start, end)),
      );
      if (closing > 0) last = closing;
    }
    const joined = sentences.slice(at, last + 1);
    const end = Math.max(...joined.map((one) => one.end));
    const score = Math.max(...joined.map((one) => one.score));
    whole.push({ text: text.slice(first.start, end).trim(), score });
    at = last;
  }
  return whole;
}

/** Whether a text is no answer: a fragment such as "See dates.", a lone title before it or not, half a bracket, a picture. */
export function isScrap(text: string): boolean {
  if (isOpen(text) || text.startsWith(PICTURE_MARK)) return true;
  const finished = text.split('\n').filter((line) => /[.!?…。！？]["'”’)]*$/.test(line.trim()));
  const said = finished.length === 0 ? text : finished.join('\n');
  return !/\d/.test(said) && meaningOf(said).size < LEAST_WORDS;
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['“', '”'],
  ['„', '“'],
]);

/** Whether a bracket or a quotation mark is open at the end; closers that nothing opened (`a)`, `:)`) do not count. */
function isOpen(text: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const inside = open.lastIndexOf(char);
    if (inside >= 0) open.length = inside;
    else if (char === '"' && startsWord(text, at)) open.push('"');
    else {
      const closer = PAIRS.get(char);
      if (closer !== undefined) open.push(closer);
    }
  }
  return open.length > 0;
}

/** A straight mark opens a quotation only before a word: `19"` is a length. */
function startsWord(text: string, at: number): boolean {
  return (at === 0 || /[\s([{–—-]/.test(text.charAt(at - 1))) && /\S/.test(text.charAt(at + 1));
}
