import type { Store } from '../store/schema.ts';
import { allowedVotes, judgedAnswers } from './export/judged-answers.ts';
import { readPermissions } from './export/permissions.ts';
import { readCurated } from './export/sources.ts';
import { createTally } from './export/tally.ts';
import { readVotes } from './export/votes.ts';

/** Fewer rows teach a model little more than to repeat them. Exports are not held to it. */
export const MINIMUM = { rows: 50, goldenCases: 30 } as const;

/** A step on the way to a model of one's own; a locked one waits for the one before it. */
export type Step = { step: string; state: 'done' | 'open' | 'locked'; reason?: string };

/** The six steps, and which of them is next. */
export async function tuningSteps(store: Store): Promise<Step[]> {
  const tally = createTally();
  const permissions = await readPermissions(store);
  const judged = judgedAnswers(allowedVotes(await readVotes(store), permissions, tally), tally);
  const targets = judged.reduce((sum, { good, corrections }) => sum + Number(good) + corrections.length, 0);
  const rows = targets + (await readCurated(store)).length;
  const golden = await store
    .selectFrom('eval_cases')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const run = await store.selectFrom('eval_runs').select('id').where('state', '=', 'done').executeTakeFirst();
  const cases = Number(golden.n);
  const checks: [string, string | null][] = [
    ['data', rows >= MINIMUM.rows ? null : `${rows} of ${MINIMUM.rows} good answers that may be used`],
    [
      'metric',
      cases < MINIMUM.goldenCases
        ? `${cases} of ${MINIMUM.goldenCases} golden questions`
        : run === undefined
          ? 'no finished run of a golden set to compare with'
          : null,
    ],
    ['model', 'choose a base model: docent tune recipe --help lists them'],
    ['architecture', 'choose where weights are added: --targets and --rank of docent tune recipe'],
    ['approach', 'choose an approach and a method: docent tune recipe'],
    ['hyperparameters', 'try the settings of the recipe on valid.jsonl'],
  ];
  let open = true;
  return checks.map(([step, missing]): Step => {
    if (!open) return { step, state: 'locked', reason: 'the step before it is not done' };
    open = missing === null;
    return missing === null ? { step, state: 'done' } : { step, state: 'open', reason: missing };
  });
}
