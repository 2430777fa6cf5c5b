import { html, type SafeHtml } from '@remix-run/html-template';
import type { RunComparison } from '../../../core/evals/gates/compare-runs.ts';
import type { EvalCaseResult, EvalRun } from '../../../core/ports/batches.ts';
import { badge, emptyState, link, nothing, notice, pager, tableFrame } from '../../frame/parts.ts';
import { count, percent, type Tone, verdictWords } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import { judgementWords, pointsWords, pWords } from '../runs/against.ts';
import { casePath, expectedView, gotView, type ShownScorer } from '../runs/case-parts.ts';
import { passRate, runPath } from '../runs/run-list.ts';

export type ChangeKind = 'regressed' | 'fixed' | 'error';

export type CompareView = {
  /** Runs that can be compared, newest first. */
  runs: Pick<EvalRun, 'id' | 'name' | 'setName' | 'lineage' | 'baseline'>[];
  a: EvalRun | null;
  b: EvalRun | null;
  compared: Omit<RunComparison, 'onlyA' | 'onlyB' | 'notJudged' | 'notMeasured' | 'unmatched'> | null;
  counts: Record<ChangeKind, number> & { notJudged: number; unmatched: number };
  kind: ChangeKind;
  changed: { a: EvalCaseResult; b: EvalCaseResult }[];
  from: number;
  next: number | null;
  scorers: readonly ShownScorer[];
};

const KINDS: { kind: ChangeKind; name: string; empty: string }[] = [
  { kind: 'regressed', name: 'Regressed', empty: 'No case that passed before fails now.' },
  { kind: 'fixed', name: 'Fixed', empty: 'No case that failed before passes now.' },
  { kind: 'error', name: 'Not measured', empty: 'No case ended in an error in either run.' },
];

const verdictTones: Record<RunComparison['verdict'], Tone> = {
  better: 'good',
  worse: 'bad',
  'not distinguishable': 'quiet',
};

/** The tests under the names that textbooks have. */
const testWords = (test: string): string => (test.startsWith('mcnemar') ? 'the exact McNemar test' : test);

function chooser({ runs, a, b }: CompareView): SafeHtml {
  const options = (chosen: EvalRun | null) =>
    html`<option value="">Choose a run</option>${runs.map(
      ({ id, name, setName, baseline }) =>
        html`<option value="${id}"${id === chosen?.id ? html` selected` : nothing}>${name}${baseline ? ' (baseline)' : ''} · ${setName}</option>`,
    )}`;
  return html`<form class="filters card" method="get" action="/batches/compare">
  <label>This run <select name="a">${options(a)}</select></label>
  <label>against <select name="b">${options(b)}</select></label>
  <button class="quiet">Compare</button>
</form>`;
}

function head({ a, b, compared, counts }: CompareView): SafeHtml {
  if (a === null || b === null)
    return emptyState('Choose two runs', 'Runs of the same set are compared case by case.');
  if (compared === null)
    return notice(
      'warn',
      'No case of both runs was judged, so there is nothing to compare. Run the same set twice.',
    );
  const left = [
    counts.notJudged === 0 ? '' : `${count(counts.notJudged, 'answer')} not judged`,
    counts.error === 0 ? '' : `${count(counts.error, 'case')} not measured`,
    counts.unmatched === 0 ? '' : `${count(counts.unmatched, 'case')} in one of the runs only`,
  ].filter((words) => words !== '');
  return html`<section class="card stack" aria-labelledby="verdict"><h2 id="verdict">${badge({ text: compared.verdict, tone: verdictTones[compared.verdict] })} ${pointsWords(compared)}</h2>
<p>This run is <b>${judgementWords(compared)}</b>: ${pWords(compared.p)} by ${testWords(compared.test)} over ${count(compared.n, 'case')} that both were judged on.</p>
<dl class="facts inline">
  <div><dt>This run</dt><dd><a href="${runPath(a.id)}">${a.name}</a><br>${passRate(a)}</dd></div>
  <div><dt>Against</dt><dd><a href="${runPath(b.id)}">${b.name}</a><br>${passRate(b)}</dd></div>
  <div><dt>Knowledge generation</dt><dd>${b.card.generation} → ${a.card.generation}</dd></div>
  <div><dt>Answered by</dt><dd>${a.card.answerer === b.card.answerer ? 'the same' : html`<code>${b.card.answerer}</code> → <code>${a.card.answerer}</code>`}</dd></div>
</dl>
${left.length === 0 ? nothing : html`<p class="muted">Left out: ${left.join(', ')}.</p>`}</section>`;
}

