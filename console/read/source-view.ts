import { html, type SafeHtml } from '@remix-run/html-template';
import type { ShapedPassage } from '../../core/ports/library.ts';
import { passageText } from '../documents/text/passage-text.ts';
import { nothing, time } from '../frame/parts.ts';
import { placeWords } from '../frame/words.ts';

/** A passage as people read it who followed a link from a chat: nothing else of the team's is on the page. */
export function sourceView(passage: ShapedPassage, until: string): SafeHtml {
  const where = placeWords(passage.place);
  return html`<div class="page-head"><h1>${passage.title}</h1></div>
${where === '' ? nothing : html`<p class="muted">${where}</p>`}
<article class="card document-text" aria-label="The passage">${passageText(passage, undefined)}</article>
<p class="muted">This is the one passage that an answer was taken from, as it reads now. The link works until ${time(until)}.</p>`;
}

/** What stands there where the link opens nothing. */
export function goneView(why: 'expired' | 'changed'): SafeHtml {
  return why === 'expired'
    ? html`<h1>This link does not work any more</h1><p>Links to sources work for some days. Ask the question again to get a new one.</p>`
    : html`<h1>This text has changed</h1><p>The document does not say this any more, or is gone. Ask the question again to see what it says now.</p>`;
}
