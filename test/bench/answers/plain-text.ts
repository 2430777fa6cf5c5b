/** Left out of a text, with what stands in its place; in this order. */
const MARKS: readonly [RegExp, string][] = [
  // Code of pages and of templates that nobody sees.
  [/<!--[\s\S]*?-->/g, ' '],
  [/\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g, ' '],
  [/\{%[\s\S]*?%\}|\{::?[^}]*\}|\{\/\}/g, ' '],
  // The address of a link; an address that is written out stays.
  [/\]\(\s*<[^>]*>[^)]*\)/g, ']'],
  [/\]\((?:[^()\s]|\([^()\s]*\)|\\\))*(?:\s+"[^"]*")?\s*\)/g, ']'],
  [/<((?:https?:\/\/|mailto:)?[^>\s@]+@[^>\s]+|https?:\/\/[^>\s]+)>/g, '$1'],
  [/<\/?[a-zA-Z][^>]*>/g, ' '],
  [/&#x20;|&nbsp;/g, ' '],
  [/&#x26;|&amp;/g, '&'],
  // `[1]` names a source; other brackets hold a link's words.
  [/\s?\[\d+\]/g, ''],
  [/!?\[([^[\]]*)\](?:\[[^\]]*\])?/g, '$1'],
  [/\*\*|__|`|(?<![\p{L}\p{N}_])[*_]+(?=\S)|(?<=\S)[*_]+(?![\p{L}\p{N}_])/gu, ''],
  [/\\([[\]\-.!#*_()~<>&+$])/g, '$1'],
];

const STRAIGHT: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '\u00a0': ' ',
  '\u200b': '',
};

/** A text as the judge compares it: Markdown marks dropped, quotes straight, white space collapsed, lower case. */
export function plainText(markdown: string): string {
  const unmarked = MARKS.reduce((text, [mark, instead]) => text.replace(mark, instead), markdown);
  return unmarked
    .replace(/[’‘“”\u00a0\u200b]/g, (sign) => STRAIGHT[sign] ?? sign)
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Whether a text holds these words, compared as `plainText` writes both. */
export function holdsWords(text: string, words: string): boolean {
  return plainText(text).includes(plainText(words));
}
