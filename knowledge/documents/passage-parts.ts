import type { PassagePart } from '../../core/ports/library.ts';

const LETTERS: Readonly<Record<PassagePart['kind'], string>> = {
  heading: 'h',
  paragraph: 'p',
  list: 'l',
  table: 't',
  code: 'c',
};

const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as PassagePart['kind']]));

const LIST_LINE = /^\s*(?:[-•]|\d{1,4}[.)])\s/;

/** The parts of a passage's text as the store keeps them: `p0-120 t122-480`. */
export function writeParts(parts: readonly PassagePart[]): string {
  return parts.map(({ kind, start, end }) => `${LETTERS[kind]}${start}-${end}`).join(' ');
}

/** The parts of a text. Where nothing was kept (null) or it does not fit the text, they are guessed from how the text looks. */
export function readParts(kept: string | null, text: string): PassagePart[] {
  return (kept === null ? null : keptParts(kept, text)) ?? guessParts(text);
}

function keptParts(kept: string, text: string): PassagePart[] | null {
  const parts: PassagePart[] = [];
  let last = 0;
  for (const one of kept.split(' ')) {
    const [, letter = '', from, to] = /^([a-z])(\d+)-(\d+)$/.exec(one) ?? [];
    const kind = KINDS.get(letter);
    const part = { start: Number(from), end: Number(to) };
    if (kind === undefined || part.end <= part.start || text.slice(last, part.start).trim() !== '')
      return null;
    parts.push({ kind, ...part });
    last = part.end;
  }
  return last === text.length ? parts : null;
}

/** Lists and tables have signs of their own; everything else is a paragraph. */
function guessParts(text: string): PassagePart[] {
  const parts: PassagePart[] = [];
  for (const match of text.matchAll(/[^\n](?:[^\n]|\n(?!\n))*/g)) {
    const lines = match[0].split('\n');
    const isList =
      LIST_LINE.test(lines[0] ?? '') && lines.every((line) => LIST_LINE.test(line) || /^\s/.test(line));
    const isTable = lines.length > 1 && lines.every((line) => line.includes(' | '));
    const kind = isList ? 'list' : isTable ? 'table' : 'paragraph';
    parts.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return parts;
}
