import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary, RevisionSummary } from '../../../core/ports/library.ts';
import type { RevisionDiff } from '../../../knowledge/documents/revision-diff.ts';
import { badge, nothing, tableFrame, time } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import { revisionWords } from '../document-words.ts';
import { flagBadges } from '../flags-view.ts';
import { diffView } from './diff-view.ts';

export type Comparison = { from: number; to: number; diff: RevisionDiff };

export type RevisionsView = {
  document: DocumentSummary;
  revisions: RevisionSummary[];
  comparison: Comparison | null;
};

/** All revisions of a document, and what is different between two of them. */
export function revisionsPage({ document, revisions, comparison }: RevisionsView): Page {
  const path = `/documents/${encodeURIComponent(document.documentId)}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/documents">Documents</a> <a href="${path}">${document.title}</a></nav>
<div class="page-head"><h1>Revisions</h1></div>
<form class="stack" method="get" action="${path}/revisions">
${tableFrame(
  'Revisions',
  html`<table><thead><tr><th scope="col" class="tight">From</th><th scope="col" class="tight">To</th>
<th scope="col" class="number">Revision</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">By</th>
<th scope="col" class="number">Passages</th></tr></thead>
<tbody>${revisions.map((revision) => revisionRow(revision, comparison))}</tbody></table>`,
)}
${revisions.length < 2 ? nothing : html`<div class="action-row"><button class="quiet">Compare</button></div>`}
</form>
${comparison === null ? nothing : comparisonView(comparison)}`;
  return { title: `Revisions of ${document.title}`, area: 'documents', body };
}

function revisionRow(revision: RevisionSummary, comparison: Comparison | null): SafeHtml {
  const { number } = revision;
  const pick = (name: 'from' | 'to', words: string) =>
    html`<input type="radio" name="${name}" value="${number}" aria-label="${words} revision ${number}"${
      comparison?.[name] === number ? html` checked` : nothing
    }>`;
  return html`<tr><td data-label="From">${pick('from', 'From')}</td><td data-label="To">${pick('to', 'To')}</td>
  <th scope="row" class="number">${number}</th>
  <td data-label="State">${badge(revisionWords[revision.state])} ${flagBadges([...new Set(revision.flags.map((flag) => flag.kind))])}</td>
  <td class="keep" data-label="Since">${time(revision.createdAt)}</td><td data-label="By">${revision.createdBy}</td><td class="number" data-label="Passages">${revision.passages}</td></tr>`;
}

function comparisonView({ from, to, diff }: Comparison): SafeHtml {
  const { unchanged, changed, added, removed } = diff.counts;
  return html`<section class="stack" aria-labelledby="comparison">
<h2 id="comparison">From revision ${from} to revision ${to}</h2>
<p class="muted">${count(changed, 'passage')} changed, ${added} added, ${removed} removed, ${unchanged} unchanged.</p>
${diffView(diff)}
</section>`;
}
