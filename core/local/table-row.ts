/** A row that is quoted whole up to this many characters. */
const WHOLE = 240;

/**
 * A long table row (`Header: x | Header: y | …`) cut down to its first cell, which names it, and the cells that share
 * a word with the question, at least one; an ellipsis stands for what was left out. Other texts stay as they are.
 */
export function trimRow(text: string, question: string): string {
  const cells = text.split(' | ');
  if (text.length <= WHOLE || cells.length < 3 || text.includes('\n')) return text;
  const asked = wordsOf(question);
  const shared = cells.map((cell) => [...wordsOf(cell)].filter((word) => asked.has(word)).length);
  const [, ...others] = shared;
  const most = Math.max(...others);
  if (most === 0) return text;
  const kept = cells.map((_, at) => at === 0 || (shared[at] as number) >= Math.max(1, most));
  let trimmed = '';
  cells.forEach((cell, at) => {
    if (kept[at]) trimmed += `${at === 0 ? '' : ' | '}${cell}`;
    else if (kept[at - 1]) trimmed += ' | …';
  });
  return trimmed;
}

/** Words of some length, by their first letters: `booking` is `book`. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.map((word) => word.slice(0, 5)));
}
