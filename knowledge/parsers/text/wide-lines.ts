/** Letters and signs of scripts that put no space between words: Han and kana. */
const wideSign = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uff60\\u{20000}-\\u{3ffff}]';
const wide = new RegExp(wideSign, 'u');
const brokenLine = new RegExp(`(?<=${wideSign})[^\\S\\n]*\\n\\s*(?=${wideSign})`, 'gu');

/** Whether a character belongs to a script that puts no space between words. */
export function isWide(char: string): boolean {
  return wide.test(char);
}

/** Lines that break between two such characters, joined without a space. */
export function joinWideLines(text: string): string {
  return text.includes('\n') && wide.test(text) ? text.replace(brokenLine, '') : text;
}
