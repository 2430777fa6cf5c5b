import { checkboxText } from '../marks/checkbox.ts';
import { equationText } from '../marks/equation.ts';
import { subscriptText, superscriptText } from '../marks/superscript.ts';
import { boxState } from './box-state.ts';
import { asElement, type HtmlElement, type HtmlNode, isHidden, pushChildren } from './html-nodes.ts';
import { rawText } from './html-parts.ts';

/** How many passages were left out because they are struck out or hidden. */
export type Counts = { struck: number; hidden: number };

const struckNames = new Set(['s', 'del', 'strike']);
const struckStyle = /text-decoration(?:-line)?\s*:[^;]*line-through/i;
const boxes = new Set(['checkbox', 'radio']);
/** Fields whose value a person would read on the page. */
const filledIn = new Set([
  '',
  'text',
  'email',
  'tel',
  'url',
  'number',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
]);
const raisedStyle = /vertical-align\s*:\s*(super|sub)\b/i;
const noteCall = /(?:^|\s)(?:footnote-?ref|noteref|fn-?ref)(?:$|\s)/i;
const anchorClass =
  /(?:^|\s)(?:header-?link|anchor(?:-link|js-link)?|heading-anchor|footnote-?back(?:ref|link)?|hash-link)(?:$|\s)/i;

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
  const box = boxState(element);
  if (box !== null && rawText(element).trim() === '') return spaced(before, `${checkboxText(box)} `);
  const raised = attribs['style'] === undefined ? undefined : raisedStyle.exec(attribs['style'])?.[1];
  if (raised !== undefined && name === 'span')
    return raised.toLowerCase() === 'super'
      ? superscriptText(before, shownText(element), inTable)
      : subscriptText(before, shownText(element));
  switch (name) {
    case 'a':
      if (isAnchor(element)) return '';
      return isNoteCall(element) ? superscriptText(before, shownText(element), inTable) : null;
    case 'select':
      return spaced(before, chosen(element));
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
        : filledIn.has((attribs['type'] ?? '').toLowerCase())
          ? spaced(before, attribs['value'] ?? '')
          : '';
    default:
      return null;
  }
}

/** A sign that links a heading to itself, or a note back to its call. */
function isAnchor(element: HtmlElement): boolean {
  const { attribs } = element;
  const text = rawText(element)
    .replace(/\ufe0e/g, '')
    .trim();
  if (/^[↩↑⏎^]$/u.test(text)) return true;
  return /^[¶#§🔗]?$/u.test(text) && (anchorClass.test(attribs['class'] ?? '') || text === '¶');
}

function isNoteCall({ attribs }: HtmlElement): boolean {
  return (
    attribs['epub:type'] === 'noteref' ||
    attribs['role'] === 'doc-noteref' ||
    noteCall.test(attribs['class'] ?? '')
  );
}

/** The option of a list that is chosen; '' where the page chooses none. */
function chosen(select: HtmlElement): string {
  const open: HtmlNode[] = [...select.childNodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const inner = asElement(node);
    if (inner?.name === 'option' && inner.attribs['selected'] !== undefined) return rawText(inner).trim();
    if (inner !== null) open.push(...inner.childNodes);
  }
  return '';
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
  if (text === '') return '';
  return before === '' || /\s$/.test(before) ? text : ` ${text}`;
}
