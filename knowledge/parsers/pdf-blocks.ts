import { type BlockBuilder, createBlockBuilder } from './block-builder.ts';
import type { PdfLine } from './pdf-lines.ts';

const bullet = /^(?:[•◦▪‣·–—*-]|\(?\d{1,3}[.)])\s+(?=\S)/;

/** Pages of lines to blocks: a paragraph ends at a wider gap, a change of size or a bullet; larger short lines are headings. */
export function pdfBlocks(pages: PdfLine[][]): BlockBuilder {
  const builder = createBlockBuilder();
  const sizes = pages.flat().map((line) => ({ size: line.size, chars: line.text.length }));
  const body = usualSize(sizes);
  const larger = [...new Set(sizes.map((each) => each.size).filter((size) => size >= body * 1.15))].sort(
    (a, b) => b - a,
  );
  for (const [index, lines] of pages.entries()) {
    const place = { page: index + 1 };
    const gap = usualGap(lines);
    for (const group of groupLines(lines, gap)) {
      const text = joinLines(group.map((line) => line.text));
      const size = group[0]?.size ?? body;
      if (size >= body * 1.15 && text.length <= 200 && !text.includes(' … '))
        builder.heading(Math.min(6, larger.indexOf(size) + 1), text, place);
      else if (bullet.test(text)) builder.item(text.replace(bullet, ''), 0, markerOf(text), place);
      else builder.paragraph(text, place);
    }
    builder.endList();
  }
  return builder;
}

/** Lines made one: words that a hyphen divides at the end of a line are joined. */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (/\p{L}-$/u.test(text) && /^\p{Ll}/u.test(line)) text = text.slice(0, -1) + line;
    else text += text === '' ? line : ` ${line}`;
  }
  return text;
}

function groupLines(lines: PdfLine[], gap: number): PdfLine[][] {
  const groups: PdfLine[][] = [];
  let last: PdfLine | null = null;
  for (const line of lines) {
    const apart = last === null ? 0 : last.y - line.y;
    const goesOn =
      last !== null &&
      Math.abs(last.size - line.size) <= 0.5 &&
      apart >= -1 &&
      apart <= Math.max(Math.min(gap, 2 * line.size), line.size) * 1.35 &&
      !bullet.test(line.text);
    if (goesOn) groups.at(-1)?.push(line);
    else groups.push([line]);
    last = line;
  }
  return groups;
}

/** The size in which most letters are set. */
function usualSize(lines: { size: number; chars: number }[]): number {
  const chars = new Map<number, number>();
  for (const line of lines) chars.set(line.size, (chars.get(line.size) ?? 0) + line.chars);
  return [...chars].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}

function usualGap(lines: PdfLine[]): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => Math.round((lines[index]?.y ?? 0) - line.y))
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? 0;
}

function markerOf(text: string): string {
  const mark = bullet.exec(text)?.[0].trim() ?? '-';
  return /\d/.test(mark) ? mark : '-';
}
