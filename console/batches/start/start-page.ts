import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalSet, RunPlan } from '../../../core/ports/batches.ts';
import { csrfField, nothing, notice } from '../../frame/parts.ts';
import { count, dollars } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';

/** What somebody chose, as they typed it. */
export type StartFields = {
  name: string;
  models: string;
  meaning: 'settings' | 'off';
  trials: string;
  maxCalls: string;
  maxUsd: string;
};

export const startDefaults: StartFields = {
  ...{ name: '', models: '', meaning: 'settings', trials: '1' },
  ...{ maxCalls: '', maxUsd: '' },
};

export type StartView = { set: EvalSet; fields: StartFields; plan: RunPlan; problem: string | null };

const basisWords: Record<RunPlan['basis'], string> = {
  local: 'No model is asked.',
  runs: 'By what the last run with these models took.',
  answers: 'By what recent answers of this model took; a follow-up call for searches or checks comes on top.',
  guess: 'Nothing was measured with these models yet, so this is a guess.',
};

/** What a run will take, by its plan. */
export function planCard(plan: RunPlan): SafeHtml {
  const tokens = (number: number) => number.toLocaleString('en');
  const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section class="card stack" aria-labelledby="plan"><h2 id="plan">What it will take</h2>
<dl class="facts inline">
  ${fact('Questions asked', tokens(plan.questions))}
  ${fact('Answered by', plan.models.join(', then '))}
  ${fact('Calls of models', plan.calls === 0 ? 'none' : `about ${tokens(plan.calls)}`)}
  ${plan.calls === 0 ? nothing : fact('Tokens', `about ${tokens(plan.inputTokens)} in, ${tokens(plan.outputTokens)} out`)}
  ${fact('Cost', plan.usd === null ? 'unknown' : plan.usd === 0 ? 'nothing' : `about ${dollars(plan.usd)}`)}
</dl>
<p class="muted">${basisWords[plan.basis]}${plan.usd === 0 ? '' : plan.usd === null ? ' The table of prices does not have this model, so only a limit of questions can hold.' : ` List prices of ${plan.pricesOf}.`}</p>
${plan.questions === 0 ? notice('warn', 'The set has no questions yet.') : nothing}</section>`;
}

/** Chooses how a set is run, and says what that takes before it begins. */
export function startPage({ set, fields, plan, problem }: StartView, session: Session): Page {
  const path = `/batches/sets/${encodeURIComponent(set.id)}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="${path}">${set.name}</a></nav>
<div class="page-head"><div><h1>Run ${set.name}</h1><p class="lead">${count(set.cases, 'question')}, asked as a member would ask them. The cache is not used.</p></div></div>
${problem === null ? nothing : notice('bad', problem)}
<form class="card stack" method="post" action="${path}/run">
  ${csrfField(session)}
  <div class="field-row">
    <label>Name <input name="name" maxlength="120" value="${fields.name}" placeholder="Set and time"></label>
    <label>Models <input name="models" maxlength="400" value="${fields.models}" placeholder="As in the settings" spellcheck="false" autocapitalize="off"></label>
    <label>Compare by meaning <select name="meaning"><option value="settings">As in the settings</option><option value="off"${fields.meaning === 'off' ? html` selected` : nothing}>Off</option></select></label>
    <label>Times each question is asked <input name="trials" type="number" min="1" max="20" value="${fields.trials}"></label>
  </div>
  <p class="muted">Models such as <code>extractive</code> (quotes) or <code>openai:NAME</code>; several with commas between them are asked in that order.
  Asking each question several times shows how much answers differ by chance.</p>
  <div class="field-row">
    <label>Stop after so many questions <input name="maxCalls" type="number" min="1" value="${fields.maxCalls}" placeholder="No limit"></label>
    <label>Stop at so many US dollars <input name="maxUsd" type="number" min="0" step="any" value="${fields.maxUsd}" placeholder="No limit"></label>
  </div>
  <div class="action-row"><button formaction="${path}/estimate" class="quiet">Estimate again</button>
  <button${plan.questions === 0 ? html` disabled` : nothing}>Start the run</button></div>
</form>
${planCard(plan)}`;
  return { title: `Run ${set.name}`, area: 'batches', body, status: problem === null ? 200 : 422 };
}
