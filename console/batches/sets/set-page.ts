import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalRun } from '../../../core/ports/batches.ts';
import type { SetCase, SetVersion } from '../../../core/ports/data-sets.ts';
import {
  badge,
  csrfField,
  emptyState,
  link,
  nothing,
  notice,
  pager,
  tableFrame,
  time,
} from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { trend } from '../compare/trend.ts';
import { expectedView } from '../runs/case-parts.ts';
import { caseFields, emptyFields } from './case-form.ts';

export type SetView = {
  set: SetVersion;
  versions: SetVersion[];
  cases: SetCase[];
  search: string;
  after: number | null;
  next: number | null;
  /** Of all versions, oldest first. */
  runs: EvalRun[];
};

export const setPath = (id: string): string => `/batches/sets/${encodeURIComponent(id)}`;

function row(view: SetView, one: SetCase, session: Session): SafeHtml {
  const path = `${setPath(view.set.id)}/cases/${encodeURIComponent(one.id)}`;
  const latest = view.versions[0]?.id === view.set.id;
  return html`<tr><th scope="row" class="wide">${one.question}</th>
<td class="wide" data-label="Expected">${expectedView(one)}</td>
<td data-label="Tags">${(one.tags ?? []).map((tag) => html`${badge({ text: tag, tone: 'quiet' })} `)}</td>
<td data-label="Made from">${one.from?.startsWith('ans_') || one.from?.startsWith('tr_') ? html`<a href="/answers/${encodeURIComponent(one.from)}">an answer</a>` : one.from === null ? nothing : html`<span class="muted">a curated answer</span>`}</td>
<td class="actions">${latest ? html`<a class="button quiet small" href="${path}" aria-label="Edit ${one.question}">Edit</a> <form method="post" action="${path}/delete">${csrfField(session)}<button class="quiet small" aria-label="Delete ${one.question}">Delete</button></form>` : nothing}</td></tr>`;
}

function versionList({ set, versions }: SetView): SafeHtml {
  if (versions.length < 2) return nothing;
  return html`<details class="card"><summary>Versions (${versions.length})</summary><ul>${versions.map(
    (one) =>
      html`<li>${one.id === set.id ? html`<b>Version ${one.version}</b>` : html`<a href="${setPath(one.id)}">Version ${one.version}</a>`}: ${count(one.cases, 'question')}, ${count(one.runs, 'run')}, ${time(one.createdAt)}</li>`,
  )}</ul></details>`;
}

/** A set with its cases, how it fared over time, and the ways to change it. */
export function setPage(view: SetView, session: Session): Page {
  const { set, versions, cases, search, after, next } = view;
  const path = setPath(set.id);
  const latest = versions[0];
  const isLatest = latest?.id === set.id;
  const frozen = set.runs > 0 && isLatest;
  const list =
    cases.length === 0
      ? emptyState(
          search === '' ? 'No questions yet' : 'Nothing found',
          search === ''
            ? 'Write one below, or take some from votes or documents.'
            : 'No question of this set holds these words.',
        )
      : tableFrame(
          'Questions',
          html`<table><thead><tr><th scope="col">Question</th><th scope="col">Expected</th><th scope="col">Tags</th><th scope="col">Made from</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${cases.map((one) => row(view, one, session))}</tbody></table>`,
        );
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a></nav>
<div class="page-head"><div><h1>${set.name}</h1><p class="lead">Version ${set.version}, ${count(set.cases, 'question')}, ${count(set.runs, 'run')}</p></div>
<div class="action-row"><a class="button" href="${path}/run">Run…</a></div></div>
${isLatest || latest === undefined ? nothing : notice('warn', html`<p>This is an older version. <a href="${setPath(latest.id)}">Version ${latest.version}</a> is the latest.</p>`)}
${frozen ? html`<p class="muted">This version was run, so it stays as it is: the first change makes version ${set.version + 1}.</p>` : nothing}
${trend(view.runs)}
${versionList(view)}
<section class="stack" id="questions" aria-labelledby="questions-title"><h2 id="questions-title">Questions</h2>
<form class="filters" method="get" action="${path}"><label>Find a question <input name="q" value="${search}" maxlength="200"></label><button class="quiet">Find</button></form>
${list}
${pager({
  first: after === null ? null : `${link(path, { q: search })}#questions`,
  next: next === null ? null : `${link(path, { q: search, after: String(next) })}#questions`,
})}</section>
${
  isLatest
    ? html`<form class="card stack" method="post" action="${path}/cases">${csrfField(session)}<h2>Add a question</h2>${caseFields(emptyFields)}<div class="action-row"><button>Add</button>
<a class="button quiet" href="${path}/drafts/votes">Take from votes</a> <a class="button quiet" href="${path}/drafts/documents">Draft from documents</a></div></form>`
    : nothing
}`;
  return { title: set.name, area: 'batches', body };
}
