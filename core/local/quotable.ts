import { PICTURE_MARK } from '../text/picture-mark.ts';
import { meaningOf } from '../text/words/meaning-words.ts';

/** Words of meaning that a sentence needs; a figure may stand alone. */
const LEAST_WORDS = 3;

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
