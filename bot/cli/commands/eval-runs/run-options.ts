import type { RunOptions, RunPlan } from '../../../../core/ports/batches.ts';
import type { App } from '../../../assembly/app.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';

/** How a run is asked for on the command line. */
export type RunFlags = {
  json?: boolean;
  name?: string;
  maxCalls?: string;
  maxUsd?: string;
  trials?: string;
  model?: string;
  meaning?: boolean;
};

/** What a run may use at the most. */
export function budgetOf({ maxCalls, maxUsd }: RunFlags): { maxCalls?: number; maxUsd?: number } {
  const usd = maxUsd === undefined ? undefined : Number(maxUsd);
  if (usd !== undefined && !(usd > 0 && Number.isFinite(usd)))
    throw usageError('--max-usd must be a number above 0.');
  return {
    ...(maxCalls === undefined ? {} : { maxCalls: countOf('--max-calls', maxCalls) }),
    ...(usd === undefined ? {} : { maxUsd: usd }),
  };
}

/** The options of a run; a model that cannot be used is named. */
export async function runOptions(app: App, options: RunFlags): Promise<RunOptions> {
  const models = options.model?.split(',').flatMap((model) => model.trim() || []);
  const problem = models === undefined ? null : await app.modelsProblem(models);
  if (problem !== null) throw usageError(`--model cannot be used: ${problem}`);
  return {
    ...(options.name !== undefined && { name: options.name }),
    ...budgetOf(options),
    ...(options.trials !== undefined && { trials: countOf('--trials', options.trials) }),
    ...(models !== undefined && { models }),
    ...(options.meaning === false && { meaning: false as const }),
  };
}

/** Says what a run would take. */
export function printPlan({ io }: Context, plan: RunPlan, { json }: RunFlags): void {
  if (json) printJson(io, plan);
  else {
    const cost =
      plan.usd === null ? 'unknown' : `US$ ${plan.usd.toFixed(2)} (list prices of ${plan.pricesOf})`;
    io.out(
      `${plural(plan.questions, 'question')} to ${plan.models.join(', ')}: about ${plural(plan.calls, 'call')}, ${plan.inputTokens} tokens in, ${plan.outputTokens} out, cost ${cost}.\n`,
    );
  }
}

function countOf(option: string, given: string): number {
  const count = Number(given);
  if (!Number.isInteger(count) || count < 1) throw usageError(`${option} must be a whole number from 1.`);
  return count;
}
