import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalCaseResult, EvalRun, Verdict } from '../../../core/ports/batches.ts';
import { badge, emptyState, link, nothing, pager, tableFrame } from '../../frame/parts.ts';
import { percent, verdictWords } from '../../frame/words.ts';
import type { Session } from '../../session/session.ts';
import { type Chosen, casePath, expectedView, gotView, judgeForms, type ShownScorer } from './case-parts.ts';
import { isUnfinished, runPath } from './run-list.ts';

export type CaseListView = {
  run: EvalRun;
  scorers: readonly ShownScorer[];
  cases: EvalCaseResult[];
  chosen: Chosen;
  next: string | null;
};

const TABS: { verdict: Verdict | null; name: string; count(run: EvalRun): number }[] = [
  { verdict: null, name: 'All, failed first', count: ({ done }) => done },
  { verdict: 'failed', name: 'Failed', count: ({ judged, passed }) => judged - passed },
  { verdict: 'error', name: 'Errors', count: ({ errors }) => errors },
  { verdict: 'unjudged', name: 'Not judged', count: ({ unjudged }) => unjudged },
  { verdict: 'passed', name: 'Passed', count: ({ passed }) => passed },
];

function tabs({ run, chosen }: CaseListView): SafeHtml {
  return html`<nav class="tabs" aria-label="Cases"><ul>${TABS.map(({ verdict, name, count }) => {
    const address = link(runPath(run.id), { show: verdict ?? '' });
    return html`<li><a href="${address}#cases"${verdict === chosen.verdict ? html` aria-current="page"` : nothing}>${name} <span class="tab-count">${count(run).toLocaleString('en')}</span></a></li>`;
  })}</ul></nav>`;
}

function row(
  { run, scorers }: CaseListView,
  result: EvalCaseResult,
  session: Session,
  here: string,
): SafeHtml {
  const path = casePath(run.id, result.caseId);
  return html`<tr class="case-row">
  <th scope="row" class="wide"><a class="case-link" href="${path}" data-drawer="${path}/drawer">${result.question}</a></th>
  <td data-label="Verdict">${badge(verdictWords[result.verdict])}${judgeForms(session, run.id, result, here)}</td>
  <td class="wide" data-label="Expected">${expectedView(result.expected)}</td>
  <td class="wide" data-label="Got">${gotView(result)}</td>
  ${scorers.map(({ name, label }) => html`<td class="number" data-label="${label}">${percent(result.scores[name] ?? null)}</td>`)}
</tr>`;
}

/** One page of a run's cases. */
export function caseList(view: CaseListView, session: Session): SafeHtml {
  const { run, cases, chosen, next } = view;
  const show = { show: chosen.verdict ?? '' };
  const here = link(runPath(run.id), { ...show, after: chosen.after ?? '' });
  // A scorer that says nothing about any of them would be an empty column.
  const scorers = view.scorers.filter(({ name }) =>
    cases.some(({ scores }) => (scores[name] ?? null) !== null),
  );
  const empty =
    run.done === 0
      ? emptyState(
          'No answers yet',
          isUnfinished(run) ? 'The first ones come in a moment.' : 'The run stopped before its first answer.',
        )
      : emptyState('None', 'No case ended so.');
  return html`<section id="cases" class="stack" aria-label="Cases">
${tabs(view)}
${isUnfinished(run) && run.done > 0 ? html`<p class="muted">The run goes on. <a href="${here}">Look again</a> for what came since.</p>` : nothing}
${cases.some(({ verdict }) => verdict === 'unjudged') ? html`<p class="muted keys">Keys: <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>r</kbd> = right, <kbd>w</kbd> = wrong.</p>` : html`<p class="muted keys">Keys: <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens.</p>`}
${
  cases.length === 0
    ? empty
    : tableFrame(
        'Cases',
        html`<table class="cases"><thead><tr><th scope="col">Question</th><th scope="col">Verdict</th><th scope="col">Expected</th>
<th scope="col">Got</th>${scorers.map(({ label, help }) => html`<th scope="col" class="number" title="${help}">${label}</th>`)}</tr></thead>
<tbody>${cases.map((result) => row({ ...view, scorers }, result, session, here))}</tbody></table>`,
      )
}
${pager({
  first: chosen.after === null ? null : `${link(runPath(run.id), show)}#cases`,
  next: next === null ? null : `${link(runPath(run.id), { ...show, after: next })}#cases`,
})}
</section>`;
}
