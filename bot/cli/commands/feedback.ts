import type { Command } from 'commander';
import { importFeedback } from '../../../core/feedback/import-feedback.ts';
import { listFeedback, type VotedAnswer } from '../../../core/feedback/list-feedback.ts';
import { nameDocuments } from '../../../knowledge/question-memory/name-documents.ts';
import { type Context, exitCode, printJson, usageError } from '../context.ts';
import { plural, whyUnreadable } from '../words.ts';

/** A name that fits more documents than this says nothing. */
const MOST_DOCUMENTS = 3;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function registerFeedback(program: Command, context: Context): void {
  const feedback = program.command('feedback').description('what people said of answers');
  feedback
    .command('list')
    .description('list answers that people voted on, with the votes that stand')
    .option('--since <day>', 'only with a vote on this day (YYYY-MM-DD, UTC) or later')
    .option('--down', 'only with a vote against')
    .option('--json', 'print one JSON object')
    .action(async (options: { since?: string; down?: boolean; json?: boolean }) => {
      if (options.since !== undefined && !isDay(options.since))
        throw usageError(`--since must be a day such as 2026-03-01, not "${options.since}".`);
      const { store } = await context.app();
      const answers = await listFeedback(store, options);
      if (options.json) printJson(context.io, { answers });
      else context.io.out(answers.length === 0 ? 'No votes.\n' : answers.map(lineOf).join(''));
    });
  feedback
    .command('import')
    .description('take in votes from elsewhere; lines that cannot be read are named, the rest goes in')
    .argument(
      '<file>',
      'JSON Lines of {"id","question","answer","vote":1|-1|0,"correction"?,"source"?,"person","at","origin","permitted"?}; - for standard input',
    )
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: { json?: boolean }) => {
      const text = await context.io.read(file).catch((error: unknown) => {
        throw usageError(`The file ${file} cannot be read: ${whyUnreadable(error)}.`);
      });
      const { store, clock, random } = await context.app();
      const named = nameDocuments(store);
      const documentsNamed = async (name: string) => {
        const found = await named(name);
        return found.length > MOST_DOCUMENTS ? [] : found.map(({ documentId }) => documentId);
      };
      const report = await importFeedback({ store, clock, random, documentsNamed }, text);
      const { added, replaced, retracted, rejected } = report;
      if (options.json) printJson(context.io, report);
      else {
        for (const { line, reason } of rejected) context.io.err(`Line ${line}: ${reason}.\n`);
        context.io.out(
          `Added ${plural(added, 'vote')}, replaced ${replaced}, took back ${retracted}; ${plural(rejected.length, 'line')} could not be read.\n`,
        );
      }
      if (rejected.length > 0 && added + replaced + retracted === 0) context.exit(exitCode.failed);
    });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function lineOf({ traceId, question, platform, up, down }: VotedAnswer): string {
  return `${traceId}  ${platform}  +${up} -${down}  ${question.replace(/\s+/g, ' ')}\n`;
}
