import { html, type SafeHtml } from '@remix-run/html-template';
import { JOB_LIMITS } from '../../core/fine-tuning/jobs/limits.ts';
import { serviceIds } from '../../core/fine-tuning/jobs/service.ts';
import { memoryGigabytes, trainableParameters } from '../../core/fine-tuning/recipes/plan.ts';
import { planOf } from '../../core/fine-tuning/runs/run-plan.ts';
import type { TuningRun } from '../../core/fine-tuning/runs/tuning-run.ts';
import { csrfField, nothing } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';

/** The run's card once all steps are done, and the two ways on from there. */
export function finishSection(run: TuningRun, session: Session): SafeHtml {
  const plan = planOf(run.choices);
  if (plan === null || run.steps.some(({ state }) => state !== 'done')) return nothing;
  const { weights, training } = memoryGigabytes(plan);
  const isJob = plan.method === 'sft' || plan.method === 'dpo';
  return html`<section class="card stack" aria-labelledby="card-title"><h2 id="card-title">The run’s card</h2>
<dl class="facts inline">
  <div><dt>Base model</dt><dd>${plan.model.id}, ${plan.model.licence}</dd></div>
  <div><dt>Trained</dt><dd>${trainableParameters(plan).toLocaleString('en-US')} parameters, ${plan.approach}, ${plan.method}</dd></div>
  <div><dt>Memory</dt><dd>about ${training} GB, ${weights} GB of it weights</dd></div>
  <div><dt>Seed</dt><dd>${run.choices.data?.seed ?? 0}</dd></div>
  <div><dt>Data</dt><dd><code>${run.choices.data?.sha256.slice(0, 12) ?? ''}</code></dd></div>
</dl>
${
  session.user.role !== 'admin'
    ? nothing
    : html`<form method="post" action="/tuning/runs/${run.id}/download">${csrfField(session)}<div class="action-row"><button>Download the recipe folder</button></div></form>
${isJob ? jobForm(run, plan.method, session) : html`<p class="muted">Services take instruction and preference tuning only: train this one with the recipe.</p>`}`
}</section>`;
}

function jobForm(run: TuningRun, method: string, session: Session): SafeHtml {
  return html`<form class="stack" method="post" action="/tuning/runs/${run.id}/job">${csrfField(session)}
<h3>Or have a service train it</h3>
<input type="hidden" name="method" value="${method}">
<div class="field-row">
  <div class="field"><label for="service">Service</label><select id="service" name="service">${serviceIds.map((id) => html`<option>${id}</option>`)}</select></div>
  <div class="field"><label for="model">Base model, as the service names it</label><input id="model" name="model" required maxlength="200"></div>
  <div class="field"><label for="price">USD for a million tokens</label><input id="price" name="price" type="number" min="0" step="any" placeholder="by the price list"></div>
  <div class="field"><label for="budget">Budget in USD</label><input id="budget" name="budget" type="number" min="0" step="any" value="${JOB_LIMITS.budget}" required></div>
</div>
<p class="field-help">Rows and price are worked out before anything is sent; beyond the budget nothing is. The data goes to that service.</p>
<div class="action-row"><button>Create the job</button></div></form>`;
}
