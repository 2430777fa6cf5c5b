import { html, type SafeHtml } from '@remix-run/html-template';
import type { JobRow } from '../../core/fine-tuning/jobs/job-rows.ts';
import { badge, csrfField, nothing, time } from '../frame/parts.ts';
import type { Tone } from '../frame/words.ts';
import type { Session } from '../session/session.ts';

/** A job as the page needs it. */
export type ShownJob = Pick<
  JobRow,
  'id' | 'service' | 'base_model' | 'state' | 'message' | 'model' | 'updated_at'
>;

const STATES: Record<string, { text: string; tone: Tone }> = {
  uploading: { text: 'Sending data', tone: 'busy' },
  creating: { text: 'Being created', tone: 'busy' },
  training: { text: 'Training', tone: 'busy' },
  trained: { text: 'Being compared', tone: 'busy' },
  better: { text: 'Better, not in use', tone: 'good' },
  promoted: { text: 'Answers', tone: 'good' },
  kept: { text: 'No better', tone: 'quiet' },
  failed: { text: 'Failed', tone: 'bad' },
  cancelled: { text: 'Cancelled', tone: 'quiet' },
};
/** What an admin may do in each state. */
const ACTS: Record<string, [string, string]> = {
  ...{ uploading: ['cancel', 'Cancel'], creating: ['cancel', 'Cancel'], training: ['cancel', 'Cancel'] },
  ...{ better: ['promote', 'Have it answer'], promoted: ['rollback', 'Roll back'] },
};

export function jobsSection(jobs: readonly ShownJob[], session: Session): SafeHtml {
  if (jobs.length === 0) return nothing;
  return html`<section class="stack" aria-labelledby="jobs-title"><h2 id="jobs-title">Jobs at services</h2>
<ul class="guard-list">${jobs.map((job) => card(job, session))}</ul></section>`;
}

function card(
  { id, service, base_model, state, message, model, updated_at }: ShownJob,
  session: Session,
): SafeHtml {
  const act = ACTS[state];
  return html`<li class="card" id="${id}"><h3>${service}: ${base_model} ${badge(STATES[state] ?? { text: state, tone: 'quiet' })}</h3>
<p>${message} <span class="muted">${time(updated_at)}</span></p>${model === null ? nothing : html`<p>Model: <code>${model}</code></p>`}
${
  act === undefined || session.user.role !== 'admin'
    ? nothing
    : html`<form method="post" action="/tuning/jobs/${id}">${csrfField(session)}<input type="hidden" name="act" value="${act[0]}"><button class="quiet small" aria-label="${act[1]}: ${service}, ${base_model}">${act[1]}</button></form>`
}</li>`;
}
