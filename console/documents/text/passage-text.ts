import { html, type SafeHtml } from '@remix-run/html-template';
import type { PassagePart, ShapedPassage } from '../../../core/ports/library.ts';
import { linkedText, paragraphView } from './linked-text.ts';
import { listView } from './list-view.ts';
import { tablesView } from './table-view.ts';

/** The page's own headings come above those of a document. */
const HIGHEST = 3;

/**
 * A passage as people know it from the document: its headings where they are new after `before`, the passage that stands
 * before it, then paragraphs, lists, tables and code. All of it is text of the document: no markup of the file is in it.
 */
export function passageText(passage: ShapedPassage, before: ShapedPassage | undefined): SafeHtml {
  const { headings, text, parts } = passage;
  const views: SafeHtml[] = newHeadings(headings, shownHeadings(before));
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] as PassagePart;
    const words = text.slice(part.start, part.end);
    if (part.kind === 'heading') views.push(headingView(words, headings.length));
    else if (part.kind === 'list') views.push(listView(words));
    else if (part.kind === 'code') views.push(html`<pre tabindex="0"><code>${words}</code></pre>`);
    else if (part.kind === 'paragraph') views.push(paragraphView(words));
    else {
      const texts = [words];
      for (let next = parts[at + 1]; next?.kind === 'table'; next = parts[at + 1]) {
        texts.push(text.slice(next.start, next.end));
        at += 1;
      }
      views.push(tablesView(texts));
    }
  }
  return html`${views}`;
}

/** The headings under which a passage ends: short sections have theirs in the text. */
function shownHeadings(before: ShapedPassage | undefined): string[] {
  if (before === undefined) return [];
  const last = before.parts.findLast((part) => part.kind === 'heading');
  return last === undefined ? before.headings : [...before.headings, before.text.slice(last.start, last.end)];
}

function newHeadings(headings: readonly string[], before: readonly string[]): SafeHtml[] {
  const same = headings.findIndex((heading, at) => heading !== before[at]);
  if (same < 0) return [];
  return headings.slice(same).map((heading, at) => headingView(heading, same + at));
}

function headingView(text: string, depth: number): SafeHtml {
  const words = linkedText(text);
  const levels = [
    html`<h3>${words}</h3>`,
    html`<h4>${words}</h4>`,
    html`<h5>${words}</h5>`,
    html`<h6>${words}</h6>`,
  ];
  return levels[Math.min(depth, 6 - HIGHEST)] as SafeHtml;
}
