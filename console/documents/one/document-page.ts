import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary, RevisionSummary } from '../../../core/ports/library.ts';
import type { RememberedRow } from '../../../core/ports/question-memory.ts';
import type { Duplicate } from '../../../core/ports/upkeep.ts';
import { badge, day, emptyState, link, nothing, notice, time } from '../../frame/parts.ts';
import { documentWords } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { flagList } from '../flags-view.ts';
import { leftOutView } from '../left-out-view.ts';
import { retryForm } from '../list/document-row.ts';
import { duplicatesNote } from '../review/duplicates-page.ts';
import { decisionForms, verbForm } from '../review-parts.ts';
import { detailsForm } from './details-form.ts';
import { memorySection } from './memory-section.ts';
import { type PassagesView, passagesSection } from './passages-section.ts';

export type DocumentView = PassagesView & {
  document: DocumentSummary;
  revisions: RevisionSummary[];
  duplicates: Duplicate[];
  questions: RememberedRow[];
  page: number;
  pages: number;
  missing: boolean;
};

function actions({ document }: DocumentView, session: Session): SafeHtml {
  const id = encodeURIComponent(document.documentId);
  const verb = (name: string, words: string) => verbForm(session, document, name, words);
  const draft = document.draft !== null && !document.held;
  return html`<div class="action-row">
  ${document.status === 'failed' ? retryForm(session, document, 'document') : nothing}
  ${draft ? html`<a class="button quiet" href="/documents/${id}/preview">What would change?</a>` : nothing}
  ${draft ? verb('publish', 'Publish the draft') : nothing}
  ${draft ? verb('drop', 'Drop the draft') : nothing}
  ${document.status === 'ready' && document.revision > 1 ? verb('rollback', 'Go back one revision') : nothing}
  ${document.status === 'archived' ? verb('restore', 'Restore') : nothing}
  ${document.status === 'ready' ? verb('archive', 'Archive') : nothing}
  <a class="button quiet" href="${link('/answers', { document: document.documentId })}">Answers that used it</a>
  ${document.status === 'ready' ? html`<a class="button quiet" href="/documents/${id}/draft-questions">Draft questions</a>` : nothing}
  <a class="button quiet" href="/documents/${id}/delete">Delete</a>
</div>`;
}

/** The flags of the newest version, with the decision that they wait for. */
function flags({ document, revisions }: DocumentView, session: Session): SafeHtml {
  const newest = revisions.find(isInPlace);
  if (newest === undefined || newest.flags.length === 0) return nothing;
  if (newest.reviewedAt !== null) {
    return html`<details class="card"><summary>Flags of revision ${newest.number}, decided by ${newest.reviewedBy ?? '–'}</summary>
${flagList(newest.flags)}</details>`;
  }
  if (newest.state === 'archived') return nothing;
  return html`<section class="notice warn" aria-label="Flags">
  <p><b>${flagsTitle(newest.state, newest.number)}</b></p>
  ${flagList(newest.flags)}
  ${decisionForms(session, document, newest.state, 'document')}
</section>`;
}

type InPlace = RevisionSummary & { state: Exclude<RevisionSummary['state'], 'superseded'> };

const isInPlace = (revision: RevisionSummary): revision is InPlace => revision.state !== 'superseded';

function flagsTitle(state: RevisionSummary['state'], number: number): string {
  if (state === 'published') return 'This document is in answers and has something that you should look at.';
  return `Revision ${number} is not in answers: it has something that you should look at.`;
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
  if (document.status === 'archived') {
    return notice('warn', 'This document is archived: it is kept, but not used in answers.');
  }
  return nothing;
}

/** What of the revision that is shown was not read, and of a newer draft. */
function notRead({ document, revisions }: DocumentView): SafeHtml {
  const of = (number: number | null) =>
    revisions.find((revision) => revision.number === number)?.leftOut ?? [];
  const { draft, revision } = document;
  return html`${leftOutView(of(revision))}${draft === revision ? nothing : leftOutView(of(draft), draft)}`;
}

function revisionLink(document: DocumentSummary): SafeHtml {
  if (document.revision === 0) return html`–`;
  const path = `/documents/${encodeURIComponent(document.documentId)}/revisions`;
  const newer =
    document.draft !== null && document.draft !== document.revision ? `, draft ${document.draft}` : '';
  return html`<a href="${path}">${document.revision}${newer}</a>`;
}

export function documentPage(view: DocumentView, session: Session): Page {
  const { document } = view;
  const none =
    document.status !== 'failed' && document.status !== 'processing'
      ? emptyState('No text was found in it', 'Check that the file has text and not only pictures of text.')
      : nothing;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/documents">Documents</a>
  <a href="${link('/documents', { collection: document.collection })}">${document.collection}</a></nav>
<div class="page-head"><h1>${document.title}</h1>${actions(view, session)}</div>
<dl class="facts inline">
  <div><dt>Status</dt><dd>${badge(documentWords[document.status])}</dd></div>
  <div><dt>File</dt><dd class="path">${document.path}</dd></div>
  ${document.externalId === null ? nothing : html`<div><dt>Id in its corpus</dt><dd class="path">${document.externalId}</dd></div>`}
  <div><dt>Revision</dt><dd>${revisionLink(document)}</dd></div>
  <div><dt>Changed</dt><dd>${time(document.updatedAt)}</dd></div>
  ${document.owner === null ? nothing : html`<div><dt>Owner</dt><dd>${document.owner}</dd></div>`}
  ${document.reviewOn === null ? nothing : html`<div><dt>Look at it again on</dt><dd>${day(document.reviewOn)}</dd></div>`}
</dl>
${state(document)}
${flags(view, session)}
${notRead(view)}
${duplicatesNote(view.duplicates)}
${detailsForm(session, document)}
${memorySection(session, document, view.questions)}
${view.missing ? notice('warn', 'The cited passage is not part of this document any more; it was changed since.') : nothing}
${view.total === 0 ? none : passagesSection(view)}
${pages(view)}`;
  return { title: document.title, area: 'documents', body };
}
