import { html, type SafeHtml } from '@remix-run/html-template';
import { badge, copyBox, csrfField, nothing, notice, pager, tableFrame, time } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import type { SignInLink } from '../session/sign-in-links.ts';
import type { UserRow } from './users-store.ts';

const roleWords = { admin: 'Admin', curator: 'Curator' } as const;

function madeLink(made: SignInLink | null): SafeHtml {
  if (made === null) return nothing;
  return notice(
    'good',
    html`<p>Send this link to <b>${made.user.name}</b>. It works once, until ${time(made.expiresAt)}, and is not shown again.</p>
${copyBox('Sign-in link', 'sign-in-link', made.url, 2)}`,
  );
}

function userRow(session: Session, user: UserRow): SafeHtml {
  const id = encodeURIComponent(user.id);
  const self = user.id === session.user.id;
  const switchOff = html`<form method="post" action="/users/${id}/disable">${csrfField(session)}<button class="quiet small" aria-label="Disable ${user.name}">Disable</button></form>`;
  const switchOn = html`<form method="post" action="/users/${id}/enable">${csrfField(session)}<button class="quiet small" aria-label="Enable ${user.name}">Enable</button></form>`;
  const sessions = html`<a class="button quiet small" href="${self ? '/sessions' : `/users/${id}/sessions`}" aria-label="Sessions of ${user.name}">Sessions</a>`;
  const newLink = html`<form method="post" action="/users/link">${csrfField(session)}<input type="hidden" name="name" value="${user.name}"><button class="quiet small" aria-label="New link for ${user.name} to sign in">New link</button></form>`;
  return html`<tr><th scope="row" class="wide">${user.name}${self ? html` <span class="muted">(you)</span>` : nothing}</th>
  <td data-label="Role">${roleWords[user.role]}</td>
  <td data-label="State">${badge(user.disabled ? { text: 'Disabled', tone: 'quiet' } : { text: 'Active', tone: 'good' })}</td>
  <td class="keep" data-label="Since">${time(user.createdAt)}</td>
  <td class="keep" data-label="Last seen">${user.seenAt === null ? html`<span class="muted">–</span>` : time(user.seenAt)}</td>
  <td class="actions">${user.disabled ? switchOn : html`${sessions}${newLink}${self ? nothing : switchOff}`}</td></tr>`;
}

export type UsersView = { users: UserRow[]; search: string; first: string | null; next: string | null };

/** Only where there is more than a page of people, or somebody is looked for. */
function searchForm({ search, first, next }: UsersView): SafeHtml {
  if (search === '' && first === null && next === null) return nothing;
  return html`<form class="filters" method="get" action="/users" role="search">
  <label>Search <input type="search" name="q" value="${search}" placeholder="Part of a name"></label>
  <button class="quiet">Show</button>
</form>`;
}

/** `made` = the link that was just made; it is never part of the view. */
export function usersPage(view: UsersView, session: Session, made: SignInLink | null = null): Page {
  const { users, first, next } = view;
  const body = html`<div class="page-head"><div><h1>Users</h1>
<p class="lead">People who may enter this console. Members who only ask in chat need no entry here.</p></div>
<div class="action-row"><a class="button quiet" href="/audit">Audit log</a><a class="button quiet" href="/backups">Backups</a><a class="button quiet" href="/tokens">API tokens</a></div></div>
${madeLink(made)}
${searchForm(view)}
${tableFrame(
  'Users',
  html`<table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">State</th><th scope="col">Since</th>
<th scope="col">Last seen</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${users.map((user) => userRow(session, user))}</tbody></table>`,
)}
${pager({ first, next })}
<form class="card stack narrow" method="post" action="/users/link">
  ${csrfField(session)}
  <h2>Invite somebody</h2>
  <p class="muted">Curators work with documents, answers and batches. Admins also connect chats and invite people.</p>
  <div class="field-row">
    <label>Name <input name="name" maxlength="80" required autocomplete="off"></label>
    <label>Role <select name="role"><option value="curator">Curator</option><option value="admin">Admin</option></select></label>
  </div>
  <div class="action-row"><button>Make a sign-in link</button></div>
</form>`;
  return { title: 'Users', area: 'users', body };
}
