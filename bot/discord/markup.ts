const ZERO_WIDTH = '\u200B';

/** Control characters and direction overrides, which could hide or reorder text. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const MASS_MENTION = /@(?=everyone|here)/gi;
const ANGLE_MARKUP = /<(?=[@#:/\w])/g;
const SPECIAL = /[\\*_~`]|\|\||(?<=\])\(/g;
/** Starts of a line that Discord reads as heading, subtext, quote or list. */
const LINE_START = /^([ \t]*)(#{1,3}(?=\s)|-#|>|[-+](?=\s)|\d+(?=[.)]\s))/gm;

/** Takes away what would notify people or show as a mention, a custom emoji or a time; words stay readable. */
export function withoutMentions(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(MASS_MENTION, `@${ZERO_WIDTH}`)
    .replace(ANGLE_MARKUP, `<${ZERO_WIDTH}`);
}

/** Plain text as Discord shows it literally: no emphasis, spoiler, masked link or mention comes of it. */
export function escapeText(text: string): string {
  return withoutMentions(text).replace(SPECIAL, (found) => found.replace(/./g, '\\$&'));
}

/** Escapes what would make a line of finished text a heading, subtext, quote or list item. */
export function escapeLineStarts(text: string): string {
  return text.replace(LINE_START, (_, indent: string, mark: string) =>
    /^\d/.test(mark) ? `${indent}${mark}\\` : `${indent}\\${mark}`,
  );
}

/** One line of plain text, cut to `limit` characters before it is escaped. */
export function escapeLine(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return escapeText(
    characters.length > limit
      ? `${characters
          .slice(0, limit - 1)
          .join('')
          .trimEnd()}…`
      : line,
  );
}

/** Text in backticks. Backticks inside it need two around it, three would open a block. */
export function codeSpan(text: string): string {
  const safe = withoutMentions(text)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('``', `\`${ZERO_WIDTH}\``);
  if (safe.trim() === '') return '';
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe}\``;
}

/** A fenced block; fences inside its text are broken up. */
export function codeBlock(text: string, language: string): string {
  const safe = withoutMentions(text).replaceAll('```', `\`${ZERO_WIDTH}\`\``);
  const name = /^[\w+#-]{1,20}$/.test(language) ? language : '';
  return `\`\`\`${name}\n${safe.replace(/\n+$/, '')}\n\`\`\``;
}

/** An address as a link without a preview; anything but http and https stays plain text. */
export function showAddress(url: string): string {
  if (!/^https?:\/\/[^\s<>`]+$/i.test(url)) return escapeText(url);
  return `<${url.replace(MASS_MENTION, '%40')}>`;
}

/** Discord text back to plain words, for the earlier turns of a thread. */
export function plainText(markup: string): string {
  return markup
    .replaceAll(ZERO_WIDTH, '')
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
    .trim();
}
