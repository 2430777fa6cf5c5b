import { html, type SafeHtml } from '@remix-run/html-template';
import { csrfField, nothing } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';

/** A chat platform, and what was stated about its members' text. */
export type Permission = { platform: string; name: string; statement: string | null };

/** What members wrote trains nothing until an admin states that it may. */
export function permissionSection(rows: readonly Permission[], session: Session): SafeHtml {
  return html`<section class="card stack" aria-labelledby="permission-title"><h2 id="permission-title">What members wrote</h2>
<p>Chat platforms restrict what their messages may train. Read their terms; until you state here that it is allowed, text of members stays out of every data set. The statement is kept with every row.</p>
${rows.map((row) => one(row, session))}</section>`;
}

function one({ platform, name, statement }: Permission, session: Session): SafeHtml {
  const admin = session.user.role === 'admin';
  const form = (content: SafeHtml) =>
    html`<form class="action-row" method="post" action="/tuning/permissions/${platform}">${csrfField(session)}${content}</form>`;
  if (statement !== null)
    return html`<div><p><b>${name}</b>: “${statement}”</p>${
      admin
        ? form(
            html`<input type="hidden" name="statement" value=""><button class="quiet small" aria-label="Take it back: ${name}">Take it back</button>`,
          )
        : nothing
    }</div>`;
  if (!admin) return html`<p><b>${name}</b>: nothing stated.</p>`;
  return form(
    html`<label for="statement-${platform}">${name}</label><input id="statement-${platform}" name="statement" required maxlength="500" placeholder="Why it is allowed">
<button class="small" aria-label="State it: ${name}">State it</button>`,
  );
}
