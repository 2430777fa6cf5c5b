import { html, type SafeHtml } from '@remix-run/html-template';
import type { StaleDocument, StaleReason, StaleReport } from '../../../core/ports/upkeep.ts';
import { upkeepLimits } from '../../../knowledge/upkeep/limits.ts';
import { day, emptyState, link, nothing, pager, tableFrame, time } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { documentTabs } from '../document-tabs.ts';
import { verbForm } from '../review-parts.ts';

const PAGE = 50;

/** One page of the report. */
export type StaleView = StaleReport & { first: string | null; next: string | null };

/** Both lists are turned over together. */
export function staleView(report: StaleReport, asked: string): StaleView {
  const { documents, uncited } = report;
  const pages = Math.max(1, Math.ceil(Math.max(documents.length, uncited.length) / PAGE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(asked, 10) || 1));
  const slice = <Row>(rows: Row[]) => rows.slice((page - 1) * PAGE, page * PAGE);
  return {
    documents: slice(documents),
    uncited: slice(uncited),
    first: page === 1 ? null : '/documents/stale',
    next: page === pages ? null : link('/documents/stale', { page: String(page + 1) }),
  };
}

/** Documents that may have been overtaken, and documents that nobody seems to need. */
export function stalePage({ documents, uncited, first, next }: StaleView, session: Session): Page {
  const body = html`<div class="page-head"><div><h1>Stale</h1>
<p class="lead">Documents that somebody should look at: unchanged for ${upkeepLimits.untouchedDays} days, past their review date,
or voted down by several people.</p></div></div>
${documentTabs('stale')}
${
  documents.length === 0
    ? emptyState(
        'Nothing is stale',
        'A review date on the page of a document brings it here when its day has come.',
      )
    : table('Stale documents', 'Why', documents, (row) => staleRow(session, row))
}
<section class="stack" aria-labelledby="uncited"><h2 id="uncited">In no answer for ${upkeepLimits.recentDays} days</h2>
<p class="muted">Nobody asked for these, or something else answers first.</p>
${
  uncited.length === 0
    ? emptyState(
        'Every document was needed',
        `Those younger than ${upkeepLimits.recentDays} days do not count.`,
      )
    : table('Documents in no answer', 'Changed', uncited, (row) => uncitedRow(session, row))
}</section>
${pager({ first, next })}`;
  return { title: 'Stale', area: 'documents', body };
}

function table(
  label: string,
  column: string,
  rows: readonly StaleDocument[],
  row: (one: StaleDocument) => SafeHtml,
): SafeHtml {
  return tableFrame(
    label,
    html`<table><thead><tr><th scope="col">Document</th><th scope="col">${column}</th><th scope="col">Owner</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${rows.map(row)}</tbody></table>`,
  );
}

function nameCell({ document }: StaleDocument): SafeHtml {
  return html`<th scope="row" class="wide"><a href="/documents/${encodeURIComponent(document.documentId)}">${document.title}</a>
    <span class="muted path">${document.path}</span></th>`;
}

function staleRow(session: Session, row: StaleDocument): SafeHtml {
  return html`<tr>${nameCell(row)}<td data-label="Why">${row.reasons.map((reason) => html`<p>${reasonWords(reason)}</p>`)}</td>
  <td data-label="Owner">${row.document.owner ?? nothing}</td>
  <td class="actions">${verbForm(session, row.document, 'confirm', 'Still right', { back: 'stale' })}
  ${verbForm(session, row.document, 'archive', 'Archive', { back: 'stale' })}</td></tr>`;
}

function uncitedRow(session: Session, row: StaleDocument): SafeHtml {
  return html`<tr>${nameCell(row)}<td class="keep" data-label="Changed">${time(row.document.updatedAt)}</td><td data-label="Owner">${row.document.owner ?? nothing}</td>
  <td class="actions">${verbForm(session, row.document, 'archive', 'Archive', { back: 'stale' })}</td></tr>`;
}

function reasonWords(reason: StaleReason): SafeHtml {
  switch (reason.kind) {
    case 'untouched':
      return html`Not touched since ${day(reason.since.slice(0, 10))}`;
    case 'review-due':
      return html`To be looked at since ${day(reason.on)}`;
    case 'disputed':
      return html`Voted down by ${count(reason.people, 'person', 'people')} (${reason.down} down, ${reason.up} up): ${reason.answers.map(
        (id, at) =>
          html`${at > 0 ? ', ' : ''}<a href="/answers/${encodeURIComponent(id)}">answer ${at + 1}</a>`,
      )}`;
  }
}
