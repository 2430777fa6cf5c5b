import { html, type SafeHtml } from '@remix-run/html-template';
import type { CacheEntry, CacheHit, CacheStats } from '../../core/caching/cache-service.ts';
import type { CuratedAnswer } from '../../core/caching/entries/curated.ts';
import { wilson95 } from '../../core/evals/intervals.ts';
import { renderAnswerText } from '../frame/markdown.ts';
import { badge, csrfField, emptyState, link, nothing, pager, tableFrame, time } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { curatedSection } from './curated-section.ts';

export type CacheView = {
  entries: CacheEntry[];
  stats: CacheStats;
  curated: CuratedAnswer[];
  search: string;
  next: string | null;
};

const state = (entry: CacheEntry): SafeHtml =>
  entry.quarantined
    ? badge({ text: entry.quarantineReason === 'vote' ? 'Out of use: 👎' : 'Out of use', tone: 'warn' })
    : badge({ text: 'In use', tone: 'good' });

/** How often a hit was wrong, as far as hits were answered again. */
function wrongRate(name: string, { checked, wrong }: { checked: number; wrong: number }): SafeHtml {
  const interval = wilson95(wrong, checked);
  const share = (value: number) => `${(value * 100).toFixed(1)} %`;
  const words =
    interval === null
      ? 'no sample yet'
      : `${share(wrong / checked)} (95 % interval ${share(interval[0])} to ${share(interval[1])}, ${wrong} of ${checked})`;
  return html`<div><dt>Wrong, ${name}</dt><dd>${words}</dd></div>`;
}

function duration(ms: number): string {
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000).toLocaleString('en')} min`;
}

function figures(stats: CacheStats): SafeHtml {
  return html`<dl class="facts inline">
  <div><dt>Kept</dt><dd>${count(stats.entries, 'answer')}, ${stats.quarantined} out of use</dd></div>
  <div><dt>Served</dt><dd>${count(stats.hits.exact, 'equal question')}, ${count(stats.hits.semantic, 'similar question')}</dd></div>
  <div><dt>Saved</dt><dd>${count(stats.tokensSaved, 'token')}, ${duration(stats.msSaved)}</dd></div>
  ${wrongRate('similar questions', stats.shadow.semantic)}
  ${wrongRate('equal questions', stats.shadow.exact)}
</dl>`;
}

function purgeAll(session: Session): SafeHtml {
  return session.user.role !== 'admin'
    ? nothing
    : html`<form method="post" action="/cache/purge">${csrfField(session)}<input type="hidden" name="all" value="yes">
<button class="danger small">Forget all</button></form>`;
}

export function cachePage(view: CacheView, session: Session): Page {
  const { entries, search } = view;
  const body = html`<div class="page-head"><h1>Cached answers</h1><div class="action-row">${purgeAll(session)}</div></div>
<p>Answers that were given before and may be given again, to an equal question or one that means the same. An answer
whose source changes is never given again.</p>
${figures(view.stats)}
<form class="filters" method="get" action="/cache" role="search">
  <label>Question holds <input name="search" type="search" value="${search}" maxlength="200"></label>
  <button class="quiet">Show</button>
</form>
${
  entries.length === 0
    ? emptyState(
        'Nothing is kept.',
        search === ''
          ? 'Answers appear here once questions were answered.'
          : 'No kept question holds these words.',
      )
    : tableFrame(
        'Cached answers',
        html`<table><thead><tr><th scope="col">Question</th><th scope="col">State</th><th scope="col">Served</th><th scope="col">Votes</th><th scope="col">Since</th></tr></thead>
<tbody>${entries.map(
          (
            entry,
          ) => html`<tr><th scope="row" class="wide"><a href="/cache/${entry.key}">${entry.question}</a></th>
<td data-label="State">${state(entry)}</td><td data-label="Served">${entry.hits}</td><td data-label="Votes">${entry.votes.up} up, ${entry.votes.down} down</td><td class="keep" data-label="Since">${time(entry.createdAt)}</td></tr>`,
        )}</tbody></table>`,
      )
}
${pager({ first: null, next: view.next === null ? null : link('/cache', { search, after: view.next }) })}
${curatedSection(session, view.curated)}`;
  return { title: 'Cached answers', area: 'cache', body };
}

function button(session: Session, key: string, verb: string, text: string, danger = false): SafeHtml {
  return html`<form method="post" action="/cache/${key}/${verb}">${csrfField(session)}<button class="${danger ? 'danger' : 'quiet'} small">${text}</button></form>`;
}

const shadowWords: Record<string, string> = {
  same: 'answered again: same',
  different: 'answered again: different',
  skipped: 'sources changed since',
};

function hitRow(hit: CacheHit): SafeHtml {
  const stopped = hit.gates.filter((gate) => !gate.pass);
  const passed = hit.gates.filter((gate) => gate.pass).map((gate) => gate.gate);
  return html`<tr><th scope="row" class="wide"><a href="/answers/${encodeURIComponent(hit.answerId)}">${hit.question}</a></th>
<td data-label="How">${hit.tier === 'exact-cache' ? 'equal' : `similar, ${hit.likeness.toFixed(2)}`}</td>
<td class="wide" data-label="Checks">${hit.tier === 'exact-cache' ? 'The same words.' : html`<details><summary>${count(passed.length, 'check')} passed</summary>${passed.join(', ')}${stopped.length === 0 ? nothing : html`; not: ${stopped.map((gate) => gate.gate).join(', ')}`}</details>`}</td>
<td data-label="Measured">${hit.shadow === null ? '–' : (shadowWords[hit.shadow] ?? hit.shadow)}</td><td class="keep" data-label="When">${time(hit.createdAt)}</td></tr>`;
}

export type CacheEntryView = { entry: CacheEntry; hits: CacheHit[] };

export function cacheEntryPage({ entry, hits }: CacheEntryView, session: Session): Page {
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/cache">Cached answers</a></nav>
<div class="page-head"><h1>${entry.question}</h1><div class="action-row">
${entry.quarantined ? button(session, entry.key, 'restore', 'Put back in use') : button(session, entry.key, 'quarantine', 'Take out of use')}
${button(session, entry.key, 'purge', 'Forget', true)}</div></div>
<p>${state(entry)} Served ${count(entry.hits, 'time')} since ${time(entry.createdAt)}; ${entry.votes.up} up, ${entry.votes.down} down.
<a href="/answers/${encodeURIComponent(entry.answerId)}">How this answer came about</a></p>
<div class="card">${renderAnswerText(entry.text, [])}</div>
<h2>Sources</h2>
<ul>${entry.documents.map(
    ({ documentId, title }) => html`<li><a href="/documents/${encodeURIComponent(documentId)}">${title}</a>
<form method="post" action="/cache/purge">${csrfField(session)}<input type="hidden" name="document" value="${documentId}"><button class="quiet small">Forget all answers from this document</button></form></li>`,
  )}</ul>
<h2>Why it was served</h2>
${
  hits.length === 0
    ? html`<p class="muted">It was not served yet.</p>`
    : tableFrame(
        'Servings',
        html`<table><thead><tr><th scope="col">Question</th><th scope="col">How</th><th scope="col">Checks</th><th scope="col">Measured</th><th scope="col">When</th></tr></thead><tbody>${hits.map(hitRow)}</tbody></table>`,
      )
}`;
  return { title: entry.question, area: 'cache', body };
}
