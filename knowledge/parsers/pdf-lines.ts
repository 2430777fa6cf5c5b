/** A line of a page: its words, its baseline (points from the bottom) and its letters' size. */
export type PdfLine = { text: string; y: number; size: number };

/** What pdf.js gives for a run of text; marks of structure have no `str`. */
export type PdfItem = { str: string; transform: number[]; hasEOL: boolean } | { type: string };

/** The dots between an entry of a list and its number. */
const leaders = /(?:\s*\.){4,}\s*/g;
const pageNumber = /^[-–—]?\s?(?:\d{1,4}|[ivxlc]{1,6})\s?[-–—]?$/;

/** Runs of text to lines, in the order in which the page draws them. */
export function pdfLines(items: readonly PdfItem[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let current: PdfLine | null = null;
  for (const item of items) {
    if (!('str' in item)) continue;
    const words = item.str.trim() !== '';
    if (words && current === null) {
      current = { text: '', y: Number(item.transform[5] ?? 0), size: sizeOf(item.transform) };
      lines.push(current);
    }
    if (current !== null) {
      current.text += item.str;
      if (words) current.size = Math.max(current.size, sizeOf(item.transform));
    }
    if (item.hasEOL) current = null;
  }
  return lines.map((line) => ({
    ...line,
    text: line.text.replace(leaders, ' … ').replace(/\s+/g, ' ').trim(),
  }));
}

/** Vertical scale of a text matrix, in points. */
function sizeOf(transform: readonly number[]): number {
  return Math.round(Math.hypot(Number(transform[2] ?? 0), Number(transform[3] ?? 0)) * 2) / 2;
}

/**
 * Drops running heads and feet: lines at the edge of a page whose words, digits aside, stand at the same edge of most
 * pages, and bare page numbers.
 */
export function dropRunningLines(pages: PdfLine[][]): PdfLine[][] {
  if (pages.length < 3) return pages;
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const key of new Set(edges(page).map((edge) => keyOf(edge.line, edge.side)))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const enough = Math.max(3, pages.length * 0.5);
  return pages.map((page) => {
    const running = new Set(
      edges(page)
        .filter(
          (edge) =>
            pageNumber.test(edge.line.text) || (counts.get(keyOf(edge.line, edge.side)) ?? 0) >= enough,
        )
        .map((edge) => edge.line),
    );
    return page.filter((line) => !running.has(line));
  });
}

function edges(page: PdfLine[]): { line: PdfLine; side: string }[] {
  return [
    ...page.slice(0, 2).map((line) => ({ line, side: 'first' })),
    ...page.slice(-2).map((line) => ({ line, side: 'last' })),
  ];
}

function keyOf(line: PdfLine, side: string): string {
  return `${side}:${line.text.replace(/\d+/g, '#')}`;
}
