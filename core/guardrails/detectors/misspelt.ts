import { slipWords } from '../rules/injection-rules.ts';

/** Words that are no slip of a trigger word, though one letter away from it. */
const ORDINARY: ReadonlySet<string> = new Set(['forgot', 'ignored', 'ignores', 'instruction']);

/** The trigger words that a word of a length may mean. */
const bySize: ReadonlyMap<number, readonly string[]> = new Map(
  Array.from({ length: 16 }, (_, size) => [
    size,
    slipWords.filter((word) => Math.abs(word.length - size) <= 1),
  ]),
);

/**
 * A text with its misspelt trigger words ("prevoius instructons") as they were meant: one letter too many, too few or wrong, or
 * two that changed places. An ending is no slip: "ignored" stays. Null when there is none.
 */
export function mendSlips(text: string): string | null {
  const mended = text.replace(/\p{L}{5,14}/gu, (word) => {
    const low = word.toLowerCase();
    const alike = bySize.get(low.length) ?? [];
    if (alike.includes(low) || ORDINARY.has(low)) return word;
    return alike.find((meant) => !isInflected(low, meant) && isOneSlip(low, meant)) ?? word;
  });
  return mended === text ? null : mended;
}

const isInflected = (word: string, meant: string): boolean =>
  word.startsWith(meant) || meant.startsWith(word);

/** Whether a word is another by one edit (an insertion, deletion, change, or a swap of neighbours). */
function isOneSlip(word: string, meant: string): boolean {
  const more = word.length - meant.length;
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at += 1;
  const rest = (from: number, to: number): boolean => word.slice(at + from) === meant.slice(at + to);
  if (more === 1) return rest(1, 0);
  if (more === -1) return rest(0, 1);
  const isSwap = word[at] === meant[at + 1] && word[at + 1] === meant[at] && rest(2, 2);
  return rest(1, 1) || isSwap;
}
