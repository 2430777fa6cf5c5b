import type { Command } from 'commander';
import { gateOfRuns } from '../../../../core/evals/gates/gate-of-runs.ts';
import type { App } from '../../../assembly/app.ts';
import { type Context, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { finishedRun } from './finished-run.ts';
import { checkReport, type GateOptions, tellGate } from './tell-gate.ts';

type Options = GateOptions & {
  baseline?: string;
  changed?: string[];
  deleted?: string[];
  collection?: string;
};

/** `docent eval gate`: exit 1 where a run is worse than its baseline, or changed documents answer less. */
export function registerGate(evals: Command, context: Context): void {
  evals
    .command('gate')
    .description('fail where a case passed before and does not now, or changed documents break an answer')
    .argument('[run]', 'run id')
    .option('--baseline <run>', 'run id of what it is held against')
    .option('--changed <path...>', 'files to try in place of the documents that they are a version of')
    .option('--deleted <path...>', 'documents to try without')
    .option(
      '--collection <name>',
      'with --changed or --deleted: where those documents are, and where new ones would go',
    )
    .option('--report <file>', 'write the finding as Markdown, too')
    .option('--json', 'print one JSON object')
    .action(async (run: string | undefined, options: Options) => {
      const { baseline, changed = [], deleted = [], collection = null } = options;
      const isChange = changed.length + deleted.length > 0;
      if (isChange === (run !== undefined || baseline !== undefined))
        throw usageError(
          'A gate needs a run and its --baseline, or files with --changed or --deleted, and not both.',
        );
      await checkReport(context, options);
      const app = await context.app();
      if (!isChange) {
        const { gate, notes } = await gateOfTwo(app, run, baseline);
        await tellGate(context, gate, notes, options);
      } else {
        const { gateOfChange } = await import('./gate-of-change.ts');
        const gate = await gateOfChange(context, app, { changed, deleted, collection });
        await tellGate(context, gate, gate.notes, options);
      }
    });
}

async function gateOfTwo(app: App, run: string | undefined, baseline: string | undefined) {
  if (run === undefined || baseline === undefined) throw usageError('A gate needs a run and its --baseline.');
  const [now, before] = [await finishedRun(app, run), await finishedRun(app, baseline)];
  const gate = gateOfRuns(now.cases, before.cases);
  if (gate === null)
    throw usageError(
      `Runs "${run}" and "${baseline}" have no case in common.`,
      'Runs are compared case by case: run the same set twice.',
    );
  const left = gate.unmatched.run.length + gate.unmatched.baseline.length;
  return { gate, notes: left === 0 ? [] : [`${plural(left, 'case')} in one of the runs only.`] };
}
