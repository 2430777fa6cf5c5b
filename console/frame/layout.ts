import { html, type SafeHtml } from '@remix-run/html-template';
import type { Response } from 'express';
import type { Assets } from '../assets.ts';
import type { Area, Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { type HealthNeeds, healthLine, loadHealth } from './health-line.ts';
import { csrfField, nothing } from './parts.ts';

const AREAS: { area: Area; name: string; path: string; admin: boolean }[] = [
  { area: 'playground', name: 'Playground', path: '/', admin: false },
  { area: 'documents', name: 'Documents', path: '/documents', admin: false },
  { area: 'sources', name: 'Sources', path: '/sources', admin: false },
  { area: 'answers', name: 'Answers', path: '/answers', admin: false },
  { area: 'cache', name: 'Cached answers', path: '/cache', admin: false },
  { area: 'guards', name: 'Guards', path: '/guards', admin: false },
  { area: 'batches', name: 'Batches', path: '/batches', admin: false },
  { area: 'tuning', name: 'Tuning', path: '/tuning', admin: false },
  { area: 'connect', name: 'Connect', path: '/connect', admin: true },
  { area: 'users', name: 'Users', path: '/users', admin: true },
];

function head(assets: Assets, title: string): SafeHtml {
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
<link rel="stylesheet" href="${assets.url('reading.css')}">
<link rel="stylesheet" href="${assets.url('curate.css')}">
<link rel="stylesheet" href="${assets.url('rehearsal.css')}">
<link rel="stylesheet" href="${assets.url('batches.css')}">
<script src="${assets.url('htmx.js')}" defer></script>
<script src="${assets.url('console.js')}" defer></script>
<script src="${assets.url('upload.js')}" defer></script>
<script src="${assets.url('batches.js')}" defer></script>`;
}

function navigation(session: Session, area: Area | null): SafeHtml {
  const shown = AREAS.filter((entry) => !entry.admin || session.user.role === 'admin');
  return html`<nav class="areas" aria-label="Areas"><ul>${shown.map(
    (entry) =>
      html`<li><a href="${entry.path}"${entry.area === area ? html` aria-current="page"` : nothing}>${entry.name}</a></li>`,
  )}</ul></nav>`;
}

/** The header, the navigation and the files around every page. */
export type Frame = {
  /** Sends a page of the console to somebody who is signed in. */
  sendPage(res: Response, session: Session, page: Page): Promise<void>;
  /** Sends a page to somebody who is not signed in: no navigation, nothing of the team's; `wide` = it is to be read. */
  sendBarePage(res: Response, page: Omit<Page, 'area'> & { wide?: true }): void;
};

export function createFrame(deps: HealthNeeds, assets: Assets): Frame {
  const send = (res: Response, status: number | undefined, text: SafeHtml): void => {
    res
      .status(status ?? 200)
      .type('html')
      .send(String(text));
  };

  return {
    async sendPage(res, session, page) {
      const health = healthLine(await loadHealth(deps), session);
      const text = html`<!doctype html>
<html lang="en">
<head>
${head(assets, page.title)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
  <a class="brand" href="/"><img src="${assets.url('icon.svg')}" alt="" width="28" height="28"> Docent</a>
  ${navigation(session, page.area)}
  ${health}
  <form class="who" method="post" action="/sign-out">
    ${csrfField(session)}
    <a class="who-name" href="/sessions" title="Where you are signed in (${session.user.role})">${session.user.name}</a>
    <button class="quiet small">Sign out</button>
  </form>
</header>
<main id="main" tabindex="-1">
${page.body}
</main>
</body>
</html>
`;
      send(res, page.status, text);
    },
    sendBarePage(res, page) {
      const text = html`<!doctype html>
<html lang="en">
<head>
${head(assets, page.title)}
</head>
<body class="${page.wide === true ? 'bare wide' : 'bare'}">
<main id="main">
<p class="brand"><img src="${assets.url('icon.svg')}" alt="" width="28" height="28"> Docent</p>
${page.body}
</main>
</body>
</html>
`;
      send(res, page.status, text);
    },
  };
}

/** Sends a piece of a page, for htmx. */
export function sendFragment(res: Response, fragment: SafeHtml, status = 200): void {
  res.status(status).type('html').send(String(fragment));
}
