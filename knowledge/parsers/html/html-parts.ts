import type { Place } from '../block-builder.ts';
import { squeeze } from '../text/text-tidy.ts';
import { asElement, type HtmlElement, type HtmlNode, pushChildren } from './html-nodes.ts';

/** The lines of a span of offsets. */
export type PlaceOf = (from: number, to: number) => Place;

/** All characters below an element, as written. */
export function rawText(element: HtmlElement): string {
  let text = '';
  const open: HtmlNode[] = [element];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'text') text += node.data;
    const inner = asElement(node);
    if (inner?.name === 'br') text += '\n';
    if (inner) pushChildren(open, inner.childNodes);
  }
  return text;
}

/** The words of `<title>`. */
export function titleOf(nodes: HtmlNode[]): string | null {
  const open = [...nodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element?.name === 'title') return squeeze(rawText(element)) || null;
    if (element?.name === 'html' || element?.name === 'head') pushChildren(open, element.childNodes);
  }
  return null;
}

/** `<main>`, or the only `<article>`. */
export function mainOf(nodes: HtmlNode[]): HtmlElement | null {
  const articles: HtmlElement[] = [];
  const open = [...nodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element === null) continue;
    if (element.name === 'main' || element.attribs['role'] === 'main') return element;
    if (element.name === 'article') articles.push(element);
    else pushChildren(open, element.childNodes);
  }
  return articles.length === 1 ? (articles[0] ?? null) : null;
}

/** Offsets to 1-based lines. */
export function linesOf(source: string): PlaceOf {
  const ends: number[] = [];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) ends.push(at);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
  return (from, to) => ({ startLine: lineOf(from), endLine: lineOf(Math.max(from, to)) });
}
