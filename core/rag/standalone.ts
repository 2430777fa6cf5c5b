import type { ThreadTurn } from '../types.ts';

/** What makes a question lean on what was said before. Data of the rule below. */
const LEANING: readonly RegExp[] = [
  /^(?:and|but|or|so|then|what about|how about|what if|which one|und|aber|et|mais|pero|y)\b/i,
  /\b(?:it|its|this|these|those|they|them|their|he|she|him|her|his|former|latter|above|the same)\b/i,
  // "Is that allowed?", "Why that?", but not "a rule that covers travel".
  /^(?:\S+ )?that\b|\b(?:that|there|one|ones|else)[?.! ]*$/i,
];

const SHORT_WORDS = 5;

/**
 * Makes a follow-up stand alone without a model: when it leans on the thread (a pronoun, a joining word, or
 * hardly any words), the last question of the thread that stood alone is put before it. Otherwise it is returned as it is.
 */
export function standaloneByRule(text: string, thread: ThreadTurn[]): string {
  if (!leans(text)) return text;
  const earlier = thread.filter((turn) => turn.role === 'user').map((turn) => turn.text.trim());
  const anchor =
    earlier.findLast((question) => question !== '' && question !== text.trim() && !leans(question)) ??
    earlier[0];
  return anchor === undefined || anchor === text.trim() ? text : `${anchor} ${text}`;
}

function leans(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.split(/\s+/).length < SHORT_WORDS || LEANING.some((pattern) => pattern.test(trimmed));
}
