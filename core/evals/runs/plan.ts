import type { RunPlan } from '../../ports/batches.ts';
import type { Store } from '../../store/schema.ts';
import type { Usage } from '../../types.ts';
import { isLocal, priceOf, pricesOf } from '../prices/prices.ts';
import { toRun } from './run-rows.ts';
import { readSpent } from './spent.ts';

/** What one question takes of models. */
type PerQuestion = Pick<RunPlan, 'calls' | 'inputTokens' | 'outputTokens' | 'basis'>;

/** Where nothing was measured yet: a prompt with its passages, and an answer of a few sentences. */
const GUESS: PerQuestion = { calls: 1, inputTokens: 3_000, outputTokens: 200, basis: 'guess' };
/** How far back is looked. */
const RUNS = 20;
const ANSWERS = 200;

/** What a run would ask, by what earlier runs or answers of the same models took. Models are asked in order: the first counts. */
export async function planRun(
  store: Store,
  { cases, trials, models }: { cases: number; trials: number; models: readonly string[] },
): Promise<RunPlan> {
  const questions = cases * trials;
  const [first = 'extractive'] = models;
  const each = await perQuestion(store, models);
  const [inputTokens, outputTokens] = [each.inputTokens * questions, each.outputTokens * questions];
  return {
    ...{ cases, questions, models, calls: Math.round(each.calls * questions) },
    inputTokens: Math.round(inputTokens),
    outputTokens: Math.round(outputTokens),
    usd: priceOf(first, { input: inputTokens, output: outputTokens }),
    ...{ basis: each.basis, pricesOf },
  };
}

async function perQuestion(store: Store, models: readonly string[]): Promise<PerQuestion> {
  const written = models.filter((model) => model !== 'extractive');
  if (written.length === 0) return { calls: 0, inputTokens: 0, outputTokens: 0, basis: 'local' };
  return (await byRuns(store, models)) ?? (await byAnswers(store, written[0] ?? '')) ?? GUESS;
}

/** Of the latest run that asked the same models and finished something. */
async function byRuns(store: Store, models: readonly string[]): Promise<PerQuestion | null> {
  const rows = await store
    .selectFrom('eval_runs')
    .selectAll()
    .where('spent', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(RUNS)
    .execute();
  for (const row of rows) {
    const { config, id } = toRun(row);
    if ((config.models ?? []).join() !== models.join()) continue;
    const { calls, inputTokens, outputTokens } = readSpent(row.spent);
    const { n } = await store
      .selectFrom((config.trials ?? 1) > 1 ? 'eval_trials' : 'eval_results')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('run_id', '=', id)
      .executeTakeFirstOrThrow();
    const asked = Number(n);
    if (asked === 0 || calls === 0) continue;
    const share = (sum: number): number => sum / asked;
    return {
      ...{ calls: share(calls), inputTokens: share(inputTokens), outputTokens: share(outputTokens) },
      basis: 'runs',
    };
  }
  return null;
}

/** Of the answers that members had of the model. */
async function byAnswers(store: Store, model: string): Promise<PerQuestion | null> {
  const rows = await store
    .selectFrom('answers')
    .select('usage')
    .where('usage', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(ANSWERS)
    .execute();
  const used = rows.flatMap(({ usage }): { input: number; output: number }[] => {
    const { model: by, inputTokens, outputTokens } = JSON.parse(usage ?? '{}') as Partial<Usage>;
    const isSame = by !== undefined && (by === model || model.endsWith(`:${by}`));
    if (!isSame || inputTokens == null || outputTokens == null) return [];
    return [{ input: inputTokens, output: outputTokens }];
  });
  if (used.length === 0) return null;
  const mean = (of: 'input' | 'output'): number => used.reduce((sum, one) => sum + one[of], 0) / used.length;
  return { calls: 1, inputTokens: mean('input'), outputTokens: mean('output'), basis: 'answers' };
}

/** The models among these whose calls cannot be held against a limit of money. */
export function unpricedAmong(models: readonly string[]): string[] {
  return models.filter((model) => !isLocal(model) && priceOf(model, { input: 0, output: 0 }) === null);
}
