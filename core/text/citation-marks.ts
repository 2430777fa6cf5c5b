/**
 * Source marks, `[n]`: n counts the sources of one answer. A mark has one to three digits, since `[2024]` is a year;
 * models also write several in one bracket, `[1, 2]`, which `renumberMarks` takes apart.
 */
export const MARK = String.raw`\[\d{1,3}\]`;
const NUMBERS = String.raw`\[(\d{1,3}(?:[ \t]*[,;][ \t]*\d{1,3})*)\]`;

const ONE = new RegExp(MARK);
const WHOLE = new RegExp(`^${MARK}$`);
const EACH = /\[(\d{1,3})\]/g;
const HERE = /\[(\d{1,3})\]/y;
/** Runs of spaces are begun at their first one alone: a long run would cost the square of its length. */
const SPACED = new RegExp(`(?<![ \\t])[ \\t]*${MARK}`, 'g');
const LAST = new RegExp(`${MARK}$`);
const LEADING = new RegExp(`^(?:${MARK}[ \\t.,;]*)+`);
/** Marks behind the sign that ends a sentence. */
const BEHIND = new RegExp(`([.!?…。！？]["'”’»)]*)((?:[ \\t]*${MARK})+)`, 'g');
/** With the space before it, which goes when the mark goes. */
const SPACED_NUMBERS = new RegExp(`[ \\t]{0,8}${NUMBERS}`, 'g');
const BARE_NUMBERS = new RegExp(NUMBERS, 'g');
/** The end of a text that may go on as a mark. */
const UNFINISHED = /(?<![ \t])[ \t]*(?:\[[\d,; \t]*)?$/;

/** The mark of source `n`. */
export function citationMark(n: number): string {
  return `[${n}]`;
}

/** Whether a text is one mark and nothing else. */
export function isMark(text: string): boolean {
  return WHOLE.test(text);
}

/** Whether a mark stands anywhere in a text. */
export function hasMark(text: string): boolean {
  return ONE.test(text);
}

/** The numbers of all marks in a text, in order, repeated ones too. */
export function markedNumbers(text: string): number[] {
  return [...text.matchAll(EACH)].map((mark) => Number(mark[1]));
}

/** The mark that begins at `at`, with its length; null where none does. */
export function markAt(text: string, at: number): { n: number; length: number } | null {
  HERE.lastIndex = at;
  const found = HERE.exec(text);
  return found === null ? null : { n: Number(found[1]), length: found[0].length };
}

/** A text without its marks and the spaces before them; `instead` stands in the place of each. */
export function withoutMarks(text: string, instead: '' | ' ' = ''): string {
  return text.replace(SPACED, instead);
}

/** A text without the marks at its very end. */
export function withoutTrailingMarks(text: string): string {
  let rest = text.trimEnd();
  let cut = false;
  for (let mark = lastMark(rest); mark > 0; mark = lastMark(rest)) {
    rest = rest.slice(0, -mark).trimEnd();
    cut = true;
  }
  return cut ? rest : text;
}

/** Length of the mark that a text ends with, 0 where none does. */
function lastMark(text: string): number {
  return LAST.exec(text.slice(-5))?.[0].length ?? 0;
}

/** Without the beginning of a mark at the end, and without the space before it: what may be shown of a growing text. */
export function withoutUnfinishedMark(text: string): string {
  return text.replace(UNFINISHED, '');
}

/** The marks that a text begins with, with what separates them; `''` where it begins with none. */
export function leadingMarks(text: string): string {
  return LEADING.exec(text)?.[0] ?? '';
}

/** Whether there is a letter or a digit besides the marks. */
export function saysMoreThanMarks(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(withoutMarks(text));
}

/** Each mark behind the end of a sentence moved before its full stop: `So. [1]` is `So [1].` */
export function marksBeforeStops(text: string): string {
  return text.replace(BEHIND, '$2$1');
}

/** Each number of a mark as `numberOf` has it, every one in brackets of its own; null takes it out. */
export function renumberMarks(text: string, numberOf: (n: number) => number | null): string {
  return text.replace(SPACED_NUMBERS, (mark, numbers: string) => {
    const known = numbers
      .split(/[,;]/)
      .map((digits) => numberOf(Number(digits)))
      .filter((n) => n !== null);
    return known.length === 0 ? '' : mark.slice(0, mark.indexOf('[')) + known.map(citationMark).join('');
  });
}

/** A document's own notes in round brackets: left as they are, they would name a source of the answer. */
export function marksInParentheses(text: string): string {
  return text.replace(BARE_NUMBERS, '($1)');
}