function scoreTable({ compared, scorers }: CompareView): SafeHtml {
  const rows = scorers.flatMap(({ name, label, help }) => {
    const one = compared?.scores[name];
    return one === undefined ? [] : [{ label, help, one }];
  });
  if (rows.length === 0) return nothing;
  return html`<details class="card"><summary>By scorer</summary>${tableFrame(
    'By scorer',
    html`<table><thead><tr><th scope="col">Scorer</th><th scope="col" class="number">This run</th><th scope="col" class="number">Against</th>
<th scope="col">Difference</th><th scope="col">Verdict (corrected for several scorers)</th></tr></thead><tbody>${rows.map(
      ({ label, help, one }) => html`<tr><th scope="row" title="${help}">${label}</th>
<td class="number" data-label="This run">${percent(one.a)}</td><td class="number" data-label="Against">${percent(one.b)}</td>
<td data-label="Difference">${pointsWords(one)}</td><td data-label="Verdict">${one.statement}</td></tr>`,
    )}</tbody></table>`,
  )}</details>`;
}

function changes(view: CompareView): SafeHtml {
  const { a, b, counts, kind, changed, from, next } = view;
  if (a === null || b === null) return nothing;
  const here = (show: ChangeKind, at = 0) =>
    `${link('/batches/compare', { a: a.id, b: b.id, show, from: at === 0 ? '' : String(at) })}#changes`;
  const side = (run: EvalRun, result: EvalCaseResult) =>
    html`<p>${badge(verdictWords[result.verdict])} <a href="${casePath(run.id, result.caseId)}">Case</a></p>${gotView(result)}`;
  const list =
    changed.length === 0
      ? emptyState('None', KINDS.find((one) => one.kind === kind)?.empty ?? '')
      : tableFrame(
          'Changed cases',
          html`<table class="cases"><thead><tr><th scope="col">Question</th><th scope="col">Expected</th><th scope="col">Before</th><th scope="col">This run</th></tr></thead>
<tbody>${changed.map(
            (
              pair,
            ) => html`<tr><th scope="row" class="wide">${pair.a.question}</th><td class="wide" data-label="Expected">${expectedView(pair.a.expected)}</td>
<td class="wide" data-label="Before">${side(b, pair.b)}</td><td class="wide" data-label="This run">${side(a, pair.a)}</td></tr>`,
          )}</tbody></table>`,
        );
  return html`<section id="changes" class="stack" aria-label="Changed cases"><nav class="tabs" aria-label="Changes"><ul>${KINDS.map(
    (one) =>
      html`<li><a href="${here(one.kind)}"${one.kind === kind ? html` aria-current="page"` : nothing}>${one.name} <span class="tab-count">${counts[one.kind]}</span></a></li>`,
  )}</ul></nav>
${list}
${pager({ first: from === 0 ? null : here(kind), next: next === null ? null : here(kind, next) })}</section>`;
}

/** Two runs case by case: better, worse, or not distinguishable, and which cases changed. */
export function comparePage(view: CompareView): Page {
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a></nav>
<div class="page-head"><div><h1>Compare two runs</h1><p class="lead">Case by case, with the statistics of paired samples.</p></div></div>
${chooser(view)}
${head(view)}
${scoreTable(view)}
${changes(view)}`;
  return { title: 'Compare two runs', area: 'batches', body };
}
