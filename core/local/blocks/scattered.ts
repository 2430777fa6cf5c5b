import { quoteLimits } from './weights.ts';
import { stemsOf, tellingOf } from './words.ts';

/**
 * Whether words that stand side by side in a question ("password manager") are all in what is shown, but no two of them near each
 * other: "password rules … centrally managed" is about something else. False where it has no such pair.
 */
export function areScattered(question: string, texts: readonly string[]): boolean {
  const inTexts = texts.map(stemsOf);
  const everywhere = new Set(inTexts.flat());
  const held = pairsOf(question).filter((pair) => pair.every((word) => everywhere.has(word)));
  return held.length > 0 && !held.some((pair) => inTexts.some((words) => areNear(words, pair)));
}

/** Neighbours of a question that both say what it is about. */
function pairsOf(question: string): [string, string][] {
  const telling = new Set(tellingOf(question));
  const words = stemsOf(question);
  return words.flatMap((word, at): [string, string][] => {
    const next = words[at + 1];
    return next !== undefined && telling.has(word) && telling.has(next) ? [[word, next]] : [];
  });
}

function areNear(words: readonly string[], [one, other]: readonly [string, string]): boolean {
  const placesOf = (wanted: string): number[] => words.flatMap((word, at) => (word === wanted ? [at] : []));
  const others = placesOf(other);
  return placesOf(one).some((at) => others.some((place) => Math.abs(place - at) <= quoteLimits.pairWithin));
}
