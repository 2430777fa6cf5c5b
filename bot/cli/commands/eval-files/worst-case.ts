import type { Command } from 'commander';
import { worstCase } from '../../../../core/evals/robustness/worst-case.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { readRows } from './read-rows.ts';

type Options = { plain: string; perturbed: string; json?: boolean };

/** `docent eval worst-case`: what is left of a score when each question is also asked otherwise. */
export function registerWorstCase(evals: Command, context: Context): void {
  evals
    .command('worst-case')
    .description("HELM's worst case: scores of questions as they stand and as eval perturb writes them")
    .requiredOption('--plain <file>', 'JSON Lines of {"id","score"}')
    .requiredOption('--perturbed <files>', 'the same ids for each perturbation; comma-separated')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const plain = await readScores(context, options.plain);
      const perturbed: number[][] = [];
      for (const file of options.perturbed.split(',')) {
        const scores = await readScores(context, file);
        const missing = [...plain.keys()].find((id) => !scores.has(id));
        const added = [...scores.keys()].find((id) => !plain.has(id));
        if (missing !== undefined) throw usageError(`${file} has no score of "${missing}".`);
        if (added !== undefined) throw usageError(`${file} has "${added}", which ${options.plain} has not.`);
        perturbed.push([...plain.keys()].map((id) => scores.get(id) ?? 0));
      }
      const found = worstCase([...plain.values()], perturbed);
      if (found === null) throw usageError(`${options.plain} holds no score.`);
      if (options.json) printJson(context.io, found);
      else
        context.io.out(
          `${plural(found.n, 'question')}\nas they stand ${found.plain.toFixed(4)}\nperturbed ${found.perturbed.toFixed(4)}\nworst case ${found.worst.toFixed(4)}\n`,
        );
    });
}

async function readScores({ io }: Context, file: string): Promise<Map<string, number>> {
  const scores = new Map<string, number>();
  for (const row of await readRows(io, file)) {
    const id = row.id('id');
    if (scores.has(id)) throw row.fail(`"id" ${id} stands there twice`);
    scores.set(id, row.number('score'));
  }
  return scores;
}
