import { type GridCell, isBanner, layGrid, type SpanCell } from '../tables/grid.ts';
import { captionText, findHeader, strongRows } from '../tables/header.ts';
import { asElement, type HtmlElement, type HtmlNode, isHidden, pushChildren } from './html-nodes.ts';
import { rawText } from './html-parts.ts';
import { type Counts, lineEnd, markText, TAIL } from './inline.ts';
import { isBold } from './words.ts';

/** A table of data; layout tables are none. `captions`: lines said about it, above it. */
export type HtmlTable = { captions: string[]; header: string[] | null; rows: string[][] };

const parts = new Set(['thead', 'tbody', 'tfoot', 'table']);
const breaks = new Set('p div br li tr h1 h2 h3 h4 h5 h6 pre dt dd'.split(' '));

/** The rows of a `<table>`, or null where it only lays out the page: one column, one cell, or tables within it. */
export function readTable(table: HtmlElement, counts: Counts): HtmlTable | null {
  const rows: SpanCell[][] = [];
  const captions: string[] = [];
  let headRows = 0;
  const open: { node: HtmlNode; head: boolean }[] = [];
  const push = (children: HtmlNode[], head: boolean): void => {
    for (let at = children.length - 1; at >= 0; at -= 1) open.push({ node: children[at] as HtmlNode, head });
  };
  push(table.childNodes, false);
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const element = asElement(top.node);
    if (element === null || isHidden(element)) continue;
    if (element.name === 'caption') captions.push(rawText(element));
    else if (parts.has(element.name)) push(element.childNodes, element.name === 'thead');
    else if (element.name === 'tr') {
      const cells = element.childNodes.flatMap((child) => cellOf(child, counts) ?? []);
      if (cells.some((cell) => cell.nested)) return null;
      if (cells.length === 0) continue;
      if (headRows === rows.length && (top.head || isHeadRow(cells))) headRows += 1;
      rows.push(cells);
    }
  }
  const grid = layGrid(rows);
  if (!grid.some((row) => row.length > 1)) return null;
  const lines = grid.map(rowOf);
  // Pages mark their headers; converted documents often do not.
  const heads = headRows > 0 && headRows < rows.length ? headRows : strongRows(rows);
  const marked = heads > 0 ? heads : undefined;
  if (marked === undefined && rows.some((row) => row.some((cell) => cell.head === true))) {
    return { captions, header: null, rows: lines };
  }
  const { names, body, captions: above } = findHeader(lines, marked === undefined ? {} : { marked });
  for (const at of above) captions.push(captionText(lines[at] ?? []));
  return { captions, header: names, rows: lines.slice(body) };
}

/** A row of the grid; one cell over the whole of it is a label. */
function rowOf(row: GridCell[]): string[] {
  return isBanner(row) ? [row[0]?.text ?? ''] : row.map((cell) => cell.text);
}

/** A corner may be empty. */
function isHeadRow(cells: readonly SpanCell[]): boolean {
  return (
    cells.some((cell) => cell.head === true) &&
    cells.every((cell) => cell.head === true || cell.text.trim() === '')
  );
}

type Cell = SpanCell & { nested: boolean };

function cellOf(node: HtmlNode, counts: Counts): Cell | null {
  const element = asElement(node);
  if (element === null || (element.name !== 'td' && element.name !== 'th') || isHidden(element)) return null;
  const span = (name: string): number => {
    const count = Number(element.attribs[name] ?? 1);
    return count >= 0 ? count : 1;
  };
  return {
    ...cellText(element, counts),
    head: element.name === 'th',
    rows: span('rowspan'),
    columns: Math.max(1, span('colspan')),
  };
}

/** Whether all words of a cell are bold, or it stands on a ground of its own. */
function isAllBold(cell: HtmlElement): boolean {
  if (cell.attribs['bgcolor'] !== undefined) return true;
  const open: { node: HtmlNode; bold: boolean }[] = [{ node: cell, bold: false }];
  let words = false;
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { node } = top;
    if (node.type === 'text' && node.data.trim() !== '') {
      if (!top.bold) return false;
      words = true;
    }
    const element = asElement(node);
    if (element === null) continue;
    const bold = top.bold || isBold(element);
    for (const child of element.childNodes) open.push({ node: child, bold });
  }
  return words;
}

/** All words below an element, a line break wherever the page would show one. */
function cellText(cell: HtmlElement, counts: Counts): { text: string; strong: boolean; nested: boolean } {
  let text = '';
  let tail = '';
  let nested = false;
  const add = (words: string): void => {
    text += words;
    tail = (tail + words).slice(-TAIL);
  };
  const open: HtmlNode[] = [];
  pushChildren(open, cell.childNodes);
  while (open.length > 0) {
    const node = open.pop() as HtmlNode;
    const element = asElement(node);
    if (element === null) {
      if (node.type === 'text') add(node.data.replace(/\s+/g, ' '));
      continue;
    }
    if (isHidden(element)) continue;
    const mark = markText(element, lineEnd(tail), counts, true);
    if (mark !== null) {
      add(mark);
      continue;
    }
    if (element.name === 'table') nested = true;
    if (breaks.has(element.name)) add('\n');
    pushChildren(open, element.childNodes);
  }
  return { text, strong: isAllBold(cell), nested };
}
