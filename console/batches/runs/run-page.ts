import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalRun } from '../../../core/ports/batches.ts';
import { badge, csrfField, nothing, time } from '../../frame/parts.ts';
import { count, dollars, duration, percent, runWords } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { type CaseListView, caseList } from './case-list.ts';
import type { ShownScorer } from './case-parts.ts';
import { isUnfinished, passRate, progressOf, runPath, spentWords } from './run-list.ts';

export type ProgressView = {
  run: EvalRun;
  scorers: readonly ShownScorer[];
  /** The run that later ones are held against; null where none was named. */
  baseline: string | null;
};

export type RunView = ProgressView & CaseListView;

function tile(
  label: string,
  value: SafeHtml | string,
  more: SafeHtml | string = nothing,
  help = '',
): SafeHtml {
  return html`<div class="tile"><dt${help === '' ? nothing : html` title="${help}"`}>${label}</dt><dd><b>${value}</b><span class="muted">${more}</span></dd></div>`;
}

function tiles({ run, scorers }: ProgressView): SafeHtml {
  const { spent } = run;
  const left = [
    run.unjudged === 0 ? '' : `${run.unjudged.toLocaleString('en')} not judged`,
    run.errors === 0 ? '' : count(run.errors, 'error'),
  ].filter((words) => words !== '');
  const rate = run.judged === 0 ? '–' : percent(run.passed / run.judged);
  return html`<dl class="tiles">
${tile('Passed', rate, run.judged === 0 ? 'nothing judged yet' : `${run.passed.toLocaleString('en')} of ${run.judged.toLocaleString('en')}, 95 % interval ${passRate(run).replace(/^.*\(|\)$/g, '')}`, 'Cases that passed, of those that have an expectation and were measured.')}
${tile('Done', progressOf(run), left.length === 0 ? '' : left.join(', '))}
${run.etaMs === null ? nothing : tile('Time left', duration(run.etaMs), 'by the last cases')}
${tile('Spent', spentWords(spent), spent.calls === 0 ? 'no model was asked' : `${count(spent.calls, 'call')}, ${spent.inputTokens.toLocaleString('en')} tokens in, ${spent.outputTokens.toLocaleString('en')} out`)}
${scorers.filter(({ name }) => (run.means[name] ?? null) !== null).map(({ name, label, help }) => tile(label, percent(run.means[name] ?? null), '', help))}
${
  run.trials === undefined
    ? nothing
    : tile(
        'Each question asked',
        `${run.trials.each} times`,
        `passed by round: ${run.trials.passRates.map(percent).join(', ')}`,
      )
}
</dl>`;
}

function actions({ run }: ProgressView, session: Session): SafeHtml {
  const verb = (action: string, words: string, fields: SafeHtml = nothing) =>
    html`<form class="action-row" method="post" action="${runPath(run.id)}/${action}">${csrfField(session)}${fields}<button class="quiet">${words}</button></form>`;
  if (isUnfinished(run)) return verb('cancel', 'Pause');
  const limit =
    run.card.maxUsd === undefined
      ? nothing
      : html`<label class="check">up to US$ <input name="maxUsd" type="number" min="0" step="any" value="${run.card.maxUsd}"></label>`;
  if (run.state !== 'done') return verb('resume', 'Go on', limit);
  return html`${run.errors > 0 ? verb('resume', `Ask the ${count(run.errors, 'error')} again`, limit) : nothing}
${run.baseline ? nothing : verb('baseline', 'Make it the baseline')}`;
}

/** Why a paused run stopped by itself, where its money is spent. */
function stopped({ run }: ProgressView): SafeHtml {
  const { maxUsd } = run.card;
  if (run.state !== 'cancelled' || maxUsd === undefined) return nothing;
  if (run.spent.unpriced > 0)
    return html`<p class="muted">It stopped because a model was asked whose price is not known, so the limit of ${dollars(maxUsd)} could not hold.</p>`;
  if (run.spent.usd < maxUsd) return nothing;
  return html`<p class="muted">It stopped at its limit of ${dollars(maxUsd)}. Raise the limit to go on.</p>`;
}

/** What changes while the run goes on: small, whatever the run's size. `ended` = it was asked for by the page that polls. */
export function runProgress(view: ProgressView, session: Session, polled = true): SafeHtml {
  const { run, baseline } = view;
  const path = runPath(run.id);
  const busy = isUnfinished(run);
  const poll = busy
    ? html` hx-get="${path}/live" hx-trigger="every 2s" hx-swap="outerMorph" hx-status:5xx="swap:none"`
    : nothing;
  const against =
    busy || baseline === null || run.baseline
      ? nothing
      : html`<div class="against" hx-get="${path}/against" hx-trigger="load" hx-swap="outerHTML"><a href="/batches/compare?a=${encodeURIComponent(run.id)}&b=${encodeURIComponent(baseline)}">Compare with the baseline</a></div>`;
  // A run that ended under the reader's eyes shows what it found.
  const show =
    polled && !busy
      ? html`<div hx-get="${path}/cases" hx-trigger="load" hx-target="#cases" hx-swap="outerHTML"></div>`
      : nothing;
  return html`<div id="run"${poll} class="stack">
<p>${badge(runWords[run.state])}${run.baseline ? html` ${badge({ text: 'Baseline', tone: 'quiet' })}` : nothing}</p>
${tiles(view)}
${against}
${stopped(view)}
<div class="action-row">${actions(view, session)}
  ${busy ? nothing : html`<a class="button quiet" href="/batches/compare?a=${encodeURIComponent(run.id)}">Compare</a>`}</div>
${show}
</div>`;
}

function runCard({ run }: RunView): SafeHtml {
  const { card } = run;
  const fact = (name: string, value: SafeHtml | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const path = runPath(run.id);
  return html`<details class="card run-card"><summary>What it was measured with, and export</summary>
<dl class="facts inline">
  ${fact('Answered by', html`<code>${card.answerer}</code>`)}
  ${card.models === undefined ? nothing : fact('Models', card.models.join(', then '))}
  ${fact('Compared by meaning', card.meaning === false ? 'no' : 'as the settings had it')}
  ${fact('Knowledge generation', String(card.generation))}
  ${fact('Docent', card.version)}
  ${fact('Cache', 'not used')}
  ${card.maxUsd === undefined ? nothing : fact('Limit', dollars(card.maxUsd))}
  ${fact('Started', time(run.createdAt))}
  ${run.finishedAt === null ? nothing : fact('Ended', time(run.finishedAt))}
</dl>
<p class="action-row"><a class="button quiet small" href="${path}/export/csv">CSV</a> <a class="button quiet small" href="${path}/export/jsonl">JSON Lines</a>
<a class="button quiet small" href="${path}/export/results">lm-eval results</a> <a class="button quiet small" href="${path}/export/samples">lm-eval samples</a></p></details>`;
}

export function runPage(view: RunView, session: Session): Page {
  const { run } = view;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="/batches/sets/${encodeURIComponent(run.setId)}">${run.setName}</a></nav>
<div class="page-head"><div><h1>${run.name}</h1><p class="lead">Set: ${run.setName}, version ${run.setVersion}</p></div></div>
${runProgress(view, session, false)}
${runCard(view)}
${caseList(view, session)}
<dialog id="drawer" aria-labelledby="drawer-title"><form method="dialog"><button class="quiet small">Close</button></form><div id="drawer-body"></div></dialog>`;
  return { title: run.name, area: 'batches', body };
}
