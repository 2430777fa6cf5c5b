import { withoutMarks, withoutTrailingMarks } from '../../text/citation-marks.ts';
import { FENCE, withoutCode } from '../../text/code-spans.ts';
import { detectLanguage } from '../../text/languages/language-to-check.ts';
import { sentencesToCheck } from '../../text/sentences-to-check.ts';
import { contentStems, wordsOf } from '../../text/words/words-to-compare.ts';
import { hollowClosings, hollowOpenings, placeholders, refusals } from '../rules/answer-phrases.ts';
import type { Finding } from './finding.ts';

/** Limits of an answer that reads well. */
const limits = {
  /** Words beyond which nobody reads, code not counted: platforms split what is merely long. */
  words: 4000,
  /** From so many words on, a text of more than `ramble` times its evidence is padding. */
  shortest: 250,
  ramble: 3,
  /** Share of equal words from which an answer only says the question again. */
  echo: 0.8,
  /** Equal sentences that make a loop. */
  loop: 3,
  language: 0.3,
  /** Sentences of a text that only declines. */
  refusal: 3,
} as const;

const OPEN_END =
  /(?:[,;:([{–—-]|\b(?:and|or|but|the|a|an|of|to|in|on|for|with|by|from|that|which|is|are|was|were|because|if|when|und|oder|der|die|das|et|ou|le|la|les|de|y|o|el))$/i;

/** Whether a text only says that it has no answer, as models do in many words. */
export function isRefusal(text: string): boolean {
  const plain = withoutMarks(text).trim();
  return refusals.test(plain) && sentencesToCheck(plain).length <= limits.refusal;
}

/** Signs that an answer is none: `empty`, `truncated`, `echo`, `boilerplate`, `refusal`, `placeholder`, `wrong-language`, `over-long`, `loop`. */
export function detectBadAnswer(
  text: string,
  context: { question?: string | undefined; evidence?: readonly string[] | undefined } = {},
): Finding[] {
  const plain = withoutMarks(text).trim();
  const all = (kind: string, confidence: number): Finding => ({
    start: 0,
    end: text.length,
    kind,
    confidence,
  });
  if (!/[\p{L}\p{N}]/u.test(plain)) return [all('empty', 1)];
  const { question = '', evidence = [] } = context;
  const findings: Finding[] = [];
  const quoted = (piece: string) =>
    sentencesToCheck(piece).every(({ text: one }) => evidence.some((passage) => passage.includes(one)));
  const cut = truncation(text, quoted);
  if (cut !== null) findings.push(cut);
  if (isEcho(plain, question) && !quoted(plain)) findings.push(all('echo', 0.9));
  if (refusals.test(plain) && !quoted(plain)) findings.push(all('refusal', 0.9));
  for (const [pattern, kind] of [
    [hollowOpenings, 'boilerplate'],
    [hollowClosings, 'boilerplate'],
    [placeholders, 'placeholder'],
  ] as const) {
    const match = pattern.exec(text);
    if (match === null || quoted(match[0].trim())) continue;
    const fix = kind === 'boilerplate' ? { fix: '' } : {};
    findings.push({ start: match.index, end: match.index + match[0].length, kind, confidence: 0.8, ...fix });
  }
  if (isOtherLanguage(plain, question, evidence)) findings.push(all('wrong-language', 0.8));
  const words = wordsOf(withoutCode(plain, ' ')).length;
  const given =
    words <= limits.shortest ? 0 : evidence.reduce((sum, passage) => sum + wordsOf(passage).length, 0);
  if (words > limits.words || (given > 0 && words > limits.shortest && words > given * limits.ramble))
    findings.push(all('over-long', 0.8));
  const counts = new Map<string, number>();
  for (const { text: sentence } of sentencesToCheck(plain))
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  // What its source says as often is quoted.
  const source = evidence.join('\n\n');
  const isLoop = ([sentence, count]: [string, number]): boolean =>
    count >= limits.loop && sentence.length > 20 && source.split(sentence).length <= count;
  if ([...counts].some(isLoop)) findings.push(all('loop', 0.9));
  return findings;
}

/** The last sentence when it stops in its middle; a quote ends where its source does. */
function truncation(text: string, quoted: (piece: string) => boolean): Finding | null {
  const body = withoutTrailingMarks(text).trimEnd();
  const sentences = sentencesToCheck(body);
  const last = sentences.at(-1);
  if (last === undefined || last.text.endsWith(FENCE)) return null;
  const bare = last.text.replace(/(?<![*_`])[*_`]+$/, '');
  if (/[.!?…:][)"'”’*_`]*$/.test(bare) && !/[,:;]$/.test(bare)) return null;
  const strong = OPEN_END.test(bare);
  const others = sentences.slice(0, -1);
  const proseBefore =
    others.length > 0 && others.every(({ text: one }) => /[.!?…][)"'”’\]\d[ *_`]*$/.test(one));
  const item = /^(?:[-*+•|#]|\d+[.)])/.test(last.text);
  const weak =
    proseBefore &&
    !item &&
    last.text.split(' ').length >= 4 &&
    !/\n/.test(text.slice(others.at(-1)?.end, last.start));
  if ((!strong && !weak) || quoted(last.text)) return null;
  const fix = others.length > 0 ? { fix: '' } : {};
  return { start: last.start, end: text.length, kind: 'truncated', confidence: strong ? 0.85 : 0.7, ...fix };
}

const ASKS = /\?\s*$|^(?:who|what|when|where|which|why|how|is|are|do|does|did|can|may|should)\b/i;

function isEcho(text: string, question: string): boolean {
  // A statement said again may well be the answer; a question never is.
  if (!ASKS.test(question)) return false;
  const asked = new Set(contentStems(question));
  const said = contentStems(text);
  if (asked.size === 0 || said.length === 0) return false;
  const same = said.filter((stem) => asked.has(stem)).length / said.length;
  const words = wordsOf(text);
  const asks = /\?\s*$/.test(text) && same >= limits.echo;
  return (
    asks ||
    (same === 1 &&
      said.length >= 3 &&
      words.length >= wordsOf(question).length * limits.echo &&
      new Set(said).size >= asked.size * limits.echo)
  );
}

function isOtherLanguage(text: string, question: string, evidence: readonly string[]): boolean {
  // What is quoted is in the language of its source, with marks of its own.
  const own = sentencesToCheck(text).filter(
    ({ text: one }) => !evidence.some((passage) => passage.includes(one)),
  );
  const said = detectLanguage(own.map(({ text: one }) => one).join('\n'));
  const asked = detectLanguage(question);
  if (said === null || asked === null || said.language === asked.language) return false;
  if (said.confidence < limits.language || asked.confidence < limits.language) return false;
  return !evidence.some((passage) => detectLanguage(passage)?.language === said.language);
}
