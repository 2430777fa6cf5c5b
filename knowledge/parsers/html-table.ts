import { asElement, type HtmlElement, type HtmlNode, isHidden, pushChildren } from './html-nodes.ts';
import { splitHeader } from './table-text.ts';

/** A table of data; layout tables are none. */
export type HtmlTable = { header: string[] | null; rows: string[][] };

const parts = new Set(['thead', 'tbody', 'tfoot', 'table']);
const breaks = new Set('p div br li tr h1 h2 h3 h4 h5 h6 pre dt dd'.split(' '));

/** The rows of a `<table>`, or null where it only lays out the page: one column, one cell, or tables within it. */
export function readTable(table: HtmlElement): HtmlTable | null {
  const rows: { cells: string[]; head: boolean }[] = [];
  const open: HtmlNode[] = [...table.childNodes].reverse();
  while (open.length > 0) {
    const element = asElement(open.pop() as HtmlNode);
    if (element === null || isHidden(element)) continue;
    if (parts.has(element.name)) pushChildren(open, element.childNodes);
    else if (element.name === 'tr') {
      const cells = element.childNodes.flatMap((child) => cellOf(child) ?? []);
      const texts = cells.flatMap((cell) => [cell.text, ...Array<string>(cell.span - 1).fill('')]);
      if (cells.some((cell) => cell.nested)) return null;
      if (cells.length > 0) rows.push({ cells: texts, head: cells.every((cell) => cell.head) });
    }
  }
  if (!rows.some((row) => row.cells.length > 1)) return null;
  const first = rows[0];
  const all = rows.map((row) => row.cells);
  if (first?.head === true && rows.length > 1) return { header: first.cells, rows: all.slice(1) };
  // Pages mark their headers; converted documents often do not.
  const { header, body } = rows.some((row) => row.head) ? { header: null, body: all } : splitHeader(all);
  return { header, rows: body };
}

type Cell = { text: string; head: boolean; nested: boolean; span: number };

function cellOf(node: HtmlNode): Cell | null {
  const element = asElement(node);
  if (element === null || (element.name !== 'td' && element.name !== 'th') || isHidden(element)) return null;
  const span = Number(element.attribs['colspan'] ?? 1);
  return {
    ...cellText(element),
    head: element.name === 'th',
    span: span >= 1 && span <= 50 ? Math.trunc(span) : 1,
  };
}

/** All words below an element, a line break wherever the page would show one. */
function cellText(cell: HtmlElement): { text: string; nested: boolean } {
  let text = '';
  let nested = false;
  const open: HtmlNode[] = [cell];
  while (open.length > 0) {
    const node = open.pop() as HtmlNode;
    const element = asElement(node);
    if (element === null) {
      if (node.type === 'text') text += node.data.replace(/\s+/g, ' ');
      continue;
    }
    if (isHidden(element)) continue;
    if (element.name === 'table') nested = true;
    if (breaks.has(element.name)) text += '\n';
    pushChildren(open, element.childNodes);
  }
  return { text, nested };
}
