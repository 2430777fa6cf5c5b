import { html, type SafeHtml } from '@remix-run/html-template';
import type { Trainable } from '../../core/ports/trainable.ts';
import { badge, csrfField, nothing, notice, time } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';

/** Something that learns here, as it stands. */
export type Learning = { what: string; help: string } & Awaited<ReturnType<Trainable['status']>>;

export function loadLearning(trainables: readonly Trainable[]): Promise<Learning[]> {
  return Promise.all(
    trainables.map(async (one) => ({ what: one.id, help: one.help, ...(await one.status()) })),
  );
}

/** What learns in Docent itself, with one click forward and back. */
export function learningSection(rows: readonly Learning[], session: Session): SafeHtml {
  return html`<section class="stack" aria-labelledby="learning-title"><h2 id="learning-title">What learns here</h2>
<p>Search learns from what people confirm. A gate decides what serves, and when votes on answers fall afterwards, Docent goes back by itself.</p>
<ul class="guard-list">${rows.map((row) => card(row, session))}</ul></section>`;
}

function card({ what, help, active, lastEvaluation, takenBack }: Learning, session: Session): SafeHtml {
  const state = active
    ? ({ text: 'Serves', tone: 'good' } as const)
    : ({ text: 'Does not serve', tone: 'quiet' } as const);
  return html`<li class="card" id="learning-${what}">
<h3>${what} ${badge(state)}</h3>
<p>It learns: ${help}.</p>
${takenBack === null ? nothing : notice('warn', html`Taken back by itself, ${time(takenBack.at)}. ${takenBack.reason}`)}
${lastEvaluation === null ? html`<p class="muted">Never trained. <code>npx docent tune train ${what}</code> does.</p>` : html`<p>Last training, ${time(lastEvaluation.at)}: ${lastEvaluation.reason}</p>`}
${
  session.user.role !== 'admin' || lastEvaluation === null
    ? nothing
    : html`<div class="action-row">${move(session, what, 'promote', 'Promote the newest')}${active ? move(session, what, 'rollback', 'Roll back') : nothing}</div>`
}</li>`;
}

function move(session: Session, what: string, name: string, label: string): SafeHtml {
  return html`<form method="post" action="/tuning/learning/${what}">${csrfField(session)}<input type="hidden" name="move" value="${name}">
<button class="quiet small" aria-label="${label}: ${what}">${label}</button></form>`;
}
