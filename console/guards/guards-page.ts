import { html, type SafeHtml } from '@remix-run/html-template';
import type { Action } from '../../core/guardrails/guard.ts';
import { type GuardRow, HIT_DAYS } from '../../core/guardrails/guard-service.ts';
import { badge, csrfField, nothing } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { emptyTest, type TestView, testSection } from './test-section.ts';

export const stageWords: Record<string, string> = {
  input: 'question',
  retrieval: 'passage',
  output: 'answer',
};

const actionWords: Record<Action, string> = {
  noop: 'note it',
  exception: 'refuse',
  fix: 'repair',
  filter: 'take the sentences out',
  refrain: 'hold back',
  reask: 'ask the model again',
  fix_reask: 'repair, else ask the model again',
  custom: 'its own way',
};

/** A guard as it is shown: without the checks themselves. */
type ShownGuard = Omit<GuardRow, 'guards'>;

export type GuardsView = { rows: ShownGuard[] };

/** `test` = a text that was just tried, with what came of it; nothing of it is kept. */
export function guardsPage({ rows }: GuardsView, session: Session, test: TestView = emptyTest): Page {
  const admin = session.user.role === 'admin';
  const body = html`<div class="page-head"><h1>Guards</h1><div class="action-row">${
    admin
      ? html`<form method="post" action="/guards/reset">${csrfField(session)}<button class="quiet small">Back to how they ship</button></form>`
      : nothing
  }</div></div>
<p>What is checked on the way from a question to an answer. They run from top to bottom, each on what the ones before it left.
${admin ? 'A change counts from the next question on; answers kept under other settings are not given again.' : 'An admin can change them.'}</p>
<ol class="guard-list">${rows.map((row, at) => guardCard(session, row, at === 0, rows[at + 1]?.setting !== undefined || at === rows.length - 1))}</ol>
${testSection(session, test)}`;
  return { title: 'Guards', area: 'guards', body };
}

function guardCard(session: Session, row: ShownGuard, first: boolean, last: boolean): SafeHtml {
  const admin = session.user.role === 'admin';
  return html`<li class="card" id="guard-${row.id}">
<h2>${row.label} ${badge(row.on ? { text: 'On', tone: 'good' } : { text: 'Off', tone: 'warn' })}</h2>
<p>${row.description}</p>
<dl class="facts inline">
  <div><dt>Looks at</dt><dd>${row.stages.map((stage) => stageWords[stage]).join(', ')}</dd></div>
  <div><dt>What it does</dt><dd>${(row.action === null ? row.actions : [row.action]).map((action) => actionWords[action]).join(', or ')}</dd></div>
  <div><dt>Last ${HIT_DAYS} days</dt><dd>${hits(row)}</dd></div>
</dl>
${row.essential ? html`<p class="muted">Always on: without it an answer could carry data away, notify people or hide text.</p>` : nothing}
${row.setting === undefined ? nothing : html`<p class="muted">Brought in by the setting <code>${row.setting}</code>; it runs after the others.</p>`}
${
  admin && row.setting === undefined
    ? html`<div class="action-row">
${row.essential ? nothing : change(session, row, 'on', row.on ? 'no' : 'yes', row.on ? 'Switch off' : 'Switch on')}
${first ? nothing : change(session, row, 'move', 'up', 'Move up')}
${last ? nothing : change(session, row, 'move', 'down', 'Move down')}
${row.choices.length === 0 ? nothing : actionForm(session, row)}
</div>`
    : nothing
}</li>`;
}

function hits(row: ShownGuard): string {
  if (row.hits.length === 0) return 'no hits';
  return row.hits
    .map(({ stage, answers }) => `${count(answers, 'hit')} (${stageWords[stage] ?? stage})`)
    .join(', ');
}

function change(session: Session, row: ShownGuard, field: string, value: string, label: string): SafeHtml {
  return html`<form method="post" action="/guards/${row.id}">${csrfField(session)}<input type="hidden" name="${field}" value="${value}">
<button class="quiet small" aria-label="${label}: ${row.label}">${label}</button></form>`;
}

function actionForm(session: Session, row: ShownGuard): SafeHtml {
  const current = row.action ?? row.actions[0];
  return html`<form class="action-row" method="post" action="/guards/${row.id}">${csrfField(session)}
<label for="action-${row.id}">When it finds something</label>
<select id="action-${row.id}" name="action">${row.choices.map(
    (action) =>
      html`<option value="${action}"${action === current ? html` selected` : nothing}>${actionWords[action]}</option>`,
  )}</select> <button class="quiet small" aria-label="Save: ${row.label}">Save</button></form>`;
}
