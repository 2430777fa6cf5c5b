import { html, type SafeHtml } from '@remix-run/html-template';
import { csrfField, emptyState, nothing, tableFrame, time } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from './session.ts';
import type { SessionRow } from './session-list.ts';

export type SessionsView = { of: { id: string; name: string }; own: boolean; sessions: SessionRow[] };

export function sessionsPage({ of, own, sessions }: SessionsView, session: Session): Page {
  const base = own ? '/sessions' : `/users/${encodeURIComponent(of.id)}/sessions`;
  const title = own ? 'Where you are signed in' : `Where ${of.name} is signed in`;
  const others = sessions.filter((row) => !row.own);
  const all =
    others.length === 0
      ? nothing
      : html`<form method="post" action="${base}/${own ? 'others' : 'all'}/end">${csrfField(session)}<button class="danger">${own ? 'Sign out everywhere else' : 'Sign out everywhere'}</button></form>`;
  const list =
    sessions.length === 0
      ? emptyState('Signed in nowhere', 'A new sign-in link begins a new session.')
      : tableFrame(
          'Sessions',
          html`<table><thead><tr><th scope="col">Browser</th><th scope="col">Signed in</th><th scope="col">Last used</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${sessions.map((row) => sessionRow(base, session, row))}</tbody></table>`,
        );
  const body = html`<div class="page-head"><div><h1>${title}</h1>
<p class="lead">Each browser that is signed in has a session of its own. One that is ended has to sign in anew.</p></div></div>
${list}
${all}`;
  return { title, area: own ? null : 'users', body };
}

function sessionRow(base: string, session: Session, row: SessionRow): SafeHtml {
  const agent = row.agent === '' ? 'A browser' : row.agent;
  const end = html`<form method="post" action="${base}/${row.id}/end">${csrfField(session)}<button class="quiet small" aria-label="Sign out ${agent}, last used ${row.seenAt}">Sign out</button></form>`;
  return html`<tr><th scope="row">${agent}${row.own ? html` <span class="muted">(this one)</span>` : nothing}</th>
  <td class="keep" data-label="Signed in">${time(row.since)}</td>
  <td class="keep" data-label="Last used">${time(row.seenAt)}</td>
  <td class="actions">${row.own ? nothing : end}</td></tr>`;
}
