import { MARK } from './citation-marks.ts';
import { isFenceLine } from './code-spans.ts';

/**
 * Where a text may be cut so that no sentence is cut in two: at line ends outside code fences, and after a mark that
 * ends a sentence, with its closing quotes and its `[n]` marks, once what follows reads like a new sentence. When in
 * doubt there is no cut: a piece of two sentences is held back a little longer, half a sentence would be shown.
 * The other splitters look at the whole text, and would cut elsewhere when more of it comes.
 */
const END = new RegExp(
  `(?:\\n|(?<![.!?…])[.!?…]+["'”’»)\\]*_]*(?:[ \\t]*${MARK})*[ \\t]+|(?<![。！？])[。！？]+["”’」』）]*(?:[ \\t]*${MARK})*)`,
  'gu',
);
/** A lower-case letter goes on with the sentence; a `[` may be a citation that is not complete yet. */
const GOES_ON = new RegExp(`^[ \\t]*(?:$|\\p{Ll}|\\[\\d{0,3}$|${MARK})`, 'u');
/** Short forms whose full stop ends nothing. */
const SHORT =
  /^\s*\d{1,3}\.[ \t]+$|(?:^|[\s("'])(?:[A-Z]|e\.g|i\.e|cf|vs|etc|ca|approx|no|nr|vol|pp?|fig|dr|mrs?|ms|prof|st|z\.B|bzw)\.[ \t]+$/i;

/** Characters of the longest short form, with what stands before it. */
const LONGEST_SHORT = 16;

/** The complete pieces at the beginning of `text`, and what is left: the beginning of a piece still to come. */
export function takeSentences(text: string): { complete: string[]; rest: string } {
  const complete: string[] = [];
  let from = 0;
  let fenced = false;
  let line = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    // A piece begins a line: where the cuts fall must not depend on how much of the text is there.
    const isFence = isFenceLine(text.slice(Math.max(from, line), match.index));
    if (match[0] === '\n') {
      if (isFence) fenced = !fenced;
      line = end;
    }
    // The line that is being read began with a fence: the opening line is part of the fence too.
    if (fenced || (isFence && match[0] !== '\n')) continue;
    if (match[0] !== '\n' && !endsSentence(text, from, end)) continue;
    complete.push(text.slice(from, end));
    from = end;
  }
  return { complete, rest: text.slice(from) };
}

/** All pieces of a finished text; joined they are the text. */
export function piecesOf(text: string): string[] {
  const { complete, rest } = takeSentences(text);
  return rest === '' ? complete : [...complete, rest];
}

/** The text without every sentence that holds a span; nothing is left of it when no span says where the fault is. */
export function dropSentences(text: string, spans: readonly [number, number][]): string {
  if (spans.length === 0) return '';
  let at = 0;
  const kept = piecesOf(text).filter((sentence) => {
    const [start, end] = [at, at + sentence.length];
    at = end;
    return !spans.some(
      (span) => span[0] < Math.max(end, start + 1) && Math.max(span[1], span[0] + 1) > start,
    );
  });
  return kept.join('').trimEnd();
}

function endsSentence(text: string, from: number, end: number): boolean {
  const next = text.slice(end, end + 8);
  if (next === '' || GOES_ON.test(next)) return false;
  // A short form is short: no more is looked at, however long the sentence grows.
  const written = text.slice(from, end).trimEnd();
  return !SHORT.test(`${written.length > LONGEST_SHORT ? '-' : ''}${written.slice(-LONGEST_SHORT)} `);
}
