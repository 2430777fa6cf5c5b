import { patternOf } from '../../core/guardrails/detectors/toxic-matches.ts';
import { toxicLists } from '../../core/guardrails/rules/toxic-words.ts';
import { type Detector, matching } from './detector.ts';

/**
 * What a word that a document is flagged for holds, in lower case and quick to look for: most texts hold none. Words of
 * the guards' lists without such a piece (trash, pig, hell) say too little about a document to look for them.
 */
export const toxicTriggers =
  /kill you|kys|go die|you die|to die|be shot|to death|death to|in hell|gas the|dich um|te tuer|te voy|nigg|faggot|kike|spics|wetback|lhead|ghead|khead|trann|untermensch|subhuman|cunt|fuck|bitch|asshole|arschloch|hurensohn|wichser|fotze|sucker|wanker|whore|slut|bastard|scumbag|retard|moron|shit|salope|connard|de puta|puta madre|crap|schei|verdammt|merde|mierda|joder|damn/;

/** How many different words of a list make a flag: one threat is enough, rough language needs to be a habit. */
const AT_LEAST = new Map([
  ['threat', 1],
  ['slur', 1],
  ['abuse', 2],
  ['swearing', 3],
]);

/** Hateful, threatening and foul language, by the word lists of the guards. */
export const toxicity: readonly Detector[] = toxicLists.flatMap(({ kind, words }): Detector[] => {
  const atLeast = AT_LEAST.get(kind);
  if (atLeast === undefined) return [];
  const pattern = patternOf(words.filter((word) => toxicTriggers.test(word)));
  return [{ kind: 'toxicity', rule: kind, atLeast, masked: false, find: (text) => matching(text, pattern) }];
});
