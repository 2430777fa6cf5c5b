import type { Command } from 'commander';
import { explainAnswer } from '../../../core/defensive-ux/why.ts';
import { type Context, exitCode, printJson } from '../context.ts';

export function registerAnswers(program: Command, context: Context): void {
  program
    .command('answers')
    .description('answers that were given')
    .command('why')
    .description('say why an answer is as it is, in the words that members read')
    .argument('<trace>', 'reference of the answer')
    .option('--json', 'print one JSON object')
    .action(async (trace: string, options: { json?: boolean }) => {
      const app = await context.app();
      const record = await app.feedback.answer(trace);
      if (record === undefined) {
        context.io.err(`There is no answer "${trace}". The Answers page of the console lists them.\n`);
        return context.exit(exitCode.failed);
      }
      const why = await explainAnswer(app.store, record.answer);
      if (options.json) printJson(context.io, { trace, why });
      else context.io.out(`${record.answer.question}\n\n${why}\n`);
    });
}
