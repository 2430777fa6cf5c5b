import { html, type SafeHtml } from '@remix-run/html-template';
import { BACKUP_JOB } from '../../core/ports/backups.ts';
import type { Job } from '../../core/ports/job-queue.ts';
import { SOURCE_DUE_JOB } from '../../core/ports/sources.ts';
import { DUPLICATES_JOB } from '../../knowledge/duplicates/duplicates-job.ts';
import { FORGET_VECTORS_JOB } from '../../knowledge/switch-index/forget-vectors.ts';
import { SWITCH_JOB } from '../../knowledge/switch-index/switch-job.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { Session } from '../session/session.ts';
import { nothing } from './parts.ts';
import { count } from './words.ts';

/** Jobs that are planned ahead: only while they run is something in progress. */
const WAITING_JOBS = [BACKUP_JOB, DUPLICATES_JOB, FORGET_VECTORS_JOB, SWITCH_JOB];

const POLL = 'every 15s';

export type HealthNeeds = Pick<
  ConsoleDeps,
  'jobs' | 'backups' | 'connectors' | 'embeddingSwitch' | 'trainables'
>;

/** What is being worked on, by name what needs attention, and what was learned and taken back by itself. */
export type Health = { jobs: number; failing: string[]; takenBack: string[]; backupFailed: boolean };

export async function loadHealth(deps: HealthNeeds): Promise<Health> {
  const jobs = await deps.jobs.list({ limit: 100 });
  const waits = (job: Job) =>
    job.kind === SOURCE_DUE_JOB || (WAITING_JOBS.includes(job.kind) && job.state === 'queued');
  const open = jobs.filter((job) => !waits(job) && (job.state === 'queued' || job.state === 'running'));
  const failing = deps.connectors.list().filter((connector) => connector.status.state === 'failing');
  const { next } = await deps.embeddingSwitch.state();
  const learned = await Promise.all(
    deps.trainables.map(async ({ id, status }) => ((await status()).takenBack === null ? [] : [id])),
  );
  return {
    jobs: open.length,
    backupFailed: !(await deps.backups.isWell()),
    takenBack: learned.flat(),
    failing: [
      ...failing.map((connector) => connector.name),
      ...(next?.phase === 'failed' ? ['Embedding model'] : []),
    ],
  };
}

/** The line in the header; it fetches itself anew. */
export function healthLine({ jobs, failing, takenBack, backupFailed }: Health, session: Session): SafeHtml {
  const names = failing.join(', ');
  const work =
    jobs === 0
      ? names !== '' || takenBack.length > 0 || backupFailed
        ? nothing
        : html`<span class="health-quiet">All quiet</span>`
      : html`<span class="health-busy">${count(jobs, 'job')} in progress</span>`;
  const trouble =
    names === ''
      ? nothing
      : session.user.role === 'admin'
        ? html`<a class="health-bad" href="/connect">${names}: needs attention</a>`
        : html`<span class="health-bad">${names}: needs attention</span>`;
  const learned =
    takenBack.length === 0
      ? nothing
      : html`<a class="health-bad" href="/tuning">${takenBack.join(', ')}: taken back</a>`;
  const backup = !backupFailed
    ? nothing
    : session.user.role === 'admin'
      ? html`<a class="health-bad" href="/backups">Backup: needs attention</a>`
      : html`<span class="health-bad">Backup: needs attention</span>`;
  return html`<div id="health" class="health" hx-get="/health" hx-trigger="${POLL}" hx-swap="outerHTML"
    hx-status:4xx="swap:none" hx-status:5xx="swap:none">${work}${trouble}${backup}${learned}</div>`;
}
