import { html, type SafeHtml } from '@remix-run/html-template';
import type { Response } from 'express';
import type { Job } from '../core/ports/job-queue.ts';
import { SOURCE_DUE_JOB } from '../core/ports/sources.ts';
import { DUPLICATES_JOB } from '../knowledge/duplicates/duplicates-job.ts';
import { FORGET_VECTORS_JOB } from '../knowledge/switch-index/forget-vectors.ts';
import { SWITCH_JOB } from '../knowledge/switch-index/switch-job.ts';
import { csrfField, nothing } from './parts.ts';
import type { Room, Visit } from './route.ts';
import type { Session } from './session.ts';
import { count } from './words.ts';

export type Area =
  | 'playground'
  | 'documents'
  | 'sources'
  | 'answers'
  | 'cache'
  | 'guards'
  | 'batches'
  | 'connect'
  | 'users';

const AREAS: { area: Area; name: string; path: string; admin: boolean }[] = [
  { area: 'playground', name: 'Playground', path: '/', admin: false },
  { area: 'documents', name: 'Documents', path: '/documents', admin: false },
  { area: 'sources', name: 'Sources', path: '/sources', admin: false },
  { area: 'answers', name: 'Answers', path: '/answers', admin: false },
  { area: 'cache', name: 'Cached answers', path: '/cache', admin: false },
  { area: 'guards', name: 'Guards', path: '/guards', admin: false },
  { area: 'batches', name: 'Batches', path: '/batches', admin: false },
  { area: 'connect', name: 'Connect', path: '/connect', admin: true },
  { area: 'users', name: 'Users', path: '/users', admin: true },
];

/** Jobs that are planned ahead: only while they run is something in progress. */
const WAITING_JOBS = [DUPLICATES_JOB, FORGET_VECTORS_JOB, SWITCH_JOB];

const POLL = 'every 15s';

type Page = { title: string; area: Area | null; body: SafeHtml; status?: number };

/** The line in the header: what is being worked on, and which connector needs attention. */
export async function healthLine(room: Room, session: Session): Promise<SafeHtml> {
  const jobs = await room.deps.jobs.list({ limit: 100 });
  const waits = (job: Job) =>
    job.kind === SOURCE_DUE_JOB || (WAITING_JOBS.includes(job.kind) && job.state === 'queued');
  const open = jobs.filter(
    (job) => !waits(job) && (job.state === 'queued' || job.state === 'running'),
  ).length;
  const failing = room.deps.connectors.list().filter((connector) => connector.status.state === 'failing');
  const { next } = await room.deps.embeddingSwitch.state();
  const names = [
    ...failing.map((connector) => connector.name),
    ...(next?.phase === 'failed' ? ['Embedding model'] : []),
  ].join(', ');
  const work =
    open === 0
      ? names !== ''
        ? nothing
        : html`<span class="health-quiet">All quiet</span>`
      : html`<span class="health-busy">${count(open, 'job')} in progress</span>`;
  const trouble =
    names === ''
      ? nothing
      : session.user.role === 'admin'
        ? html`<a class="health-bad" href="/connect">${names}: needs attention</a>`
        : html`<span class="health-bad">${names}: needs attention</span>`;
  return html`<div id="health" class="health" hx-get="/health" hx-trigger="${POLL}" hx-swap="outerHTML"
    hx-status:4xx="swap:none" hx-status:5xx="swap:none">${work}${trouble}</div>`;
}

function head(room: Room, title: string): SafeHtml {
  const { assets } = room;
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="htmx-config" content='{"includeIndicatorCSS":false}'>
<title>${title} · Docent</title>
<link rel="icon" href="${assets.url('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('base.css')}">
<link rel="stylesheet" href="${assets.url('layout.css')}">
<link rel="stylesheet" href="${assets.url('parts.css')}">
<link rel="stylesheet" href="${assets.url('tables.css')}">
<link rel="stylesheet" href="${assets.url('playground.css')}">
<link rel="stylesheet" href="${assets.url('documents.css')}">
<link rel="stylesheet" href="${assets.url('curate.css')}">
<script src="${assets.url('htmx.js')}" defer></script>
<script src="${assets.url('console.js')}" defer></script>
<script src="${assets.url('upload.js')}" defer></script>`;
}

function navigation(session: Session, area: Area | null): SafeHtml {
  const shown = AREAS.filter((entry) => !entry.admin || session.user.role === 'admin');
  return html`<nav class="areas" aria-label="Areas"><ul>${shown.map(
    (entry) =>
      html`<li><a href="${entry.path}"${entry.area === area ? html` aria-current="page"` : nothing}>${entry.name}</a></li>`,
  )}</ul></nav>`;
}

/** Sends a page of the console to somebody who is signed in. */
export async function sendPage(room: Room, visit: Visit, page: Page): Promise<void> {
  const { session, res } = visit;
  const health = await healthLine(room, session);
  const text = html`<!doctype html>
<html lang="en">
<head>
${head(room, page.title)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
  <a class="brand" href="/"><img src="${room.assets.url('icon.svg')}" alt="" width="28" height="28"> Docent</a>
  ${navigation(session, page.area)}
  ${health}
  <form class="who" method="post" action="/sign-out">
    ${csrfField(session)}
    <span class="who-name" title="${session.user.role}">${session.user.name}</span>
    <button class="quiet small">Sign out</button>
  </form>
</header>
<main id="main" tabindex="-1">
${page.body}
</main>
</body>
</html>
`;
  res
    .status(page.status ?? 200)
    .type('html')
    .send(String(text));
}

/** Sends a page to somebody who is not signed in: no navigation, nothing of the team's. */
export function sendBarePage(room: Room, res: Response, page: Omit<Page, 'area'>): void {
  const text = html`<!doctype html>
<html lang="en">
<head>
${head(room, page.title)}
</head>
<body class="bare">
<main id="main">
<p class="brand"><img src="${room.assets.url('icon.svg')}" alt="" width="28" height="28"> Docent</p>
${page.body}
</main>
</body>
</html>
`;
  res
    .status(page.status ?? 200)
    .type('html')
    .send(String(text));
}

/** Sends a piece of a page, for htmx. */
export function sendFragment(res: Response, fragment: SafeHtml, status = 200): void {
  res.status(status).type('html').send(String(fragment));
}
