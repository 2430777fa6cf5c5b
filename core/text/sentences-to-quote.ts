/** A span of characters, end exclusive. */
export type Span = { start: number; end: number };

/** Words whose full stop ends no sentence, lower case, without it. */
const ABBREVIATIONS = new Set(
  `mr mrs ms dr prof sr jr st vs etc eg ie cf al approx dept est inc ltd co corp bros jan feb apr jun jul aug sep sept
  oct nov dec mon tue thu fri col lt sgt rev hon gov sen univ ave blvd tel eds e.g i.e u.s u.k a.m p.m ph.d`.split(
    /\s+/,
  ),
);

/** As above, but only before a number: `no. 7`, `fig. 2`. */
const NUMBERED = new Set('no nos fig figs sec ch p pp vol vols art ext eq'.split(' '));

/** A line that starts an item: bullet, number, letter in brackets, table row, quote. */
const ITEM_START = /^[ \t]*(?:[-*•·–+]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\||>)[ \t]*\S/;
const CLOSERS = /["'”’»)\]]/;
const [FULL_STOP, EXCLAMATION, QUESTION] = [0x2e, 0x21, 0x3f];
const WIDE_STOPS = '。！？｡';

/**
 * Cuts a passage into sentences: full stops, question and exclamation marks (not after abbreviations,
 * initials or inside `v2.3`), blank lines, list items and table rows; code stays a line each when it looks
 * like code. Spans are trimmed, in order, never empty, and never end inside a word. Apart from `sentencesToCheck`: the
 * weights of quotes were fitted to these cuts, and Unicode's rules take twice the time.
 */
export function sentencesToQuote(text: string): Span[] {
  const spans: Span[] = [];
  for (const line of linesOf(text)) splitLine(text, line, spans);
  return spans;
}

/** Runs of lines that belong together: a wrapped paragraph is one, each list item is its own. */
function linesOf(text: string): Span[] {
  const groups: Span[] = [];
  let open: Span | null = null;
  let at = 0;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const blank = line.trim() === '';
    const previous: Span | null = open;
    if (blank) open = null;
    else if (previous !== null && continues(text.slice(previous.start, previous.end), line))
      previous.end = end;
    else {
      open = { start: at, end };
      groups.push(open);
    }
    if (newline < 0) break;
    at = newline + 1;
  }
  return groups;
}

/** Whether a line goes on with the sentence before it. */
function continues(before: string, line: string): boolean {
  if (ITEM_START.test(line)) return false;
  const last = before.slice(before.lastIndexOf('\n') + 1);
  // A short line without an end mark that is followed by a capital is a label or a code line, not a wrap.
  if (/[:;{}]\s*$/.test(last)) return false;
  if (last.trim().length < 40 && /^\s*[\p{Lu}\d]/u.test(line)) return false;
  return !/^\s{4,}\S/.test(line);
}

function splitLine(text: string, line: Span, spans: Span[]): void {
  let start = line.start;
  for (let i = line.start; i < line.end; i++) {
    const unit = text.charCodeAt(i);
    let end = -1;
    if (unit === FULL_STOP || unit === EXCLAMATION || unit === QUESTION)
      end = endOfSentence(text, i, start, line.end);
    else if (unit > 127 && WIDE_STOPS.includes(text.charAt(i))) end = i + 1;
    if (end < 0) continue;
    push(text, start, end, spans);
    start = end;
    i = end - 1;
  }
  push(text, start, line.end, spans);
}

/** End of the sentence whose end mark stands at `at`, or -1 when it ends none. */
function endOfSentence(text: string, at: number, start: number, limit: number): number {
  let end = at + 1;
  while (end < limit && '.!?'.includes(text.charAt(end))) end++;
  while (end < limit && CLOSERS.test(text.charAt(end))) end++;
  // Footnote marks such as [12] stay with their sentence.
  if (end < limit && text.charAt(end) === '[') {
    const note = /^(?:\[[\w ]{1,12}\])+/.exec(text.slice(end, Math.min(limit, end + 40)));
    if (note) end += note[0].length;
  }
  if (end >= limit) return end;
  if (!/\s/.test(text.charAt(end))) return -1;
  const after = /\S/.exec(text.slice(end, Math.min(limit, end + 20)))?.[0] ?? '';
  const spaced = at > start && /\s/.test(text.charAt(at - 1));
  if (/\p{Ll}/u.test(after) && !spaced) return -1;
  if (text.charAt(at) !== '.' || end - at > 1) return end;
  const word = /[\p{L}\d.]*$/u.exec(text.slice(Math.max(start, at - 20), at))?.[0] ?? '';
  if (/^\p{Lu}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase())) return -1;
  if (NUMBERED.has(word.toLowerCase()) && /\d/.test(after)) return -1;
  if (/^\d{1,3}$/.test(word) && text.slice(start, at).trim() === word) return -1;
  return end;
}

function push(text: string, start: number, end: number, spans: Span[]): void {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  if (to > from && /[\p{L}\p{N}]/u.test(text.slice(from, to))) spans.push({ start: from, end: to });
}
