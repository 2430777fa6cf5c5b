import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalCaseResult, EvalRun, ScorerInfo } from '../../core/ports/batches.ts';
import { badge, csrfField, emptyState, nothing, passageLink, tableFrame, time } from '../frame/parts.ts';
import { count, outcomeWords, percent, runWords, type Tone } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { isUnfinished, passRate, progressOf } from './run-list.ts';

/** A page of thousands of rows helps nobody; the rest is in the export. */
const CASES_SHOWN = 500;

type ShownScorer = Pick<ScorerInfo, 'name' | 'label' | 'help'>;

export type RunView = {
  run: EvalRun;
  cases: EvalCaseResult[];
  scorers: readonly ShownScorer[];
  onlyFailed: boolean;
};

function expected(result: EvalCaseResult): SafeHtml {
  const { expectedAnswer, expectedSources, mustAbstain } = result.expected;
  if (mustAbstain) return html`No answer`;
  return html`${expectedAnswer === null ? nothing : html`<p>${expectedAnswer}</p>`}
${expectedSources.length === 0 ? nothing : html`<p class="muted path">${expectedSources.join(', ')}</p>`}
${expectedAnswer === null && expectedSources.length === 0 ? html`Any answer` : nothing}`;
}

function outcomeBadge(outcome: EvalCaseResult['outcome']): SafeHtml {
  if (outcome === 'error') return badge({ text: 'Error', tone: 'bad' });
  if (outcome === 'pending') return badge({ text: 'Waiting', tone: 'quiet' });
  return badge(outcomeWords[outcome]);
}

function got(result: EvalCaseResult): SafeHtml {
  const trace =
    result.traceId === null
      ? nothing
      : html`<a class="muted" href="/answers/${encodeURIComponent(result.traceId)}">Trace</a>`;
  return html`${outcomeBadge(result.outcome)} ${trace}
${result.error === null ? nothing : html`<p class="reason">${result.error}</p>`}
${result.text === '' ? nothing : html`<p class="clamp">${result.text}</p>`}
${
  result.citations.length === 0
    ? nothing
    : html`<p>${result.citations.map(
        (citation, index) =>
          html`${index === 0 ? '' : ', '}<a href="${passageLink(citation.documentId, citation.passageId)}" title="${citation.path}">${citation.title}</a>`,
      )}</p>`
}`;
}

function verdict(result: EvalCaseResult): { text: string; tone: Tone } {
  if (result.outcome === 'pending') return { text: 'Waiting', tone: 'quiet' };
  if (result.error !== null) return { text: 'Error', tone: 'warn' };
  return result.passed ? { text: 'Passed', tone: 'good' } : { text: 'Failed', tone: 'bad' };
}

function caseRow(result: EvalCaseResult, scorers: readonly ShownScorer[]): SafeHtml {
  return html`<tr>
  <th scope="row" class="wide">${result.question}</th>
  <td data-label="Verdict">${badge(verdict(result))}</td>
  <td class="wide" data-label="Expected">${expected(result)}</td>
  <td class="wide" data-label="Got">${got(result)}</td>
  ${scorers.map(({ name, label }) => html`<td class="number" data-label="${label}">${percent(result.scores[name] ?? null)}</td>`)}
</tr>`;
}

function caseTable(view: RunView): SafeHtml {
  const failed = (result: EvalCaseResult) => !result.passed && result.outcome !== 'pending';
  const chosen = view.onlyFailed ? view.cases.filter(failed) : view.cases;
  if (chosen.length === 0) {
    return view.onlyFailed ? emptyState('Nothing failed so far', 'Every finished case passed.') : nothing;
  }
  const more = chosen.length - CASES_SHOWN;
  return html`${tableFrame(
    'Cases',
    html`<table class="cases"><thead><tr><th scope="col">Question</th><th scope="col">Verdict</th><th scope="col">Expected</th>
<th scope="col">Got</th>${view.scorers.map(({ label, help }) => html`<th scope="col" class="number" title="${help}">${label}</th>`)}</tr></thead>
<tbody>${chosen.slice(0, CASES_SHOWN).map((result) => caseRow(result, view.scorers))}</tbody></table>`,
  )}${more > 0 ? html`<p class="muted">${count(more, 'more case')} not shown. Export them with <code>npx docent eval show</code>.</p>` : nothing}`;
}

function totals({ run, scorers }: RunView): SafeHtml {
  return html`<dl class="facts inline totals">
  <div><dt>State</dt><dd>${badge(runWords[run.state])}</dd></div>
  <div><dt>Done</dt><dd>${progressOf(run)}</dd></div>
  <div><dt>Passed (95 % interval)</dt><dd>${passRate(run)}</dd></div>
  <div><dt>Errors</dt><dd>${run.errors}</dd></div>
  ${scorers.map(({ name, label, help }) => html`<div><dt title="${help}">${label}</dt><dd>${percent(run.means[name] ?? null)}</dd></div>`)}
  <div><dt>Started</dt><dd>${time(run.createdAt)}</dd></div>
  ${run.finishedAt === null ? nothing : html`<div><dt>Finished</dt><dd>${time(run.finishedAt)}</dd></div>`}
</dl>`;
}

function actions({ run }: RunView, session: Session): SafeHtml {
  const verb = (action: string, words: string) =>
    html`<form method="post" action="/batches/runs/${encodeURIComponent(run.id)}/${action}">${csrfField(session)}<button class="quiet">${words}</button></form>`;
  if (isUnfinished(run)) return verb('cancel', 'Cancel');
  if (run.state === 'done') return run.errors > 0 ? verb('resume', 'Ask the failed ones again') : nothing;
  return verb('resume', 'Resume');
}

/** The part of the page that changes while the run goes on. */
export function runView(view: RunView, session: Session): SafeHtml {
  const { run, onlyFailed } = view;
  const path = `/batches/runs/${encodeURIComponent(run.id)}`;
  const poll = isUnfinished(run)
    ? html` hx-get="${path}/live${onlyFailed ? '?show=failed' : ''}" hx-trigger="every 2s" hx-swap="outerMorph" hx-status:5xx="swap:none"`
    : nothing;
  return html`<div id="run"${poll}>
${totals(view)}
<div class="action-row">${actions(view, session)}
  ${onlyFailed ? html`<a class="button quiet" href="${path}">Show all cases</a>` : html`<a class="button quiet" href="${path}?show=failed">Show failed cases only</a>`}</div>
${caseTable(view)}
</div>`;
}

export function runPage(view: RunView, session: Session): Page {
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a></nav>
<div class="page-head"><div><h1>${view.run.name}</h1><p class="lead">Set: ${view.run.setName}</p></div></div>
${runView(view, session)}`;
  return { title: view.run.name, area: 'batches', body };
}
