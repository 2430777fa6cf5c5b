import { html, type SafeHtml } from '@remix-run/html-template';
import type { TuningRun } from '../../core/fine-tuning/runs/tuning-run.ts';
import { csrfField, nothing, notice, time } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { jobsSection, type ShownJob } from './jobs-section.ts';
import { type Learning, learningSection } from './learning-section.ts';
import { type Permission, permissionSection } from './permission-section.ts';

export type TuningView = {
  learning: Learning[];
  runs: Pick<TuningRun, 'id' | 'name' | 'createdAt' | 'createdBy'>[];
  jobs: ShownJob[];
  permissions: Permission[];
};

/** `said` = what came of the form that was just sent. */
export function tuningPage(
  { learning, runs, jobs, permissions }: TuningView,
  session: Session,
  said: { text: string; good: boolean } | null = null,
): Page {
  const body = html`<div class="page-head"><h1>Tuning</h1></div>
${said === null ? nothing : notice(said.good ? 'good' : 'bad', said.text)}
${learningSection(learning, session)}
${runsSection(runs, session)}
${jobsSection(jobs, session)}
${permissionSection(permissions, session)}`;
  return { title: 'Tuning', area: 'tuning', body };
}

function runsSection(runs: TuningView['runs'], session: Session): SafeHtml {
  return html`<section class="card stack" aria-labelledby="runs-title"><h2 id="runs-title">A model of your own</h2>
<p>Six steps lead from your team’s votes and corrections to a recipe for a trainer, or to a job at a service.</p>
${
  runs.length === 0
    ? nothing
    : html`<ul>${runs.map((run) => html`<li><a href="/tuning/runs/${run.id}">${run.name}</a>, by ${run.createdBy}, ${time(run.createdAt)}</li>`)}</ul>`
}
${
  session.user.role !== 'admin'
    ? nothing
    : html`<form class="action-row" method="post" action="/tuning/runs">${csrfField(session)}<label for="run-name">Name</label>
<input id="run-name" name="name" required maxlength="80"> <button>Begin</button></form>`
}</section>`;
}
