import { asElement, type HtmlElement, type HtmlNode } from './html-nodes.ts';
import { rawText } from './html-parts.ts';
import type { Panels } from './panels.ts';

/** Class names of sites for the name of a value: `label`, `field-key`, `spec_term`. */
const labelClass = /(?:^|[\s_-])(?:label|key|term|field-?name)(?:$|[\s_-])/i;
const inlineNames = new Set(['span', 'b', 'strong', 'em', 'i', 'small', 'label']);
/** Components of documentation sites that show a label above what they hold. */
const component =
  /^(?:tab|tabitem|tab-item|card|step|accordion|accordionitem|collapsible|expandable|panel|md-tab)$/i;

export function isBold({ name, attribs }: HtmlElement): boolean {
  return (
    name === 'b' ||
    name === 'strong' ||
    /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(attribs['style'] ?? '') ||
    (!inlineNames.has(name) && labelClass.test(attribs['class'] ?? ''))
  );
}

/** An inline element that names the value behind it. */
export function isLabelElement({ name, attribs }: HtmlElement): boolean {
  return inlineNames.has(name) && labelClass.test(attribs['class'] ?? '');
}

const cellNames = new Set(['span', 'b', 'strong', 'em', 'small', 'time', 'data']);
/** More of them are no label with its value. */
const mostCells = 6;
const lineNames = new Set(['div', 'li', 'p', 'dt', 'dd', 'td', 'th', 'section', 'header']);

/** Inline elements that fill their line without a blank between: style sheets set them apart. */
export function isCellOfLine({ name, prev, parent }: HtmlElement): boolean {
  if (!cellNames.has(name) || prev === null || parent === null) return false;
  const line = asElement(parent as HtmlNode);
  if (line === null || !lineNames.has(line.name) || line.childNodes.length > mostCells) return false;
  return line.childNodes.every((child) => {
    const cell = asElement(child);
    // A single letter is the first of a word, set large.
    return cell !== null && cellNames.has(cell.name) && rawText(cell).trim().length > 1;
  });
}

/** The label that a component of a documentation site stands under; null for all other elements. */
export function labelAttribute({ name, attribs }: HtmlElement): string | null {
  if (!component.test(name)) return null;
  return (
    attribs['label'] ?? attribs['title'] ?? attribs['heading'] ?? attribs['header'] ?? attribs['name'] ?? null
  );
}

/** Whether an element opened a label when it was entered. */
export function isLabelled(element: HtmlElement, panels: Panels): boolean {
  return panels.shown.has(element) || labelAttribute(element) !== null;
}
