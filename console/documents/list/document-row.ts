import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import { badge, csrfField, nothing, time } from '../../frame/parts.ts';
import { documentWords } from '../../frame/words.ts';
import type { Session } from '../../session/session.ts';
import { flagBadges } from '../flags-view.ts';

/** Asks again while the document is being read; a finished row asks no more. */
function polling(document: DocumentSummary): SafeHtml {
  if (document.status !== 'processing') return nothing;
  return html` hx-get="/documents/${encodeURIComponent(document.documentId)}/row" hx-trigger="every 2s" hx-swap="outerHTML" hx-status:5xx="swap:none"`;
}

export function retryForm(session: Session, document: DocumentSummary, back: 'list' | 'document'): SafeHtml {
  return html`<form method="post" action="/documents/${encodeURIComponent(document.documentId)}/retry">
  ${csrfField(session)}<input type="hidden" name="back" value="${back}"><button class="quiet small">Retry</button></form>`;
}

export function documentRow(session: Session, document: DocumentSummary): SafeHtml {
  const id = encodeURIComponent(document.documentId);
  const failed = document.status === 'failed';
  return html`<tr${polling(document)}>
  <th scope="row" class="wide"><a href="/documents/${id}">${document.title}</a>
    ${document.path === document.title ? nothing : html`<span class="muted path">${document.path}</span>`}
    ${failed && document.reason !== null ? html`<span class="reason">${document.reason}</span>` : nothing}</th>
  <td data-label="Status">${badge(documentWords[document.status])} ${document.status === 'ready' && document.draft !== null ? badge(draftWords(document)) : nothing}
    ${flagBadges(document.flags)}</td>
  <td class="keep" data-label="Collection">${document.collection}</td>
  <td class="number" data-label="Passages">${document.passages}</td>
  <td class="number" data-label="Revision">${document.revision === 0 ? '–' : document.revision}</td>
  <td class="keep" data-label="Changed">${time(document.updatedAt)}</td>
  <td class="actions">${failed ? retryForm(session, document, 'list') : nothing}
    <a class="button quiet small" href="/documents/${id}/delete" aria-label="Delete ${document.title}">Delete</a></td>
</tr>`;
}

/** Beside a published revision: a newer one waits. */
function draftWords(document: DocumentSummary) {
  return { text: document.held ? 'New version held' : 'New draft', tone: 'warn' } as const;
}

/** In place of a row whose document was deleted meanwhile. */
export function goneRow(): SafeHtml {
  return html`<tr><td colspan="7" class="muted">This document was deleted.</td></tr>`;
}
