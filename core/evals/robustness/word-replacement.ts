/** Gives a replacement the case of the word it stands for: ALL CAPITALS, Capitalised or small. */
export function matchCase(word: string, replacement: string): string {
  const lower = replacement.toLowerCase();
  if (word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase())
    return lower.toUpperCase();
  const [first = ''] = word;
  const capitalised = first !== first.toLowerCase();
  return capitalised ? lower.charAt(0).toUpperCase() + lower.slice(1) : lower;
}

/** A pattern of whole words, also at the ends of a text. Of two that fit, the one named first wins. */
export function wordPattern(words: readonly string[], flags = ''): RegExp {
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_])`, `gu${flags}`);
}
