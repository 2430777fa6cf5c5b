import type { Command } from 'commander';
import { explainAnswer } from '../../../core/defensive-ux/why.ts';
import { type Context, exitCode, printJson } from '../context.ts';

const TROUBLE = {
  'not-waiting': 'No answer waits under this reference.',
  'not-yet': 'The first reply to this question is still on its way. Try again in a moment.',
};

export function registerAnswers(program: Command, context: Context): void {
  const answers = program.command('answers').description('answers that were given, or are kept for curators');
  answers
    .command('post')
    .description('send an answer that was kept for curators to whoever asked')
    .argument('<trace>', 'reference of the answer')
    .option('--text <answer>', 'this in its place')
    .option('--json', 'print one JSON object')
    .action(async (trace: string, options: { text?: string; json?: boolean }) => {
      const app = await context.app();
      const text = options.text === undefined ? {} : { text: options.text };
      const posted = await app.suggestions.post(trace, { by: 'the command line', ...text });
      if (posted.kind === 'posted') {
        if (options.json) printJson(context.io, { trace: posted.answerId, posted: true });
        else context.io.out(`Posted ${posted.answerId}.\n`);
        return;
      }
      context.io.err(`${posted.kind === 'unusable' ? posted.why : TROUBLE[posted.kind]}\n`);
      context.exit(exitCode.failed);
    });
  answers
    .command('dismiss')
    .description('send nothing to whoever asked')
    .argument('<trace>', 'reference of the answer')
    .action(async (trace: string) => {
      const app = await context.app();
      if (await app.suggestions.dismiss(trace, { by: 'the command line' }))
        return context.io.out('Dismissed.\n');
      context.io.err(`${TROUBLE['not-waiting']}\n`);
      context.exit(exitCode.failed);
    });
  answers
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
