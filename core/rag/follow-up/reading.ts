import { lightStem } from '../../text/words/stem-to-tell-apart.ts';
import { isStopWord } from '../../text/words/stop-words-to-search.ts';
import { kindOf } from './kinds.ts';
import {
  CONTINUING,
  DETERMINERS,
  EVERYDAY_VERBS,
  JOINING,
  OPENERS,
  PREPOSITIONS,
  PRONOUNS,
  QUESTION_STARTS,
  RELATIONAL_NOUNS,
  TIMES,
} from './words.ts';

/**
 * How an English message stands to what was said before: it stands `alone`; it `completes` the question before ("and for
 * contractors?"); or it `refers` to what that was about ("is it paid?"). `rest` is the message without "ok, and".
 */
export type Reading = { kind: 'alone' | 'completes' | 'refers'; rest: string };

export type Word = { raw: string; lower: string; start: number; end: number };

const ABOUT = /^(?:what|how) about\s+(?=\S)/i;
const WHAT_IF = /^what (?:if|happens (?:if|when)|then)\b/i;
/** "Is it allowed to …": this "it" points at nothing. */
const DUMMY =
  /\b(?:is|was|isn'?t|would|will) it (?:be )?(?:\w+ )?(?:possible|ok|okay|allowed|fine|necessary|required|true|normal|safe|better|worth)\s+(?:to|that|if|for|when)\b|\b(?:does|will|did) it (?:usually )?(?:take|cost|mean)\s+(?:me |us |you )?to\b|\bwhat time is it\b/gi;
const THAT =
  /^(?:\S+ )?that\b(?! (?:is|are|you|we|the|i)\b)|\b(?:do|does|with|for|about|to|of|after|before|on|in|at|from|like|is|was|than|without|by|need|doing|have|get|use)\s+that\b|\bthat[?.! ]*$/i;
const ONE = /\b(?:which|another|that|this|the \S+|other) one\b|\bone[?.! ]*$/i;
const THERE =
  /(?<!\b(?:is|are|was|were|be|been|isn'?t|aren'?t)\s)\bthere\b(?!\s+(?:is|are|was|were|will|be|a|an|any)\b)/i;
const GOES_ON =
  /\b(?:too|as well)[?.! ]*$|\bthe (?:same|others?|above|first|second|last) ?(?:one)?[?.! ]*$|\bthe same\b|\bthe others?\b/i;
/** Words of a question without a verb. */
const FRAGMENT_WORDS = 3;
const CLAUSE_STARTS = new Set(['if', 'once', 'when', 'while', 'unless']);
/** Between a noun and a pronoun: the pronoun may mean the noun. */
const CLAUSE_END = /[,;:.!?]|\b(?:and|but|if|when|who|how|where|what|why|before|after|because|so|then)\b/i;

export function wordsIn(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’._/+#-]*/gu)].map(({ 0: found, index }) => {
    const raw = found.replace(/['’._/-]+$/, '');
    return { raw, lower: raw.toLowerCase().replace(/['’]/g, ''), start: index, end: index + raw.length };
  });
}

/** Whether a word says what a text is about: no little word, no everyday verb, no "deadline" of something. */
export function namesSomething({ raw, lower }: Word): boolean {
  if (lower.length < 2 && !/\p{N}/u.test(lower)) return false;
  if (raw === 'IT') return true;
  if (isStopWord(raw) || PRONOUNS.has(lower) || OPENERS.has(lower) || PREPOSITIONS.has(lower)) return false;
  return !isEveryday(lower);
}

const EVERYDAY_STEMS = new Set([...EVERYDAY_VERBS, ...RELATIONAL_NOUNS].map(lightStem));

function isEveryday(lower: string): boolean {
  return EVERYDAY_STEMS.has(lightStem(lower));
}

/** `before` is what was asked and answered last: "the form" may be one that stands there. */
export function readFollowUp(text: string, before = ''): Reading {
  const { rest, joined } = withoutOpeners(text.trim());
  if (ABOUT.test(rest)) return { kind: 'completes', rest: rest.replace(ABOUT, '') };
  if (rest === '') return { kind: 'refers', rest: text.trim() };
  const words = wordsIn(rest);
  const first = words[0]?.lower ?? '';
  const named = words.filter(namesSomething).length;
  const refers = WHAT_IF.test(rest) || named === 0 || pointsBack(rest, words) || namesAgain(words, before);
  if (QUESTION_STARTS.has(first)) return { kind: refers ? 'refers' : 'alone', rest };
  // "On linux, where do they go?" begins with its place, and asks all the same.
  const asks = words.slice(1).some(({ lower }) => QUESTION_STARTS.has(lower) && !PREPOSITIONS.has(lower));
  if (asks) return { kind: refers || (joined && !CLAUSE_STARTS.has(first)) ? 'refers' : 'alone', rest };
  if (joined || PREPOSITIONS.has(first)) return { kind: 'completes', rest };
  if (refers) return { kind: 'refers', rest };
  // A lone word may be looked up as well, unless it is one of a kind.
  const isFragment = /\?\s*$/.test(rest)
    ? words.length <= FRAGMENT_WORDS
    : words.length === 1 && kindOf(first) !== null;
  return { kind: isFragment ? 'completes' : 'alone', rest };
}

function withoutOpeners(text: string): { rest: string; joined: boolean } {
  let rest = text;
  let joined = false;
  for (;;) {
    const word = /^([\p{L}]+)[\s,.!:…-]*/u.exec(rest);
    const lower = word?.[1]?.toLowerCase() ?? '';
    if (word === null || !OPENERS.has(lower)) return { rest, joined };
    if (JOINING.has(lower)) joined = true;
    rest = rest.slice(word[0].length).replace(/^[?]+$/, '');
  }
}

/** "The form", "the travel form", of which was spoken. */
function namesAgain(words: readonly Word[], before: string): boolean {
  const spoken = new Set(wordsIn(before).map(({ lower }) => lightStem(lower)));
  return words.some(({ lower }, at) => {
    if (lower !== 'the') return false;
    const named = words.slice(at + 1, at + 3).filter(({ raw }) => !isStopWord(raw));
    // "The first day" is not the day that a sum is paid for.
    const says = named.filter((word, nth) => nth === 0 || !TIMES.has(word.lower));
    return says.some((word) => spoken.has(lightStem(word.lower)));
  });
}

/** Whether something in the message can only be understood from before. */
function pointsBack(text: string, words: readonly Word[]): boolean {
  if (ONE.test(text) || THERE.test(text) || GOES_ON.test(text) || THAT.test(text)) return true;
  if (words.some(({ lower }) => CONTINUING.has(lower))) return true;
  const dummies = [...text.matchAll(DUMMY)].map(
    ({ 0: found, index }) => [index, index + found.length] as const,
  );
  return words.some((word, at) => {
    if (!PRONOUNS.has(word.lower) || word.raw === 'IT') return false;
    if (dummies.some(([start, end]) => word.start >= start && word.start < end)) return false;
    if (/^th(?:is|ese)$/.test(word.lower) && TIMES.has(words[at + 1]?.lower ?? '')) return false;
    return !hasOwnAntecedent(text, words.slice(0, at), word);
  });
}

/** "If my laptop breaks, who repairs it?": named in the message itself, a clause before. */
function hasOwnAntecedent(text: string, before: readonly Word[], pronoun: Word): boolean {
  return before.some((word, at) => {
    const determiner = before[at - 1];
    if (determiner === undefined || !DETERMINERS.has(determiner.lower) || isStopWord(word.raw)) return false;
    return CLAUSE_END.test(text.slice(word.end, pronoun.start));
  });
}
