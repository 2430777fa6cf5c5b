import { baseModelNamed } from '../recipes/base-models.ts';
import { isSupported, memoryGigabytes } from '../recipes/plan.ts';
import { type Choices, type StepName, stepNames } from './choices.ts';
import { LABELS, METHOD_WORDS, RUN_LIMITS } from './limits.ts';
import { memoryByApproach, planOf, targetNames } from './run-plan.ts';

/** `open` = it is next, or what was chosen does not pass; `problem` says what is missing then. */
export type RunStep = { step: StepName; state: 'done' | 'open' | 'locked'; problem: string | null };

type Golden = { cases: number; hasRun: boolean };

/** How far a run is. `golden` = the set that was chosen as it is now; null where it is gone. */
export function runSteps(choices: Choices, golden: Golden | null): RunStep[] {
  let open = true;
  return stepNames.map((step): RunStep => {
    if (!open) return { step, state: 'locked', problem: null };
    const problem = problemWith(step, choices, golden);
    open = problem === null;
    return { step, state: problem === null ? 'done' : 'open', problem };
  });
}

/** What keeps a step from being done; null where nothing does. */
function problemWith(step: StepName, choices: Choices, golden: Golden | null): string | null {
  const chosen = choices[step];
  if (chosen === undefined) return 'Nothing is chosen yet.';
  switch (step) {
    case 'data':
      return dataProblem(choices);
    case 'metric':
      if (golden === null) return 'The set is gone.';
      if (golden.cases < RUN_LIMITS.goldenCases)
        return `The set has ${golden.cases} questions; ${RUN_LIMITS.goldenCases} are needed to tell a gain.`;
      return golden.hasRun ? null : 'No run of this set is finished: there is nothing to compare with.';
    case 'model':
      return modelProblem(choices);
    case 'architecture':
      return architectureProblem(choices);
    case 'approach':
      return approachProblem(choices);
    case 'hyperparameters':
      return hyperparametersProblem(choices);
  }
}

function dataProblem({ data }: Choices): string | null {
  if (data === undefined) return null;
  const { labels, rows, clusters, against } = data;
  const needed = LABELS[labels];
  const all = rows.train + rows.valid;
  if (all < needed.rows) return `There are ${all} of ${needed.rows} rows.`;
  if (clusters < needed.clusters) return `They are about ${clusters} of ${needed.clusters} matters.`;
  if (rows.train === 0 || rows.valid === 0) return 'All rows are about one matter, which must not be parted.';
  const rarer = Math.min(against, all - against) / all;
  if (labels === 'votes' && rarer < RUN_LIMITS.leastMinority)
    return `Votes are too alike: the rarer kind is ${(100 * rarer).toFixed(0)} % of them, ${100 * RUN_LIMITS.leastMinority} % is needed.`;
  return null;
}

function modelProblem(choices: Choices): string | null {
  const plan = planOf(choices);
  const memory = choices.model?.memory ?? 0;
  if (plan === null) return 'The catalogue has no such model.';
  const least = Math.min(...memoryByApproach(plan).map(({ gigabytes }) => gigabytes));
  return least <= memory ? null : `It takes ${least} GB at least; there are ${memory}.`;
}

function architectureProblem(choices: Choices): string | null {
  const plan = planOf(choices);
  if (plan === null) return 'The catalogue has no such model.';
  const known = targetNames(plan);
  const wrong = plan.targets.find((name) => !known.includes(name));
  if (wrong !== undefined) return `The model has no matrix ${wrong}.`;
  if ((plan.approach === 'lora' || plan.approach === 'qlora') && plan.targets.length === 0)
    return 'LoRA needs a matrix to stand beside.';
  const need = memoryGigabytes(plan).training;
  const memory = choices.model?.memory ?? 0;
  return need <= memory ? null : `It takes ${need} GB; there are ${memory}.`;
}

function approachProblem(choices: Choices): string | null {
  const plan = planOf(choices);
  const labels = choices.data?.labels;
  if (plan === null || labels === undefined) return 'Nothing is chosen yet.';
  if (!LABELS[labels].methods.includes(plan.method))
    return `${METHOD_WORDS[plan.method]} That is not learned of ${LABELS[labels].help}.`;
  if (!isSupported(plan.approach, plan.method))
    return `There is no recipe for ${plan.approach} with ${plan.method}.`;
  const need = memoryGigabytes(plan).training;
  const memory = choices.model?.memory ?? 0;
  return need <= memory ? null : `It takes ${need} GB with this method; there are ${memory}.`;
}

function hyperparametersProblem({ model, hyperparameters }: Choices): string | null {
  const base = baseModelNamed(model?.base ?? '');
  if (base === undefined || hyperparameters === undefined) return 'Nothing is chosen yet.';
  const { rank, virtualTokens, reduction } = hyperparameters;
  if (rank < 1 || rank > 1024) return 'The rank is from 1 to 1024.';
  if (virtualTokens < 1 || virtualTokens > 1000) return 'Vectors in front are from 1 to 1000.';
  return reduction < 1 || reduction > base.hidden ? `The reduction is from 1 to ${base.hidden}.` : null;
}
