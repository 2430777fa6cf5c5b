import { html, type SafeHtml } from '@remix-run/html-template';
import type { GateCase } from '../../../core/evals/gates/gate.ts';
import { answerInWords } from '../../../core/evals/gates/gate-report.ts';
import type { GateResult } from '../../../core/evals/gates/stored-gates.ts';
import { badge, link, nothing, tableFrame, time } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import { casePath } from '../runs/case-parts.ts';
import { isUnfinished, passRate, progressOf, runPath } from '../runs/run-list.ts';
import { findingWords, reasonWords, resultWord, ruleWords } from './gate-words.ts';
import { gatePath, resultPath } from './gates-page.ts';

/** What became of cases; `cases` are the first of them, `all` says how many there are. */
export type ShownCases = { all: number; cases: GateCase[] };

export type ResultView = {
  result: GateResult;
  regressed: ShownCases;
  notMeasured: ShownCases;
  fixed: ShownCases;
};

function caseTable(title: string, { all, cases }: ShownCases, { run, baseline }: GateResult): SafeHtml {
  if (all === 0) return nothing;
  const more = all - cases.length;
  return html`<section class="stack" aria-label="${title}"><h2>${title} (${all})</h2>
${tableFrame(
  title,
  html`<table class="cases"><thead><tr><th scope="col">Question</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
<tbody>${cases.map(
    ({ id, question, before, after }) =>
      html`<tr><th scope="row" class="wide"><a href="${casePath(run.id, id)}">${question}</a></th>
<td class="wide" data-label="Before">${answerInWords(before)}</td><td class="wide" data-label="Now">${answerInWords(after)}</td></tr>`,
  )}</tbody></table>`,
)}
${more === 0 ? nothing : html`<p class="muted">${count(more, 'more case')}: <a href="${link('/batches/compare', { a: run.id, b: baseline.id })}">compare the two runs</a>.</p>`}</section>`;
}

function verdict({ result }: ResultView): SafeHtml {
  const { run, finding, rule } = result;
  if (finding === null)
    return html`<h2>${badge(resultWord(result))}</h2>${
      isUnfinished(run)
        ? html`<p>${progressOf(run)}</p>`
        : html`<p>The run has not ended, so there is no verdict. <a href="${runPath(run.id)}">Let it go on</a>.</p>`
    }`;
  const reasons = reasonWords({ ...result, finding });
  return html`<h2>${badge(resultWord(result))} ${findingWords(finding)}</h2>
${reasons.length === 0 ? html`<p>${ruleWords(rule)} That holds.</p>` : html`<ul>${reasons.map((words) => html`<li>${words}</li>`)}</ul>`}
${finding.notJudged === 0 ? nothing : html`<p class="muted">${count(finding.notJudged, 'case')} without an expectation: compared by whether, and from where, it is answered.</p>`}
${finding.unmatched === 0 ? nothing : html`<p class="muted">${count(finding.unmatched, 'case')} in one of the runs only: the set was changed since the baseline.</p>`}`;
}

/** What a gate found; asks again while its run goes on. */
export function gateResult(view: ResultView): SafeHtml {
  const { result, regressed, notMeasured, fixed } = view;
  const { run, baseline, finding } = result;
  const path = resultPath(result);
  const poll = isUnfinished(run)
    ? html` hx-get="${path}/live" hx-trigger="every 2s" hx-swap="outerMorph" hx-status:5xx="swap:none"`
    : nothing;
  return html`<div id="gate-result"${poll} class="stack">
<section class="card stack" aria-label="Verdict">${verdict(view)}
<dl class="facts inline">
  <div><dt>This run</dt><dd><a href="${runPath(run.id)}">${run.name}</a><br>${passRate(run)}</dd></div>
  <div><dt>Baseline</dt><dd><a href="${runPath(baseline.id)}">${baseline.name}</a><br>${passRate(baseline)}</dd></div>
  <div><dt>Knowledge generation</dt><dd>${baseline.card.generation} → ${run.card.generation}</dd></div>
  <div><dt>Rule</dt><dd>${ruleWords(result.rule)}</dd></div>
  <div><dt>Started</dt><dd>${time(run.createdAt)}</dd></div>
</dl>
${finding === null ? nothing : html`<p class="action-row"><a class="button quiet" href="${path}/report">Report (Markdown)</a> <a class="button quiet" href="${link('/batches/compare', { a: run.id, b: baseline.id })}">Compare the two runs</a></p>`}</section>
${caseTable('Worse', regressed, result)}
${caseTable('Not measured', notMeasured, result)}
${caseTable('Fixed', fixed, result)}
</div>`;
}

export function resultPage(view: ResultView): Page {
  const { run, lineage } = view.result;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="/batches/gates">Gates</a> <a href="${gatePath(lineage)}">${run.setName}</a></nav>
<div class="page-head"><h1>${run.name}</h1></div>
${gateResult(view)}`;
  return { title: run.name, area: 'batches', body };
}
