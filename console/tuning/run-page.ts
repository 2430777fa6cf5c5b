import { html, type SafeHtml } from '@remix-run/html-template';
import type { StepName } from '../../core/fine-tuning/runs/choices.ts';
import type { RunStep } from '../../core/fine-tuning/runs/run-steps.ts';
import type { TuningRun } from '../../core/fine-tuning/runs/tuning-run.ts';
import { badge, csrfField, nothing, notice } from '../frame/parts.ts';
import type { Tone } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { finishSection } from './finish-section.ts';
import { type StepNeeds, stepChosen, stepFields } from './step-fields.ts';

export type RunView = { run: TuningRun } & StepNeeds;

const STATE_WORDS: Record<RunStep['state'], { text: string; tone: Tone }> = {
  done: { text: 'Done', tone: 'good' },
  open: { text: 'Next', tone: 'busy' },
  locked: { text: 'Locked', tone: 'quiet' },
};

export const STEP_TITLES: Record<StepName, string> = {
  data: 'Data and labels',
  metric: 'Metric',
  model: 'Pre-trained model',
  architecture: 'Architecture',
  approach: 'Approach',
  hyperparameters: 'Hyperparameters',
};

/** `said` = what came of the form that was just sent. */
export function runPage(
  view: RunView,
  session: Session,
  said: { text: string; good: boolean } | null = null,
): Page {
  const { run } = view;
  const body = html`<p><a href="/tuning">Tuning</a></p>
<div class="page-head"><h1>${run.name}</h1></div>
${said === null ? nothing : notice(said.good ? 'good' : 'bad', said.text)}
<p>Six steps to a model of your own. Each opens once the one before it passes its check; you can leave and come back at any step.</p>
<ol class="guard-list">${run.steps.map((step, at) => stepCard(view, step, at, session))}</ol>
${finishSection(run, session)}`;
  return { title: run.name, area: 'tuning', body };
}

function stepCard(view: RunView, { step, state, problem }: RunStep, at: number, session: Session): SafeHtml {
  const { run } = view;
  const chosen = stepChosen(step, run.choices);
  return html`<li class="card" id="step-${step}">
<h2>${at + 1}. ${STEP_TITLES[step]} ${badge(STATE_WORDS[state])}</h2>
${chosen === null ? nothing : html`<p>${chosen}</p>`}
${state === 'open' && problem !== null && chosen !== null ? notice('warn', problem) : nothing}
${state === 'locked' ? html`<p class="muted">Opens once step ${at} is done.</p>` : nothing}
${
  state === 'locked' || session.user.role !== 'admin'
    ? nothing
    : state === 'done'
      ? html`<details><summary>Choose again</summary>${form(view, step, session, 'What follows has to be chosen again.')}</details>`
      : form(view, step, session, null)
}</li>`;
}

function form(view: RunView, step: StepName, session: Session, warning: string | null): SafeHtml {
  return html`<form class="stack" method="post" action="/tuning/runs/${view.run.id}/${step}">${csrfField(session)}
${stepFields(step, view)}
${warning === null ? nothing : html`<p class="muted">${warning}</p>`}
<div class="action-row"><button aria-label="Save: ${STEP_TITLES[step]}">Save</button></div></form>`;
}
