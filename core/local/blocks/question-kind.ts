import {
  ANSWER_PATTERNS,
  CONTACT_WAYS,
  COUNTED,
  INDIRECT,
  KIND_WORDS,
  QUESTION_PATTERNS,
  type QuestionKind,
  SECOND_QUESTION,
  SIDES,
  TWO_OF_A_KIND,
} from './question-words.ts';
import { contentOf, tellingOf } from './words.ts';

/** One thing that is asked. `content` are the words that its answer should be about. */
export type Asked = {
  text: string;
  kind: QuestionKind;
  content: readonly string[];
  /** What is counted: the word behind "how many". */
  noun: string | null;
};

export type Question = {
  /** The whole question; its content words are those of all parts. */
  whole: Asked;
  /** What is asked, one or two; the sides of a difference are parts too. */
  parts: readonly Asked[];
  /** Words of the turns before, which say what it is about. */
  context: readonly string[];
  /** Words of the answer that it follows up: what was said is not asked for again. */
  said: readonly string[];
};

/** What a follow-up was made to stand alone with: in brackets behind it (`core/rag/standalone.ts`). */
const ASIDE = /\s+\([^()]*\)$/;

/**
 * Reads what a question asks for, and whether it asks for two things. `followsUp` = what stands first, or in brackets
 * behind it, was said before; `answer` was the answer to that.
 */
export function readQuestion(text: string, followsUp = false, answer = ''): Question {
  const own = followsUp ? text.replace(ASIDE, '') : text;
  const sentences = own.split(/(?<=\?)\s+(?=\S)/).map((one) => one.trim());
  const asks = followsUp && sentences.length > 1 ? (sentences.at(-1) as string) : own;
  const context = asks === text ? [] : contentOf(text);
  const said = asks === text || answer === '' ? [] : contentOf(answer);
  const read = askedIn(asks);
  // "Do I have to take them all at once?" is about what was said before.
  const pointsBack = context.length > 0 && tellingOf(asks).length === 0;
  const whole = pointsBack ? { ...read, content: [...new Set([...context, ...read.content])] } : read;
  const sides = whole.kind === 'difference' ? sidesOf(asks) : [];
  if (sides.length === 2) return { whole, parts: sides, context, said };
  const pair = TWO_OF_A_KIND.exec(asks);
  const pieces = (
    pair === null
      ? asks.split(SECOND_QUESTION)
      : [pair[3], pair[4]].map((one) => `${pair[1]}${pair[2]} ${one}?`)
  )
    .map((piece) => piece.trim())
    .filter((piece) => contentOf(piece).length > 0 && piece.split(/\s+/).length > 1);
  const parts = pieces.length === 2 ? pieces.map((piece) => askedIn(piece)) : [whole];
  return { whole, parts, context, said };
}

function askedIn(text: string): Asked {
  const asks = text.replace(INDIRECT, '');
  const kind = QUESTION_PATTERNS.find(([, pattern]) => pattern.test(asks))?.[0] ?? 'other';
  const noun = kind === 'number' ? (COUNTED_NOUN.exec(text)?.[1]?.toLowerCase() ?? null) : null;
  const about = tellingOf(text.replace(KIND_WORDS[kind] ?? NOTHING, ' '));
  return { text, kind, content: about.length > 0 ? about : contentOf(text), noun };
}

function sidesOf(text: string): Asked[] {
  for (const pattern of SIDES) {
    const found = pattern.exec(text);
    if (found === null) continue;
    return [found[1] ?? '', found[2] ?? ''].map((side) => ({
      text: side,
      kind: 'difference',
      content: contentOf(side),
      noun: null,
    }));
  }
  return [];
}

const NOTHING = /(?!)/;

/** "How many free sessions do": what is counted stands before the verb. */
const COUNTED_NOUN =
  /\bhow many (?:[\p{L}-]+ ){0,3}?([\p{L}-]{3,}) (?:do|does|did|are|is|can|may|must|should|will|would|have|has|had|were|was|per|to|in|of|for|at|on|we|i|you|they)\b/iu;

/**
 * Whether a text holds the kind of thing that is asked for; null where no sign tells it, or where a number counts something
 * else than what was asked.
 */
export function holdsAsked(shown: string, { kind, noun, text: asks }: Asked): boolean | null {
  const text = shown.replace(ITEM_NUMBER, '');
  const way = kind === 'contact' ? CONTACT_WAYS.find(([asked]) => asked.test(asks)) : undefined;
  if (way !== undefined) return way[1].test(text);
  const holds = ANSWER_PATTERNS[kind]?.test(text) ?? null;
  const unit = kind === 'duration' ? HOW_MANY_UNITS.exec(asks)?.[1] : undefined;
  // "4-day weeks" says nothing of how many days.
  if (
    unit !== undefined &&
    !new RegExp(`${COUNTED.source}${unit}s?\\b`, 'iu').test(text.replace(HYPHENED, ' '))
  )
    return false;
  if (holds !== true || noun === null) return holds;
  const counted = noun.replace(/s$/, '');
  return new RegExp(`${COUNTED.source}${counted}`, 'iu').test(text) ? true : null;
}

/** The number of a step counts nothing: "5. Under Regional holidays". */
const ITEM_NUMBER = /^[ \t]*\d{1,3}[.)][ \t]+/gm;

/** A number with its unit before what it tells of: `4-day`. */
const HYPHENED = /\b\d+-(?:\p{L}+)\b/gu;

const HOW_MANY_UNITS = /\bhow many (minute|hour|day|week|month|year)s\b/i;

const FACTS: ReadonlySet<QuestionKind> = new Set([
  'number',
  'time',
  'duration',
  'money',
  'person',
  'contact',
  'place',
]);

export function isFact(asked: Asked): boolean {
  return FACTS.has(asked.kind);
}
