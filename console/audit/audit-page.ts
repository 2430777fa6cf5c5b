import { html, type SafeHtml } from '@remix-run/html-template';
import { csrfField, emptyState, nothing, pager, tableFrame, time } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { auditActions, auditKinds, isAuditAction } from './actions.ts';
import { type AuditEntry, auditVias } from './audit-log.ts';
import { type AuditState, type AuditValue, changesOf } from './audit-state.ts';

export type AuditView = {
  entries: (AuditEntry & { canUndo: boolean })[];
  names: string[];
  filter: { about: string; by: string; q: string };
  first: string | null;
  next: string | null;
};

/** Names that people know a thing by, where its id says little. */
const NAMES = ['title', 'name', 'question', 'address', 'path'];

function nameOf(entry: AuditEntry): SafeHtml {
  const state = entry.before ?? entry.after;
  const named = NAMES.map((name) => state?.[name]).find((value) => typeof value === 'string');
  return typeof named !== 'string' || named === entry.subject
    ? html`${entry.subject}`
    : html`${named} <span class="muted">${entry.subject}</span>`;
}

function valueText(value: AuditValue): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return value.length === 0 ? '–' : value.join(', ');
  return String(value);
}

/** What was other before; of something that came or went, all that is known. */
function changes(before: AuditState | null, after: AuditState | null): SafeHtml {
  const list = changesOf(before, after);
  if (list.length === 0) return html`<span class="muted">–</span>`;
  const gone = before !== null && after === null ? html`<p class="muted">It was:</p>` : nothing;
  return html`${gone}<dl class="changes">${list.map(
    (change) =>
      html`<div><dt>${change.name}</dt><dd>${
        before === null || after === null
          ? valueText(change.after ?? change.before)
          : html`<del>${valueText(change.before)}</del> <span aria-hidden="true">→</span> <ins>${valueText(change.after)}</ins>`
      }</dd></div>`,
  )}</dl>`;
}

function undoing(session: Session, entry: AuditView['entries'][number]): SafeHtml {
  if (entry.undoneBy !== null) return html`<span class="muted">Undone by ${entry.undoneBy}</span>`;
  if (!entry.canUndo) return nothing;
  return html`<form method="post" action="/audit/${entry.id}/undo">${csrfField(session)}<button class="quiet small" aria-label="Undo entry ${entry.id}">Undo</button></form>`;
}

function row(session: Session, entry: AuditView['entries'][number]): SafeHtml {
  const did = isAuditAction(entry.action) ? auditActions[entry.action].words : entry.action;
  const undid = entry.undoes === null ? nothing : html` <span class="muted">(undid ${entry.undoes})</span>`;
  const words = auditVias[entry.by.via];
  const via = words === '' ? nothing : html` <span class="muted">(${words})</span>`;
  return html`<tr id="entry-${entry.id}"><td class="keep" data-label="Entry">${entry.id}</td>
  <td class="keep" data-label="Time">${time(entry.at)}</td>
  <th scope="row" data-label="Who and what">${entry.by.name}${via} ${did}${undid}</th>
  <td class="wide" data-label="About">${nameOf(entry)}</td>
  <td class="wide" data-label="Changed">${changes(entry.before, entry.after)}</td>
  <td class="actions">${undoing(session, entry)}</td></tr>`;
}

function filters({ filter, names }: AuditView): SafeHtml {
  const option = (value: string, text: string, now: string) =>
    html`<option value="${value}"${value === now ? html` selected` : nothing}>${text}</option>`;
  return html`<form class="filters" method="get" action="/audit" role="search">
  <label>About <select name="about"><option value="">Everything</option>${Object.entries(auditKinds).map(
    ([kind, words]) => option(kind, words, filter.about),
  )}</select></label>
  <label>By <select name="by"><option value="">Everybody</option>${names.map((name) => option(name, name, filter.by))}</select></label>
  <label>Id or name <input type="search" name="q" value="${filter.q}"></label>
  <button class="quiet">Show</button>
</form>`;
}

export function auditPage(view: AuditView, session: Session): Page {
  const { entries, filter, first, next } = view;
  const filtered = filter.about + filter.by + filter.q !== '' || first !== null;
  const list =
    entries.length > 0
      ? tableFrame(
          'Audit log',
          html`<table><thead><tr><th scope="col">Entry</th><th scope="col">Time</th><th scope="col">Who and what</th>
<th scope="col">About</th><th scope="col">Changed</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${entries.map((entry) => row(session, entry))}</tbody></table>`,
        )
      : filtered
        ? emptyState('Nothing matches', html`<a href="/audit">Show the whole log</a>`)
        : emptyState('Nothing yet', 'What admins and curators change stands here from now on.');
  const body = html`<div class="page-head"><div><h1>Audit log</h1>
<p class="lead">What admins and curators changed, here and on the command line, and what channels’ admins changed in the chat. Entries are never changed or deleted.</p></div>
<a class="button quiet" href="/users">Users</a></div>
${filters(view)}
${list}
${pager({ first, next })}`;
  return { title: 'Audit log', area: 'users', body };
}
