const ZERO_WIDTH = '\u200B';

/** Control characters and direction overrides, which could hide or reorder text. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const MASS_MENTION = /@(?=everyone|here)/gi;
/** Mentions, channels, emoji, times, guides and commands; `Array<string>` is none of them. */
const ANGLE_MARKUP = /<(?=@|#|a?:|t:|id:|\/[^\s<>:]+:\d)/g;
const SPECIAL = /[\\*_~`]|\|\||(?<=\])\(/g;
/** Starts of a line that Discord reads as heading, subtext, quote or list. */
const LINE_START = /^([ \t]*)(#{1,3}(?=\s)|-#|>|[-+](?=\s)|\d+(?=[.)]\s))/gm;

/** Takes away what would notify people or show as a mention, a custom emoji or a time; words stay readable. */
function withoutMentions(text: string): string {
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

/**
 * Text in backticks, exact: nothing takes effect in there, and no message of the bot notifies anybody. Backticks inside it
 * need two around it, three would open a block; with more than one in a row it stays plain text.
 */
export function codeSpan(text: string): string {
  const line = text.replace(INVISIBLE, '').replace(/\s*\n\s*/g, ' ');
  if (line.trim() === '') return '';
  if (line.includes('``')) return escapeText(line);
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** A fenced block with exact text. A line that would end it stands outside, between two blocks. */
export function codeBlock(text: string, language: string): string {
  const name = /^[\w+#-]{1,20}$/.test(language) ? language : '';
  const lines = text.replace(INVISIBLE, '').replace(/\n+$/, '').split('\n');
  const runs: { isFence: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const isFence = line.includes('```');
    const last = runs.at(-1);
    if (last?.isFence === isFence) last.lines.push(line);
    else runs.push({ isFence, lines: [line] });
  }
  return runs
    .map((run) =>
      run.isFence
        ? run.lines.map((line) => escapeLineStarts(escapeText(line))).join('\n')
        : `\`\`\`${name}\n${run.lines.join('\n')}\n\`\`\``,
    )
    .join('\n');
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
