/** Begins and ends a block of code in Markdown. */
export const FENCE = '```';

const CLOSED = /```[\s\S]*?```|`[^`\n]+`/g;
/** A block that nothing closes goes on to the end. */
const ANY = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
const BLOCKS = /```[\s\S]*?```|~~~[\s\S]*?~~~/g;
const BLOCK_OR_LINE = /```[\s\S]*?(?:```|$)|[^\n]+/g;
const FENCE_LINE = /^[ \t]*(?:```|~~~)/;

/** The text with `change` done to what stands between code; code stays as it is (`list[1]` is no source). */
export function changeProse(text: string, change: (prose: string) => string): string {
  let changed = '';
  let at = 0;
  for (const { index, 0: code } of text.matchAll(CLOSED)) {
    changed += change(text.slice(at, index)) + code;
    at = index + code.length;
  }
  return changed + change(text.slice(at));
}

/** The text without its code; `instead` stands in the place of each. */
export function withoutCode(text: string, instead: '' | ' ' = ''): string {
  return text.replace(ANY, instead);
}

/** The text up to code that is not closed yet. */
export function withoutUnfinishedCode(text: string): string {
  const open = text.replace(CLOSED, (code) => ' '.repeat(code.length)).indexOf('`');
  return open === -1 ? text : text.slice(0, open);
}

/** The text with its closed blocks of code blank, every character in its place. */
export function blankBlocks(text: string): string {
  return text.replace(BLOCKS, (block) => ' '.repeat(block.length));
}

/** The lines of a text that are not empty, and its blocks of code, each as one; in order. */
export function linesAndBlocks(text: string): { start: number; text: string; code: boolean }[] {
  return [...text.matchAll(BLOCK_OR_LINE)].map(({ index, 0: found }) => ({
    start: index,
    text: found,
    code: found.startsWith(FENCE),
  }));
}

/** Whether a line opens or closes a block of code. */
export function isFenceLine(line: string): boolean {
  return FENCE_LINE.test(line);
}

/** What stands in the first closed block of code, without the name of its language. */
export function firstBlock(text: string): string | undefined {
  return /```[a-z]*\s*([\s\S]*?)```/i.exec(text)?.[1];
}

/** What stands in each block of one language and where; the last may be left open. */
export function blocksIn(text: string, language: 'json'): { start: number; code: string }[] {
  const blocks = new RegExp(`\`\`\`${language}[^\\n]*\\n([\\s\\S]*?)(?:\`\`\`|$)`, 'gi');
  return [...text.matchAll(blocks)].map((match) => ({
    start: match.index + match[0].indexOf('\n') + 1,
    code: match[1] ?? '',
  }));
}
