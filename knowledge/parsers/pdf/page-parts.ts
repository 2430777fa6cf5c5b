import { parserLimits } from '../limits.ts';
import { isWide } from '../text/wide-lines.ts';
import type { BodyText } from './body-text.ts';
import { joinLines } from './join-lines.ts';
import type { Box, PdfTable, Piece, Region } from './shapes.ts';
import { isBold, type TextGroup, textGroups } from './text-groups.ts';

/** A part of the document, in reading order. `goesOn`: its text stops in the middle of a sentence. */
export type PagePart =
  | {
      kind: 'text' | 'heading' | 'item' | 'code';
      text: string;
      page: number;
      size: number;
      bold: boolean;
      x0: number;
      marker: string | null;
      /** A blank sets it off from what stands above. */
      isApart: boolean;
      /** Its last line reaches the end of its column. */
      isFull: boolean;
      /** Several lines, set as running text. */
      isParagraph: boolean;
      goesOn: boolean;
    }
  | { kind: 'table'; table: PdfTable; page: number };

const headingChars = 200;

/** Regions of a page as parts; text that goes on from the part before, over a column's or page's end, is joined to it. */
export function addPageParts(
  parts: PagePart[],
  regions: readonly Region[],
  page: number,
  facts: { body: BodyText; dots: readonly Box[]; known: ReadonlySet<string> },
): void {
  const dotOf = (line: Piece): Box | undefined =>
    facts.dots.find(
      (dot) =>
        dot.y0 >= line.bottom - 1 &&
        dot.y1 <= line.top + 1 &&
        dot.x1 <= line.x0 &&
        line.x0 - dot.x1 <= 2.2 * line.size,
    );
  for (const region of regions) {
    if (region.kind === 'table') {
      parts.push({ kind: 'table', table: region.table, page });
      continue;
    }
    const groups = textGroups(region.lines, dotOf, facts.body.step);
    for (const [index, group] of groups.entries()) {
      const part = partOf(group, page, facts);
      const before = index === 0 ? openPart(parts, part) : null;
      if (before === null) parts.push(part);
      else {
        before.text = joinLines([before.text, part.text], facts.known);
        before.goesOn = part.goesOn;
        before.isFull = part.isFull;
      }
    }
  }
}

function partOf(
  group: TextGroup,
  page: number,
  { body, known }: { body: BodyText; known: ReadonlySet<string> },
): Exclude<PagePart, { kind: 'table' }> {
  const [first] = group.lines;
  const last = group.lines.at(-1);
  const size = first?.size ?? body.size;
  const bold = group.lines.every(isBold);
  const text = textOf(group, known);
  const isParagraph = group.lines.length >= 2 && !group.hard.includes(true);
  const rest = {
    isParagraph,
    text,
    page,
    size,
    bold,
    x0: group.x0,
    marker: group.marker,
    isApart: group.isApart,
  };
  if (first?.mono === true)
    return { ...rest, text: codeOf(group), kind: 'code', isFull: false, goesOn: false };
  const larger = size >= body.size * 1.15;
  const set =
    bold &&
    !body.bold &&
    group.lines.length <= 2 &&
    text.length <= 120 &&
    !/[.,;:]$/.test(text) &&
    group.marker === null;
  const isHeading =
    text.length <= headingChars && !text.includes(' … ') && (larger || (set && size >= 0.95 * body.size));
  if (isHeading) {
    const marker = group.marker === null || group.marker === '-' ? '' : `${group.marker} `;
    return {
      ...rest,
      text: marker + text.replaceAll('\n', ' '),
      marker: null,
      kind: 'heading',
      isFull: false,
      goesOn: false,
    };
  }
  const full = last !== undefined && last.x1 >= group.right - 1.5 * last.size;
  const ended = /[.!?:;…。！？：」』)）"'»”’\]]$/u.test(text);
  return {
    ...rest,
    kind: group.marker === null ? 'text' : 'item',
    isFull: full && group.lines.length >= 2,
    goesOn: !ended && (full || /[-‐\u00ad,]$|\p{Ll}$/u.test(text)),
  };
}

function textOf(group: TextGroup, known: ReadonlySet<string>): string {
  const paragraphs: string[][] = [];
  for (const [index, line] of group.lines.entries()) {
    if (index === 0 || group.hard[index] === true) paragraphs.push([line.text]);
    else paragraphs.at(-1)?.push(line.text);
  }
  return paragraphs.map((lines) => joinLines(lines, known)).join('\n');
}

/** Lines of code with their indents, as far as the page shows them. */
function codeOf(group: TextGroup): string {
  const left = Math.min(...group.lines.map((line) => line.x0));
  return group.lines
    .map((line) => ' '.repeat(Math.min(40, Math.round((line.x0 - left) / (0.6 * line.size)))) + line.text)
    .join('\n');
}

/** The part before that a new one continues: text of the same size that stops without an end; notes may stand between. */
function openPart(parts: readonly PagePart[], next: PagePart): Exclude<PagePart, { kind: 'table' }> | null {
  if (next.kind !== 'text') return null;
  for (const part of parts.slice(-4).reverse()) {
    if (part.kind === 'table' || part.kind === 'heading' || part.kind === 'code') return null;
    if (Math.abs(part.size - next.size) > 0.5) {
      if (part.size < next.size) continue;
      return null;
    }
    if (!part.goesOn || part.text.length > parserLimits.block.text) return null;
    const [start = ''] = next.text;
    const joins =
      (part.isFull && next.isParagraph) ||
      /^\p{Ll}|^[,;)]/u.test(next.text) ||
      isWide(start) ||
      /[-‐\u00ad,]$/.test(part.text);
    return joins ? part : null;
  }
  return null;
}
