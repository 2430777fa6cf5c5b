import { checkboxText } from '../marks/checkbox.ts';
import { equationText } from '../marks/equation.ts';
import { subscriptText, superscriptText } from '../marks/superscript.ts';
import { asElement, type HtmlElement, type HtmlNode, isHidden, pushChildren } from './html-nodes.ts';
import { rawText } from './html-parts.ts';

/** How many passages were left out because they are struck out. */
export type Counts = { struck: number };

const struckNames = new Set(['s', 'del', 'strike']);
const struckStyle = /text-decoration(?:-line)?\s*:[^;]*line-through/i;
const boxes = new Set(['checkbox', 'radio']);

/**
 * What an inline element adds behind `before`, the words before it; null = it is no mark, its children are read. Struck text
 * is no longer valid and adds nothing.
 */
export function markText(
  element: HtmlElement,
  before: string,
  counts: Counts,
  inTable: boolean,
): string | null {
  const { name, attribs } = element;
  if (struckNames.has(name) || (attribs['style'] !== undefined && struckStyle.test(attribs['style']))) {
    if (rawText(element).trim() !== '') counts.struck += 1;
    return '';
  }
  switch (name) {
    case 'sup':
      return superscriptText(before, shownText(element), inTable);
    case 'sub':
      return subscriptText(before, shownText(element));
    case 'rt':
      return parenthesised(rawText(element));
    case 'rp':
      return '';
    case 'math':
      return spaced(before, equationText(element));
    case 'input':
      return boxes.has((attribs['type'] ?? '').toLowerCase())
        ? spaced(before, `${checkboxText(attribs['checked'] !== undefined)} `)
        : '';
    default:
      return null;
  }
}

/** The words below an element but for what is hidden. */
function shownText(element: HtmlElement): string {
  let text = '';
  const open: HtmlNode[] = [];
  pushChildren(open, element.childNodes);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'text') text += node.data;
    const inner = asElement(node);
    if (inner !== null && !isHidden(inner)) pushChildren(open, inner.childNodes);
  }
  return text;
}

/** So many characters before a mark are enough to judge it. */
export const TAIL = 40;

/** What of the last characters stands on the line that is being read. */
export function lineEnd(tail: string): string {
  return tail.slice(tail.lastIndexOf('\n') + 1);
}

function parenthesised(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words === '' ? '' : `(${words})`;
}

function spaced(before: string, text: string): string {
  return before === '' || /\s$/.test(before) ? text : ` ${text}`;
}
