import { html, type SafeHtml } from '@remix-run/html-template';
import { type LeftOut, leftOutSentences } from '../../../core/ports/left-out.ts';
import type { DocumentSummary, FileSummary } from '../../../core/ports/library.ts';
import { csrfField, link, nothing } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Session } from '../../session/session.ts';
import { flagWords } from '../document-words.ts';

/** What became of an uploaded file. */
export type UploadView = {
  name: string;
  document: DocumentSummary | null;
  /** What of its newest version was not read. */
  leftOut: LeftOut[];
  /** A file that holds a document in each row: where they are listed, and how many. */
  corpus: ({ collection: string; path: string } & FileSummary) | null;
};

/** One file's line under the drop area. */
export function uploadItem({ name, document, leftOut, corpus }: UploadView, session: Session): SafeHtml {
  if (corpus !== null) return corpusItem(corpus);
  return document === null
    ? refusedItem(name, 'This document was deleted.')
    : documentItem(name, document, leftOut, session);
}

/** It asks again until the document is ready or has failed. */
function documentItem(
  name: string,
  document: DocumentSummary,
  leftOut: readonly LeftOut[],
  session: Session,
): SafeHtml {
  const id = encodeURIComponent(document.documentId);
  if (document.status === 'processing') {
    const again = link(`/uploads/${id}`, { collection: document.collection, path: document.path });
    return html`<li class="upload-item" hx-get="${again}" hx-trigger="every 1s" hx-swap="outerHTML" hx-status:5xx="swap:none">
  <span class="upload-name">${name}</span><progress aria-label="Being read: ${name}"></progress><span class="upload-state">Being read…</span></li>`;
  }
  if (document.status === 'failed') {
    return html`<li class="upload-item bad"><span class="upload-name">${name}</span>
  <span class="upload-state">${document.reason ?? 'It could not be read.'}</span>
  <form method="post" action="/uploads/${id}/retry" hx-post="/uploads/${id}/retry" hx-target="closest li" hx-swap="outerHTML">${csrfField(session)}<button class="quiet small">Retry</button></form></li>`;
  }
  if (document.held) {
    return html`<li class="upload-item warn"><span class="upload-name"><a href="/documents/${id}">${name}</a></span>
  <span class="upload-state">Held for review: ${document.flags.map((kind) => flagWords[kind].text.toLowerCase()).join(', ')}</span>${notRead(leftOut)}</li>`;
  }
  return html`<li class="upload-item good"><span class="upload-name"><a href="/documents/${id}">${name}</a></span>
  <span class="upload-state">${readyWords[document.status] ?? 'Ready'}, ${count(document.passages, 'passage')}</span>${notRead(leftOut)}</li>`;
}

function corpusItem({
  collection,
  path,
  documents,
  held,
  leftOut,
}: NonNullable<UploadView['corpus']>): SafeHtml {
  const list = link('/documents', { q: path, collection });
  const kept = held === 0 ? '' : `, ${held.toLocaleString('en')} of them held for review`;
  return html`<li class="upload-item ${held === 0 ? 'good' : 'warn'}"><span class="upload-name">${path}</span>
  <span class="upload-state">Ready: <a href="${list}">${count(documents, 'document')}</a>${kept}</span>${notRead(leftOut)}</li>`;
}

function notRead(leftOut: readonly LeftOut[]): SafeHtml {
  if (leftOut.length === 0) return nothing;
  return html`<span class="upload-left-out">${leftOutSentences(leftOut).join(' ')}</span>`;
}

/** How an upload ended that is not in answers. */
const readyWords: Partial<Record<DocumentSummary['status'], string>> = {
  draft: 'Kept as a draft',
  archived: 'Kept as a draft of an archived document',
};

/** A file that was not taken in. */
export function refusedItem(name: string, reason: string): SafeHtml {
  return html`<li class="upload-item bad"><span class="upload-name">${name}</span><span class="upload-state">${reason}</span></li>`;
}
