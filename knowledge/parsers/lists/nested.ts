import { parserLimits } from '../limits.ts';

/** A line of a list. `marker` null continues the item before; `depth` 0 is the outermost list. */
export type ListItem = { depth: number; marker: string | null; text: string };

const { labelChars } = parserLimits.block;
/** Children up to this many characters together stand on their parent's line. */
const ONE_LINE = 240;
const DEEPEST_INDENT = 8;

/**
 * The lines of a list in which no item has lost its parent: `- Engine room: Pia Kern, Jon Lund` for short children, else
 * each child behind its parent's words. Steps keep their numbers and stay as they are. `above`: the last item of each depth
 * that an earlier piece of the list ended with; it is brought up to date.
 */
export function listLines(items: readonly ListItem[], above: string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as ListItem;
    const to = endOfChildren(items, at);
    const children = items.slice(at + 1, to);
    const parent = item.depth === 0 ? '' : (above[item.depth - 1] ?? '');
    const text = withParent(item, parent);
    if (isLabel(item.text) && item.marker !== null && fitsOneLine(item, children)) {
      const joint = children.some((child) => child.text.includes(',')) ? '; ' : ', ';
      lines.push(
        lineOf({ ...item, text: `${label(text)}: ${children.map((child) => child.text).join(joint)}` }),
      );
      above.length = item.depth;
      at = to - 1;
      continue;
    }
    if (item.marker !== null) {
      above.length = Math.min(above.length, item.depth);
      while (above.length < item.depth) above.push('');
      // A whole sentence, and a step, announce nothing that its children need.
      above.push(isLabel(item.text) && item.marker === '-' ? label(text) : '');
    }
    lines.push(lineOf({ ...item, text }));
  }
  return lines;
}

function endOfChildren(items: readonly ListItem[], at: number): number {
  const { depth } = items[at] as ListItem;
  let to = at + 1;
  while (to < items.length && (items[to] as ListItem).depth > depth) to += 1;
  return to;
}

function fitsOneLine(item: ListItem, children: readonly ListItem[]): boolean {
  let chars = 0;
  for (const child of children) {
    if (child.depth !== item.depth + 1 || child.marker !== '-' || !isLabel(child.text)) return false;
    if (child.text.endsWith(':')) return false;
    chars += child.text.length + 2;
  }
  return chars > 0 && chars <= ONE_LINE;
}

function withParent({ marker, text }: ListItem, parent: string): string {
  const known = parent === '' || marker !== '-' || text.startsWith(parent) || parent.length > 2 * labelChars;
  return known ? text : `${parent}: ${text}`;
}

function isLabel(text: string): boolean {
  return text.length <= labelChars && !text.includes('\n') && !/[.!?;]$/.test(text);
}

function label(text: string): string {
  return text.replace(/\s*:$/, '');
}

function lineOf({ depth, marker, text }: ListItem): string {
  const indent = '  '.repeat(Math.min(depth, DEEPEST_INDENT));
  const lead = marker === null ? '  ' : `${marker} `;
  return `${indent}${lead}${text.replaceAll('\n', `\n${indent}  `)}`;
}
