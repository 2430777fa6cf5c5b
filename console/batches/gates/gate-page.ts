import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalGate, GateResult } from '../../../core/evals/gates/stored-gates.ts';
import type { RunPlan } from '../../../core/ports/batches.ts';
import { badge, csrfField, emptyState, nothing, notice, tableFrame, time } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { isUnfinished, passRate, runPath } from '../runs/run-list.ts';
import { setPath } from '../sets/set-page.ts';
import { planCard } from '../start/start-page.ts';
import { findingWords, resultWord, ruleWords } from './gate-words.ts';
import { gatePath, resultPath } from './gates-page.ts';
import { type RuleFields, ruleFields } from './rule-form.ts';

export type GateView = {
  gate: EvalGate;
  plan: RunPlan;
  /** Newest first. */
  results: GateResult[];
  fields: RuleFields;
  problem: string | null;
};

function baselineCard({ gate: { set, baseline }, plan, results }: GateView, session: Session): SafeHtml {
  if (baseline === null)
    return notice(
      'warn',
      html`<p>The set has no baseline yet. <a href="${setPath(set.id)}/run">Run it</a>, and press <b>Make it the baseline</b> on the page of a good run.</p>`,
    );
  const busy = results.some(({ run }) => isUnfinished(run));
  return html`<p>Held against <a href="${runPath(baseline.id)}">${baseline.name}</a>: ${passRate(baseline)}. Another run becomes the baseline on its own page.</p>
<form class="action-row" method="post" action="${gatePath(set.lineage)}/run">${csrfField(session)}<button${plan.questions === 0 || busy ? html` disabled` : nothing}>Run gate</button>${busy ? html` <span class="muted">A run goes on.</span>` : nothing}</form>`;
}

function resultList(results: readonly GateResult[]): SafeHtml {
  if (results.length === 0) return emptyState('Not run yet', 'The results of this gate will stand here.');
  return tableFrame(
    'Results',
    html`<table><thead><tr><th scope="col">Result</th><th scope="col">Found</th><th scope="col">Passed (95 % interval)</th><th scope="col">Baseline</th><th scope="col">Started</th></tr></thead>
<tbody>${results.map(
      (one) => html`<tr><th scope="row"><a href="${resultPath(one)}">${badge(resultWord(one))}</a></th>
<td data-label="Found">${one.finding === null ? '–' : findingWords(one.finding)}</td><td class="keep" data-label="Passed (95 % interval)">${passRate(one.run)}</td>
<td data-label="Baseline">${one.baseline.name}</td><td class="keep" data-label="Started">${time(one.run.createdAt)}</td></tr>`,
    )}</tbody></table>`,
  );
}

/** A gate: what it asks, by which rule, and its results so far. */
export function gatePage(view: GateView, session: Session): Page {
  const { gate, plan, results, fields, problem } = view;
  const path = gatePath(gate.lineage);
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="/batches/gates">Gates</a></nav>
<div class="page-head"><div><h1>Gate of ${gate.set.name}</h1><p class="lead">${ruleWords(gate.rule)}</p></div></div>
<section class="card stack" aria-label="Run the gate">${baselineCard(view, session)}</section>
${planCard(plan)}
<h2>Results</h2>
${resultList(results)}
<form class="card stack" method="post" action="${path}/rule">${csrfField(session)}<h2>Rule</h2>
${problem === null ? nothing : notice('bad', problem)}
<div class="field-row">${ruleFields(fields)}</div>
<p class="muted">It holds for runs that are started from now on. Whatever the rule, a case that passed before must be measured again.</p>
<div class="action-row"><button>Save the rule</button> <a class="button quiet" href="${setPath(gate.set.id)}">Questions</a></div></form>
<details class="card"><summary>Remove this gate</summary><form class="action-row" method="post" action="${path}/remove">${csrfField(session)}
<p>The set and its runs stay; which of the runs passed the gate is forgotten.</p><button class="danger">Remove the gate</button></form></details>`;
  return {
    ...{ title: `Gate of ${gate.set.name}`, area: 'batches', body },
    status: problem === null ? 200 : 422,
  };
}
