import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../core/ports/library.ts';
import type { Passage } from '../../core/types.ts';
import { badge, csrfField, emptyState, link, nothing, notice, time } from '../parts.ts';
import type { Session } from '../session.ts';
import { count, documentWords, placeWords } from '../words.ts';
import { retryForm } from './document-row.ts';

export type DocumentView = {
  session: Session;
  document: DocumentSummary;
  passages: Passage[];
  total: number;
  page: number;
  pages: number;
  /** The passage that a citation leads to; '' when none. */
  wanted: string;
  missing: boolean;
};

function passageView(passage: Passage, wanted: string): SafeHtml {
  const place = placeWords(passage.place);
  const cited = passage.passageId === wanted;
  return html`<li id="passage-${passage.passageId}" class="passage${cited ? ' cited' : ''}">
  <p class="passage-head">${passage.headings.length === 0 ? html`<span class="muted">Beginning</span>` : passage.headings.join(' › ')}
    ${place === '' ? nothing : html`<span class="muted place">${place}</span>`}
    ${cited ? html`<span class="badge good">Cited passage</span>` : nothing}</p>
  <p class="passage-text" hx-ignore>${passage.text}</p>
</li>`;
}

function verb(session: Session, id: string, action: 'publish' | 'rollback', words: string): SafeHtml {
  return html`<form method="post" action="/documents/${id}/${action}">${csrfField(session)}<button class="quiet">${words}</button></form>`;
}

function actions(view: DocumentView): SafeHtml {
  const { document, session } = view;
  const id = encodeURIComponent(document.documentId);
  return html`<div class="action-row">
  ${document.status === 'failed' ? retryForm(session, document, 'document') : nothing}
  ${document.draft !== null ? verb(session, id, 'publish', 'Publish the draft') : nothing}
  ${document.status === 'ready' && document.revision > 1 ? verb(session, id, 'rollback', 'Go back one revision') : nothing}
  <a class="button quiet" href="/documents/${id}/delete">Delete</a>
</div>`;
}

function pages(view: DocumentView): SafeHtml {
  if (view.pages === 1) return nothing;
  const path = `/documents/${encodeURIComponent(view.document.documentId)}`;
  const to = (page: number) => link(path, { page: String(page) });
  return html`<nav class="pager" aria-label="Pages">
  ${view.page > 1 ? html`<a class="button quiet" href="${to(view.page - 1)}" rel="prev">Previous page</a>` : nothing}
  <span class="muted">Page ${view.page} of ${view.pages}</span>
  ${view.page < view.pages ? html`<a class="button quiet" href="${to(view.page + 1)}" rel="next">Next page</a>` : nothing}
</nav>`;
}

function state(document: DocumentSummary): SafeHtml {
  if (document.status === 'failed') {
    return notice(
      'bad',
      html`<p><b>This file was not taken in.</b> ${document.reason ?? 'The reason is not known.'}</p>`,
    );
  }
  if (document.status === 'processing') {
    return notice('warn', 'This file is being read. Load the page again in a moment.');
  }
  return nothing;
}

export function documentPage(view: DocumentView): SafeHtml {
  const { document } = view;
  const none =
    document.status === 'ready' || document.status === 'draft'
      ? emptyState('No text was found in it', 'Check that the file has text and not only pictures of text.')
      : nothing;
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/documents">Documents</a>
  <a href="${link('/documents', { collection: document.collection })}">${document.collection}</a></nav>
<div class="page-head"><h1>${document.title}</h1>${actions(view)}</div>
<dl class="facts inline">
  <div><dt>Status</dt><dd>${badge(documentWords[document.status])}</dd></div>
  <div><dt>File</dt><dd class="path">${document.path}</dd></div>
  ${document.externalId === null ? nothing : html`<div><dt>Id in its corpus</dt><dd class="path">${document.externalId}</dd></div>`}
  <div><dt>Revision</dt><dd>${document.revision === 0 ? '–' : document.revision}</dd></div>
  <div><dt>Changed</dt><dd>${time(document.updatedAt)}</dd></div>
</dl>
${state(document)}
${view.missing ? notice('warn', 'The cited passage is not part of this document any more; it was changed since.') : nothing}
<h2>${count(view.total, 'passage')}</h2>
${view.total === 0 ? none : html`<ol class="passages" start="1">${view.passages.map((passage) => passageView(passage, view.wanted))}</ol>`}
${pages(view)}`;
}
