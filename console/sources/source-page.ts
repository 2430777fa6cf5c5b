import { html, type SafeHtml } from '@remix-run/html-template';
import type { Source, SourceItem } from '../../core/ports/sources.ts';
import { badge, csrfField, nothing, notice, tableFrame, time } from '../frame/parts.ts';
import { count, sourceItemWords, sourceKindWords, sourceStateWords } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { confirmForm, intervalWords, nextRun, runForm } from './source-row.ts';

export type SourceView = { source: Source; items: SourceItem[] };

function actions(session: Session, source: Source): SafeHtml {
  const id = encodeURIComponent(source.sourceId);
  const verb = source.enabled ? 'disable' : 'enable';
  return html`<div class="action-row">${runForm(session, source, 'source')}
  ${
    session.user.role === 'admin'
      ? html`<form method="post" action="/sources/${id}/${verb}">${csrfField(session)}<button class="quiet small">${source.enabled ? 'Pause' : 'Resume'}</button></form>
  <a class="button quiet small" href="/sources/${id}/remove">Remove</a>`
      : nothing
  }</div>`;
}

function outcome(session: Session, source: Source): SafeHtml {
  if (source.state === 'held') {
    return html`${notice(
      'warn',
      html`<p>${source.result}</p>
<p>So many at once is often an accident, such as a drive that is not mounted. If they are really gone, remove them here.</p>`,
    )}${confirmForm(session, source)}`;
  }
  if (source.state === 'failed') return notice('bad', source.result);
  return notice(source.state === 'partly' ? 'warn' : 'good', source.result);
}

function itemList(items: SourceItem[]): SafeHtml {
  if (items.length === 0) return nothing;
  return html`<h2>Not taken in</h2>
${tableFrame(
  'Not taken in',
  html`<table><thead><tr><th scope="col">File or page</th><th scope="col">Status</th><th scope="col">Why</th><th scope="col">Seen</th></tr></thead>
<tbody>${items.map(
    (item) => html`<tr><th scope="row" class="wide">${
      item.documentId === null
        ? item.item
        : html`<a href="/documents/${encodeURIComponent(item.documentId)}">${item.item}</a>`
    }</th>
  <td data-label="Status">${badge(sourceItemWords[item.state])}</td><td class="wide" data-label="Why">${item.reason}</td><td class="keep" data-label="Seen">${time(item.seenAt)}</td></tr>`,
  )}</tbody></table>`,
)}`;
}

export function sourcePage({ source, items }: SourceView, session: Session): Page {
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/sources">Sources</a></nav>
<div class="page-head"><h1 class="path">${source.address}</h1>${actions(session, source)}</div>
${outcome(session, source)}
<dl class="facts inline">
  <div><dt>Status</dt><dd>${badge(sourceStateWords[source.state])}</dd></div>
  <div><dt>What is read</dt><dd>${sourceKindWords[source.kind]}${source.kind === 'site' ? `, ${count(source.depth, 'link')} deep` : ''}</dd></div>
  <div><dt>Collection</dt><dd>${source.collection}</dd></div>
  <div><dt>Documents</dt><dd>${source.documents}</dd></div>
  <div><dt>How often</dt><dd>${intervalWords(source)}</dd></div>
  <div><dt>Last read</dt><dd>${source.lastRunAt === null ? '–' : time(source.lastRunAt)}</dd></div>
  <div><dt>Next</dt><dd>${nextRun(source)}</dd></div>
  ${source.include === '' ? nothing : html`<div><dt>Only</dt><dd class="path">${source.include}</dd></div>`}
  ${source.exclude === '' ? nothing : html`<div><dt>Without</dt><dd class="path">${source.exclude}</dd></div>`}
</dl>
${itemList(items)}`;
  return { title: source.address, area: 'sources', body };
}

/** Asks before a source goes, and what becomes of its documents. */
export function removePage({ source }: { source: Source }, session: Session): Page {
  const id = encodeURIComponent(source.sourceId);
  const body = html`<div class="narrow"><h1>Remove this source?</h1>
<p class="path"><b>${source.address}</b></p>
<p>It is not read any more. It has brought ${count(source.documents, 'document')}; keep them as they are, or remove them
with all their revisions. Removed documents cannot be brought back, except by adding the source again.</p>
<form class="action-row" method="post" action="/sources/${id}/remove">
  ${csrfField(session)}
  <button name="documents" value="keep">Remove the source, keep the documents</button>
  <button class="danger" name="documents" value="remove">Remove both</button>
  <a class="button quiet" href="/sources/${id}">Keep it</a>
</form></div>`;
  return { title: `Remove ${source.address}`, area: 'sources', body };
}
