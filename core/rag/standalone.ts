import type { ThreadTurn } from '../types.ts';

/** Words that lean on what was said before. Data of the rule below. */
const LEANING =
  /^(and|but|or|so|also|then|what about|how about|what if|why|why not|how so|for|in|with|without|more|else|which one|ok|okay|und|aber|et|pero|y)\b|\b(it|its|that|this|those|these|they|them|their|there|he|she|him|her|same|one|ones|such|former|latter|above)\b/i;

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
  return trimmed.split(/\s+/).length < SHORT_WORDS || LEANING.test(trimmed);
}
