import { html, type SafeHtml } from '@remix-run/html-template';
import { baseModels } from '../../core/fine-tuning/recipes/base-models.ts';
import { allParameters } from '../../core/fine-tuning/recipes/modules.ts';
import { approaches, memoryGigabytes } from '../../core/fine-tuning/recipes/plan.ts';
import {
  type Choices,
  type LabelKind,
  labelKinds,
  type StepName,
} from '../../core/fine-tuning/runs/choices.ts';
import { LABELS, METHOD_WORDS, RUN_LIMITS } from '../../core/fine-tuning/runs/limits.ts';
import { memoryByApproach, planOf, preselected, targetNames } from '../../core/fine-tuning/runs/run-plan.ts';
import type { TuningRun } from '../../core/fine-tuning/runs/tuning-run.ts';
import { nothing } from '../frame/parts.ts';
import { count } from '../frame/words.ts';

export type StepNeeds = {
  run: TuningRun;
  /** Golden sets with their newest finished run. */
  sets: { id: string; name: string; cases: number; runId: string | null }[];
};

const LABEL_WORDS: Record<LabelKind, string> = {
  answers: 'Questions and good answers',
  votes: 'Answers with votes for and against',
  preferences: 'Better answers beside worse ones',
  texts: 'Texts of the documents',
};

/** GB of an accelerator that many have. */
const USUAL_MEMORY = 24;

/** What was chosen at a step, in words; null where nothing was. */
export function stepChosen(step: StepName, { data, metric, ...choices }: Choices): string | null {
  const { model, architecture, approach, hyperparameters } = choices;
  switch (step) {
    case 'data': {
      if (data === undefined) return null;
      const left = Object.entries(data.dropped).map(([reason, n]) => `${n} (${reason})`);
      const said = `${LABEL_WORDS[data.labels]}: ${count(data.rows.train, 'row')} to train on, ${data.rows.valid} to check with, about ${count(data.clusters, 'matter')}, roughly ${data.tokens.toLocaleString('en-US')} tokens.`;
      return left.length === 0 ? said : `${said} Left out: ${left.join(', ')}.`;
    }
    case 'metric':
      return metric === undefined
        ? null
        : `${metric.setName}: the share of its questions that pass, ${(100 * metric.passed).toFixed(0)} % today.`;
    case 'model':
      return model === undefined ? null : `${model.base}, on an accelerator with ${model.memory} GB.`;
    case 'architecture':
      return architecture === undefined
        ? null
        : `${architecture.approach}${architecture.targets.length === 0 ? '' : `, beside ${architecture.targets.join(', ')}`}.`;
    case 'approach':
      return approach === undefined ? null : METHOD_WORDS[approach.method];
    case 'hyperparameters':
      return hyperparameters === undefined
        ? null
        : `Rank ${hyperparameters.rank}, ${hyperparameters.virtualTokens} vectors in front, adapters ${hyperparameters.reduction} times narrower.`;
  }
}

/** The fields of a step, with what is best for most preselected. */
export function stepFields(step: StepName, { run, sets }: StepNeeds): SafeHtml {
  const { choices } = run;
  const plan = planOf(choices);
  switch (step) {
    case 'data':
      return html`${select(
        'labels',
        'Labels',
        labelKinds.map((kind) => [kind, `${LABEL_WORDS[kind]} (${LABELS[kind].rows} rows or more)`]),
        choices.data?.labels ?? 'answers',
      )}${number('seed', 'Seed of the split', choices.data?.seed ?? 0, 0)}
<p class="field-help">Rows come from votes, corrections and curated answers. Text of members takes part only where you stated a permission on the Tuning page.</p>`;
    case 'metric':
      return sets.length === 0
        ? html`<p>Import ${RUN_LIMITS.goldenCases} golden questions or more under <a href="/batches">Batches</a>, and run them.</p><input type="hidden" name="setId" value="">`
        : select(
            'setId',
            'Golden set',
            sets.map(({ id, name, cases, runId }) => [
              id,
              `${name}, ${count(cases, 'question')}${runId === null ? ', never run' : ''}`,
            ]),
            choices.metric?.setId ?? '',
          );
    case 'model':
      return html`${select(
        'base',
        'Base model',
        baseModels.map((model) => [model.id, modelWords(model)]),
        choices.model?.base ?? 'Qwen/Qwen3-0.6B',
      )}${number('memory', 'Memory of the accelerator, in GB', choices.model?.memory ?? USUAL_MEMORY, 1)}
<p class="field-help">The models are free to download under their licence; you pay for the machine. A service asks its own price and tells it before a job begins.</p>`;
    case 'architecture': {
      if (plan === null) return nothing;
      const memory = choices.model?.memory ?? USUAL_MEMORY;
      const chosen = choices.architecture?.targets ?? plan.targets;
      return html`${select(
        'approach',
        'What is trained',
        memoryByApproach(plan).map(({ approach, gigabytes }) => [
          approach,
          `${approach}, about ${gigabytes} GB${gigabytes > memory ? ': too much' : ''}`,
        ]),
        choices.architecture?.approach ?? preselected(plan, memory),
      )}<fieldset><legend>Matrices that LoRA stands beside</legend>${targetNames(plan).map(
        (name) =>
          html`<label class="check"><input type="checkbox" name="targets" value="${name}"${chosen.includes(name) ? html` checked` : nothing}> ${name}</label> `,
      )}</fieldset>`;
    }
    case 'approach': {
      const offered = LABELS[choices.data?.labels ?? 'answers'].methods;
      return select(
        'method',
        'How it learns',
        offered.map((method) => [method, METHOD_WORDS[method]]),
        choices.approach?.method ?? offered[0] ?? '',
      );
    }
    case 'hyperparameters':
      return html`<div class="field-row">${number('rank', 'Rank (LoRA)', plan?.rank ?? 8, 1)}
${number('virtualTokens', 'Vectors in front (prefix, prompt)', plan?.virtualTokens ?? 20, 1)}
${number('reduction', 'Narrower by (adapter)', plan?.reduction ?? 16, 1)}</div>`;
  }
}

function modelWords(model: (typeof baseModels)[number]): string {
  const plan = planOf({ model: { base: model.id, memory: 0 } });
  const size = `${(allParameters(model) / 1e9).toFixed(1)} billion parameters`;
  const need =
    plan === null
      ? ''
      : approaches
          .filter((approach) => approach === 'lora' || approach === 'qlora')
          .map((approach) => `${approach} ${memoryGigabytes({ ...plan, approach }).training} GB`)
          .join(', ');
  return [model.names[0] ?? model.id, size, model.licence, need, model.note]
    .filter((part) => part !== '')
    .join(' · ');
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): SafeHtml {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${text}</option>`,
  )}</select></div>`;
}

function number(name: string, label: string, value: number, least: number): SafeHtml {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="${least}" value="${value}" required></div>`;
}
