import { html, type SafeHtml } from '@remix-run/html-template';
import { badge, copyBox, csrfField, emptyState, nothing, notice, tableFrame, time } from '../frame/parts.ts';
import type { Word } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import type { ApiToken } from './api-tokens.ts';
import { apiScopes, tokenDays } from './scopes.ts';

export type TokensView = { tokens: ApiToken[] };

const stateWords: Record<ApiToken['state'], Word> = {
  active: { text: 'Active', tone: 'good' },
  expired: { text: 'Run out', tone: 'quiet' },
  revoked: { text: 'Revoked', tone: 'quiet' },
  disabled: { text: 'Its user is disabled', tone: 'quiet' },
};

const none = html`<span class="muted">–</span>`;

function tokenRow(session: Session, token: ApiToken): SafeHtml {
  const revoke = html`<form method="post" action="/tokens/${token.id}/revoke">${csrfField(session)}<button class="quiet small" aria-label="Revoke ${token.name}">Revoke</button></form>`;
  return html`<tr><th scope="row" class="wide">${token.name}</th>
  <td data-label="Good for">${token.scopes.join(', ')}</td>
  <td class="keep" data-label="Made by">${token.by ?? 'the command line'}</td>
  <td class="keep" data-label="Until">${token.expiresAt === null ? none : time(token.expiresAt)}</td>
  <td class="keep" data-label="Last used">${token.usedAt === null ? none : time(token.usedAt)}</td>
  <td data-label="State">${badge(stateWords[token.state])}</td>
  <td class="actions">${token.state === 'active' ? revoke : nothing}</td></tr>`;
}

/** `made` = the token that was just made; it is never part of the view. */
export function tokensPage(
  { tokens }: TokensView,
  session: Session,
  made: { token: string; expiresAt: string } | null = null,
): Page {
  const shown =
    made === null
      ? nothing
      : notice(
          'good',
          html`<p>Copy the token now: it is not shown again. It works until ${time(made.expiresAt)}.</p>
${copyBox('API token', 'api-token', made.token, 2)}`,
        );
  const list =
    tokens.length === 0
      ? emptyState('No tokens yet', 'A program shows a token instead of signing in.')
      : tableFrame(
          'API tokens',
          html`<table><thead><tr><th scope="col">Name</th><th scope="col">Good for</th><th scope="col">Made by</th><th scope="col">Until</th>
<th scope="col">Last used</th><th scope="col">State</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${tokens.map((token) => tokenRow(session, token))}</tbody></table>`,
        );
  const body = html`<div class="page-head"><div><h1>API tokens</h1>
<p class="lead">For programs: they send a token as <code>Authorization: Bearer …</code>. A token ends with the access of whoever made it.</p></div>
<a class="button quiet" href="/users">Users</a></div>
${shown}
${list}
<form class="card stack narrow" method="post" action="/tokens/add">
  ${csrfField(session)}
  <h2>Make a token</h2>
  <div class="field-row">
    <label>Name <input name="name" maxlength="80" required autocomplete="off"></label>
    <label>Days it works <input name="days" type="number" min="${tokenDays.least}" max="${tokenDays.most}" value="${tokenDays.usual}" required></label>
  </div>
  <fieldset><legend>Good for</legend>${Object.entries(apiScopes).map(
    ([scope, words]) =>
      html`<label class="check"><input type="checkbox" name="scopes" value="${scope}"> ${words}</label>`,
  )}</fieldset>
  <div class="action-row"><button>Make a token</button></div>
</form>`;
  return { title: 'API tokens', area: 'users', body };
}
