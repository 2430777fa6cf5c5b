/** White space as Python's `str.split()` knows it: unlike JavaScript's `\s` without U+FEFF, with U+001C to U+001F and U+0085. */
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const SPACES = new RegExp(`${SPACE}+`);
const AT_END = new RegExp(`${SPACE}+$`);
const AT_ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');

/** The words between white space, none of them empty. */
export function splitWords(text: string): string[] {
  return text.split(SPACES).filter((word) => word !== '');
}

/** The text without white space at its end. */
export function trimEnd(text: string): string {
  return text.replace(AT_END, '');
}

/** The text without white space at either end. */
export function trimBoth(text: string): string {
  return text.replace(AT_ENDS, '');
}
