import type { Command } from 'commander';
import { type Gate, gateOf } from '../../../../core/evals/gates/gate.ts';
import { rehearseUpgrade } from '../../../../knowledge/changes/rehearse-upgrade.ts';
import { packageVersion } from '../../../package-version.ts';
import { type Context, usageError } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { plural } from '../../words.ts';
import { checkReport, type GateOptions, tellGate } from './tell-gate.ts';

/** What `docent eval rehearse` prints: a gate, this Docent's version, and how many questions had nothing to compare with. */
type Rehearsal = Gate & { version: string; without: number; notes: string[] };

/** `docent eval rehearse`: exit 1 where this Docent answers worse than the answers that the store holds. */
export function registerRehearse(evals: Command, context: Context): void {
  evals
    .command('rehearse')
    .description(
      'before an upgrade serves: answer golden and recent questions anew, beside the stored answers, and fail where one got worse',
    )
    .option('--report <file>', 'write the finding as Markdown, too')
    .option('--json', 'print one JSON object')
    .action(async (options: GateOptions) => {
      await checkReport(context, options);
      const app = await context.app();
      const { store, rehearse } = app;
      const progress = createProgress(context.io);
      const { cases, without } = await rehearseUpgrade(
        { store, rehearse },
        {
          signal: context.io.signal,
          onProgress: (done, total) => progress.show(done, total, 'questions'),
        },
      ).finally(() => progress.clear());
      if (cases.length === 0)
        throw usageError(
          'There is no stored answer to compare with.',
          'Run a set of golden questions with the version that serves now, or ask some first.',
        );
      const version = packageVersion();
      const notes = [
        `Docent ${version} answered beside the answers that the store holds.`,
        ...(without === 0
          ? []
          : [
              `${plural(without, 'question')} left out: never answered, or from documents that were published since.`,
            ]),
        ...(app.config().get('DOCENT_CHAT_MODEL') === 'extractive'
          ? []
          : ['The new answers were made by quoting, whoever writes them for members.']),
      ];
      const found: Rehearsal = { ...gateOf(cases), version, without, notes };
      await tellGate(context, found, notes, options, 'Docent upgrade rehearsal');
    });
}
