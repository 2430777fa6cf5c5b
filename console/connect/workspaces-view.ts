import { html, type SafeHtml } from '@remix-run/html-template';
import type { InstalledWorkspace } from '../../core/ports/connectors.ts';
import { badge, csrfField, nothing, time } from '../frame/parts.ts';
import type { Tone } from '../frame/words.ts';
import type { Session } from '../session/session.ts';

/** The workspaces that an app was added to; `problem` = why no other can be added now. */
export type InstallsView = { problem: string | null; workspaces: InstalledWorkspace[] };

const stateWords: Record<InstalledWorkspace['state'], { text: string; tone: Tone }> = {
  ready: { text: 'Connected', tone: 'good' },
  connecting: { text: 'Waiting', tone: 'busy' },
  failing: { text: 'Needs attention', tone: 'bad' },
  stopped: { text: 'Stopped', tone: 'quiet' },
};

function row(session: Session, path: string, workspace: InstalledWorkspace): SafeHtml {
  const { id, name, state, message, since } = workspace;
  const action = `${path}/workspaces/${encodeURIComponent(id)}/remove`;
  const what = state === 'stopped' ? 'Stopped' : 'Added';
  return html`<li><p><b>${name}</b> <code>${id}</code> ${badge(stateWords[state])}</p>
<p>${message} <span class="muted">${what} ${time(since)}.</span></p>
<form method="post" action="${action}" hx-post="${action}" hx-target="closest section" hx-swap="outerHTML" hx-disable="find button">
${csrfField(session)}<button class="quiet small" aria-label="Remove ${name}" hx-confirm="Remove Docent from ${name}?">Remove</button></form></li>`;
}

/** Adding workspaces by a press, and those that are there. */
export function workspacesView(
  session: Session,
  { id, name }: { id: string; name: string },
  view: InstallsView | null,
): SafeHtml {
  if (view === null) return nothing;
  const { problem, workspaces } = view;
  const path = `/connect/${encodeURIComponent(id)}`;
  const list =
    workspaces.length === 0
      ? nothing
      : html`<ul class="workspaces">${workspaces.map((one) => row(session, path, one))}</ul>`;
  return html`<div class="stack"><h3>Several workspaces</h3>
<p class="muted">Each workspace is served with its own token, and one that takes it back leaves the others alone.</p>
${list}
${problem === null ? html`<p><a class="button quiet" href="${path}/install">Add to ${name}</a></p>` : html`<p class="muted">${problem}</p>`}</div>`;
}
