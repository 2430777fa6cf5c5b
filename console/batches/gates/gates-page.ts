import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalGate, GateResult } from '../../../core/evals/gates/stored-gates.ts';
import type { EvalSet } from '../../../core/ports/batches.ts';
import { badge, csrfField, emptyState, nothing, notice, tableFrame, time } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { isUnfinished, passRate, runPath } from '../runs/run-list.ts';
import { findingWords, resultWord, ruleWords } from './gate-words.ts';
import { type RuleFields, ruleFields } from './rule-form.ts';

export type GatesView = {
  gates: (EvalGate & { last: GateResult | null })[];
  /** Sets that have no gate yet. */
  sets: EvalSet[];
  fields: RuleFields;
  problem: string | null;
};

export const gatePath = (lineage: string): string => `/batches/gates/${encodeURIComponent(lineage)}`;
export const resultPath = ({ lineage, run }: Pick<GateResult, 'lineage' | 'run'>): string =>
  `${gatePath(lineage)}/runs/${encodeURIComponent(run.id)}`;

function row({ lineage, rule, set, baseline, last }: GatesView['gates'][number], session: Session): SafeHtml {
  const path = gatePath(lineage);
  return html`<tr>
  <th scope="row" class="wide"><a href="${path}">${set.name}</a></th>
  <td class="wide" data-label="Rule">${ruleWords(rule)}</td>
  <td data-label="Baseline">${baseline === null ? html`<span class="muted">None yet</span>` : html`<a href="${runPath(baseline.id)}">${baseline.name}</a><br>${passRate(baseline)}`}</td>
  <td data-label="Last result">${last === null ? html`<span class="muted">Not run yet</span>` : html`<a href="${resultPath(last)}">${badge(resultWord(last))}</a>${last.finding === null ? nothing : html`<br>${findingWords(last.finding)}`}<br>${time(last.run.createdAt)}`}</td>
  <td class="actions">${baseline === null || (last !== null && isUnfinished(last.run)) ? nothing : html`<form method="post" action="${path}/run">${csrfField(session)}<button class="small" aria-label="Run gate of ${set.name}">Run gate</button></form>`}
  <a class="button quiet small" href="${path}" aria-label="Open the gate of ${set.name}">Open</a></td>
</tr>`;
}

function addForm({ sets, fields, problem }: GatesView, session: Session): SafeHtml {
  if (sets.length === 0)
    return html`<p class="muted">Every question set has its gate. <a href="/batches">Make or import a set</a> for another one.</p>`;
  return html`<form class="card stack" method="post" action="/batches/gates">${csrfField(session)}
<h2>Add a gate</h2>
${problem === null ? nothing : notice('bad', problem)}
<div class="field-row"><label>Question set <select name="set">${sets.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>
${ruleFields(fields)}</div>
<div class="action-row"><button>Add</button></div></form>`;
}

/** All gates: what each holds a run against, by which rule, and how the last run did. */
export function gatesPage(view: GatesView, session: Session): Page {
  const { gates, problem } = view;
  const list =
    gates.length === 0
      ? emptyState(
          'No gates yet',
          'A gate runs a question set and says whether anything got worse than in a good run. Add one for a set that matters.',
        )
      : tableFrame(
          'Gates',
          html`<table><thead><tr><th scope="col">Question set</th><th scope="col">Rule</th><th scope="col">Baseline</th><th scope="col">Last result</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${gates.map((gate) => row(gate, session))}</tbody></table>`,
        );
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a></nav>
<div class="page-head"><div><h1>Gates</h1><p class="lead">Before a change goes out: does the bot still answer what it answered?</p></div></div>
${list}
${addForm(view, session)}`;
  return { title: 'Gates', area: 'batches', body, status: problem === null ? 200 : 422 };
}
