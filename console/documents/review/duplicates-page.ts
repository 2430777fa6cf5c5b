import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import type { Duplicate, DuplicatePair, DuplicateReport } from '../../../core/ports/upkeep.ts';
import { csrfField, emptyState, nothing, notice, tableFrame, time } from '../../frame/parts.ts';
import { percent } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { documentTabs } from '../document-tabs.ts';
import { verbForm } from '../review-parts.ts';

/** Pairs of documents that say the same, and what to do about them. */
export function duplicatesPage(report: DuplicateReport, session: Session): Page {
  const body = html`<div class="page-head"><div><h1>Duplicates</h1>
<p class="lead">Documents that are the same or nearly so. Two versions of one thing make answers contradict each other: archive
the one that is out of date.</p></div></div>
${documentTabs('duplicates')}
${state(session, report)}
${
  report.pairs.length === 0
    ? emptyState(
        report.lookedAt === null ? 'Not looked for yet' : 'No two documents are alike',
        'Documents are compared by the word sequences that they share.',
      )
    : tableFrame(
        'Duplicates',
        html`<table><thead><tr><th scope="col">Document</th><th scope="col">Is like</th><th scope="col" class="number">In common</th></tr></thead>
<tbody>${report.pairs.map((pair) => pairRow(session, pair))}</tbody></table>`,
      )
}`;
  return { title: 'Duplicates', area: 'documents', body };
}

function state(session: Session, report: DuplicateReport): SafeHtml {
  if (report.running)
    return notice(
      'warn',
      'Documents are being compared, or will be in a moment. Load the page again to see what was found.',
    );
  return html`<form class="action-row" method="post" action="/documents/duplicates/look">${csrfField(session)}
  <button class="quiet">Look now</button>
  <span class="muted">${report.lookedAt === null ? nothing : html`Last looked ${time(report.lookedAt)}${report.outdated ? ', and something was published since' : nothing}.`}</span></form>`;
}

function pairRow(session: Session, { documents: [one, other], likeness, same }: DuplicatePair): SafeHtml {
  return html`<tr><td class="wide" data-label="Document">${side(session, one)}</td><td class="wide" data-label="Is like">${side(session, other)}</td>
  <td class="number" data-label="In common">${same ? 'Same file' : percent(likeness)}</td></tr>`;
}

function side(session: Session, document: DocumentSummary): SafeHtml {
  return html`<p><b><a href="/documents/${encodeURIComponent(document.documentId)}">${document.title}</a></b></p>
  <p class="muted path">${document.path} in ${document.collection}, changed ${time(document.updatedAt)}</p>
  ${verbForm(session, document, 'archive', 'Archive', { back: 'duplicates' })}`;
}

/** On a document's page: what is like it. */
export function duplicatesNote(duplicates: readonly Duplicate[]): SafeHtml {
  if (duplicates.length === 0) return nothing;
  return notice(
    'warn',
    html`<p><b>Other documents say the same.</b> Two versions of one thing make answers contradict each other.</p>
<ul>${duplicates.map(
      ({ document, likeness, same }) =>
        html`<li><a href="/documents/${encodeURIComponent(document.documentId)}">${document.title}</a>
  <span class="path">${document.path} in ${document.collection}</span>: ${same ? 'the same file' : `${percent(likeness)} in common`}</li>`,
    )}</ul>`,
  );
}
