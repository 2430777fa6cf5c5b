import { parserLimits } from '../limits.ts';

/**
 * Lines of `path.to.key: value`, depth first; a list of plain values is one line. Recurses: the value must have passed
 * `jsonDepth`.
 */
export function keyPathLines(value: unknown): string[] {
  const lines: string[] = [];
  addValue(lines, '', value);
  return lines;
}

function addValue(lines: string[], path: string, value: unknown): void {
  if (Array.isArray(value)) {
    if (value.every(isPlain)) addLine(lines, path, value.map(plainText).filter(Boolean).join(', '));
    else for (const [index, child] of value.entries()) addValue(lines, join(path, String(index + 1)), child);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) addValue(lines, join(path, key), child);
  } else addLine(lines, path, plainText(value));
}

/** Levels of `{` and `[`, counted before a parser recurses into them. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > parserLimits.nesting) return deepest;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function plainText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).trim();
}

function addLine(lines: string[], path: string, text: string): void {
  if (text !== '') lines.push(path === '' ? text : `${path}: ${text}`);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
