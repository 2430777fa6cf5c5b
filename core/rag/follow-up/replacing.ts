import { isStopWord } from '../../text/words/stop-words-to-search.ts';
import { kindOf } from './kinds.ts';
import { namesSomething, type Word, wordsIn } from './reading.ts';
import { PREPOSITIONS } from './words.ts';

/**
 * A question with what a fragment names in the place of its own: "How long is it for employees?" and "for students" is
 * "How long is it for students?". Null where nothing in the question is of the fragment's kind.
 */
export function replaceIn(question: string, fragment: string): string | null {
  const words = wordsIn(question);
  const parts = wordsIn(fragment);
  const slot = samePreposition(question, words, parts) ?? sameKind(words, parts) ?? sameHead(words, parts);
  if (slot === null) return null;
  const [first] = parts;
  const named = fragment.trim().replace(/[?!.\s]+$/, '');
  const needsArticle = first !== undefined && slot.preposition !== '' && !PREPOSITIONS.has(first.lower);
  const put = needsArticle ? `${slot.preposition} ${named}` : named;
  return `${question.slice(0, slot.start)}${put}${question.slice(slot.end)}`;
}

/** The question without what is of a kind that another text names, too: there it is said anew. */
export function withoutReplaced(question: string, by: string): string {
  const anew = new Set(
    wordsIn(by)
      .map(({ lower }) => kindOf(lower))
      .filter((kind) => kind !== null),
  );
  let left = question;
  for (const { start, end } of wordsIn(question)
    .filter(({ lower }) => anew.has(kindOf(lower) ?? ''))
    .toReversed()) {
    const before = left
      .slice(0, start)
      .replace(/\b(?:in|on|at|from|to|for|with|by|as)\s+(?:(?:the|a|an|my|our)\s+)?$/i, '');
    left = `${before}${left.slice(end)}`;
  }
  return left.replace(/\s+/g, ' ').trim();
}

const ARTICLES = /^(?:the|a|an|my|our|your)$/;

type Slot = { start: number; end: number; preposition: string };

/** "From reagan airport" for "from dulles": the last one, up to where the next thing begins. */
function samePreposition(question: string, words: readonly Word[], parts: readonly Word[]): Slot | null {
  const [first] = parts;
  if (first === undefined || !PREPOSITIONS.has(first.lower)) return null;
  const at = words.findLastIndex(({ lower }) => lower === first.lower);
  const from = words[at];
  const head = words[at + 1];
  if (from === undefined || head === undefined) return null;
  const phrase = [head];
  for (const word of words.slice(at + 2)) {
    const gap = question.slice(phrase.at(-1)?.end, word.start);
    if (PREPOSITIONS.has(word.lower) || /[,;:.!?]/.test(gap)) break;
    phrase.push(word);
  }
  // "When does the office in Lisbon open": the verb belongs to the question.
  const named = phrase.findLast(namesSomething) ?? head;
  return { start: from.start, end: named.end, preposition: '' };
}

/** The word of the question that names a thing of the same kind, with the preposition and article before it. */
function sameKind(words: readonly Word[], parts: readonly Word[]): Slot | null {
  const kinds = new Set(parts.map(({ lower }) => kindOf(lower)).filter((kind) => kind !== null));
  const at = words.findLastIndex(({ lower }) => kinds.has(kindOf(lower) ?? ''));
  const word = words[at];
  if (word === undefined) return null;
  let start = at;
  while (start > 0 && ARTICLES.test(words[start - 1]?.lower ?? '')) start -= 1;
  const before = words[start - 1];
  const first = parts[0];
  if (before !== undefined && PREPOSITIONS.has(before.lower))
    return { start: before.start, end: word.end, preposition: before.raw };
  // "The DC office": the article belongs to the office.
  const isWhole = first !== undefined && ARTICLES.test(first.lower);
  return { start: (isWhole ? (words[start] ?? word) : word).start, end: word.end, preposition: '' };
}

/** "Annual leave" for "sick leave": the same noun at the end, with the word before it. */
function sameHead(words: readonly Word[], parts: readonly Word[]): Slot | null {
  const head = parts.at(-1);
  if (head === undefined || parts.length < 2 || isStopWord(head.raw)) return null;
  const at = words.findLastIndex(({ lower }) => lower === head.lower);
  if (at === -1) return null;
  const modifier = words[at - 1];
  const isNamed = modifier !== undefined && !isStopWord(modifier.raw) && !PREPOSITIONS.has(modifier.lower);
  let start = isNamed ? at - 1 : at;
  if (ARTICLES.test(parts[0]?.lower ?? '') && ARTICLES.test(words[start - 1]?.lower ?? '')) start -= 1;
  return { start: words[start]?.start ?? 0, end: words[at]?.end ?? 0, preposition: '' };
}
