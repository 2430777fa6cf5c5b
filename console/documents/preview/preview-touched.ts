import { html, type SafeHtml } from '@remix-run/html-template';
import type { PreviewTouched } from '../../../core/ports/previews.ts';
import { nothing } from '../../frame/parts.ts';

/** What else rests on the document: curated answers that somebody must look at, and kept ones that go by themselves. */
export function previewTouched({ curated, cached }: PreviewTouched): SafeHtml {
  return html`${
    curated.length === 0
      ? nothing
      : html`<section class="stack"><h2>Curated answers to look at <span class="badge warn">${curated.length}</span></h2>
<p>They link to this document and stay as they are, whatever the draft says. <a href="/cache#curated">Curated answers</a></p>
<ul>${curated.map(({ question }) => html`<li>${question}</li>`)}</ul></section>`
  }${
    cached.length === 0
      ? nothing
      : html`<details><summary>Kept answers that would be made anew (${cached.length})</summary>
<ul>${cached.map((question) => html`<li>${question}</li>`)}</ul></details>`
  }`;
}
