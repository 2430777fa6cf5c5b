import { MARK } from '../text/citation-marks.ts';
import type { Answer } from '../types.ts';
import { readQuestion } from './blocks/question-kind.ts';
import { ANSWER_PATTERNS, type QuestionKind, SAYS_YES_OR_NO } from './blocks/question-words.ts';

/** Kinds of facts whose signs mark the words that answer. */
const MARKED: ReadonlySet<QuestionKind> = new Set(['time', 'duration', 'money', 'number', 'contact']);

/** What keeps its own form: code, links, what is bold already, marks of sources, addresses. */
const FORMED = /`|\*\*|\]\(|https?:/;
const MARKS = new RegExp(MARK, 'g');

/** A word is bold whole, with the unit or the noun behind its number. */
const WHOLE =
  /^[\p{L}\p{N}.:@%+_-]*(?:[ -](?:%|percent|hours?|days?|weeks?|months?|years?|minutes?|people|members))?/u;

/**
 * The text of a quoted answer with the words that answer in bold: the figure, date, amount or address that was asked for, or
 * the yes or no it begins with. Only where one place in the first paragraph can be meant. For showing: quotes stay as they are.
 */
export function emphasised({ text, standalone, confidence, servedBy, writtenBy }: Answer): string {
  if (confidence !== 'found' || (writtenBy ?? servedBy) !== 'extract') return text;
  const [paragraph = ''] = text.split('\n\n', 1);
  // Marks keep their places, and are no figures.
  const first = paragraph.replace(MARKS, (mark) => ' '.repeat(mark.length));
  const { whole } = readQuestion(standalone);
  if (FORMED.test(first) || first.includes('\n')) return text;
  if (whole.kind === 'yes-no') return text.replace(SAYS_YES_OR_NO, (said) => `**${said}**`);
  const sign = MARKED.has(whole.kind) ? ANSWER_PATTERNS[whole.kind] : undefined;
  if (sign === undefined) return text;
  const found = [...first.matchAll(new RegExp(sign.source, `${sign.flags}g`))];
  const [only] = found;
  if (only === undefined || found.length > 1) return text;
  // A sign may begin in the middle of a word, or end there.
  const start = only.index - (/[\p{L}\p{N}.@+_-]*$/u.exec(first.slice(0, only.index))?.[0].length ?? 0);
  const lead = /^\s*/.exec(first.slice(start))?.[0].length ?? 0;
  const end = only.index + only[0].length;
  const rest = WHOLE.exec(first.slice(end))?.[0] ?? '';
  const bold = `${first.slice(start + lead, end)}${rest}`.replace(/[\s.:]+$/, '');
  // "How many hours" is answered by hours.
  const unit = /\bhow many ([\p{L}]{3,}?)s?\b/iu.exec(standalone)?.[1];
  if (unit !== undefined && !bold.toLowerCase().includes(unit.toLowerCase())) return text;
  const at = start + lead;
  return `${text.slice(0, at)}**${bold}**${text.slice(at + bold.length)}`;
}
