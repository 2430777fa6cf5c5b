import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import type { Preview } from '../../../core/ports/previews.ts';
import type { DuplicatePair, StaleDocument, StaleReason } from '../../../core/ports/upkeep.ts';
import { isDay } from '../../../knowledge/upkeep/details.ts';
import type { App } from '../../assembly/app.ts';
import { type Context, exitCode, printJson, usageError } from '../context.ts';
import { createProgress } from '../progress.ts';
import { plural } from '../words.ts';

/** How often a preview under way is looked at. */
const POLL_MS = 100;

type Details = { owner?: string; reviewOn?: string; json?: boolean };

/** Commands about the upkeep of documents: what is stale, who answers for one, when it must be looked at. */
export function registerUpkeep(documents: Command, context: Context): void {
  documents
    .command('stale')
    .description('list documents that somebody should look at, and those that no answer used lately')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const report = await (await context.app()).upkeep.stale();
      if (options.json) {
        printJson(context.io, { documents: report.documents.map(shape), uncited: report.uncited.map(shape) });
        return;
      }
      context.io.out(describe(report.documents, 'Nothing is stale.'));
      if (report.uncited.length > 0)
        context.io.out(`\nIn no answer lately:\n${describe(report.uncited, '')}`);
    });
  documents
    .command('duplicates')
    .description('look for documents that are alike, and list the pairs')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const app = await context.app();
      app.work();
      await app.jobs.finished(await app.upkeep.lookForDuplicates());
      const { pairs } = await app.upkeep.duplicates();
      if (options.json) {
        const rows = pairs.map(({ documents: both, likeness, same }) => ({
          likeness,
          same,
          documents: both.map(rowOf),
        }));
        printJson(context.io, { pairs: rows });
      } else {
        const line = ({ documents: [one, other], likeness, same }: DuplicatePair) =>
          `${same ? 'same file' : `${Math.round(likeness * 100)} % alike`}  ${one.path}  ${other.path}\n`;
        context.io.out(pairs.length === 0 ? 'No two documents are alike.\n' : pairs.map(line).join(''));
      }
    });
  documents
    .command('preview')
    .description(
      'ask past questions with the newest draft in place of what is published, and list what would change',
    )
    .argument('<id-or-path>', 'document id, external id, or path')
    .option('--json', 'print one JSON object')
    .action(async (idOrPath: string, options: { json?: boolean }) => {
      const app = await context.app();
      const found = await app.library.find(idOrPath);
      if (found === undefined || (await app.previews.start(found.documentId)) === undefined) {
        context.io.err(`There is no one document "${idOrPath}" with a draft.\n`);
        context.exit(exitCode.failed);
        return;
      }
      app.work();
      const preview = await finished(app, context, found.documentId);
      if (preview === undefined || preview.state === 'failed')
        throw new AppError(
          'documents.preview',
          `The preview failed. ${preview?.message ?? ''}`,
          'Try again.',
        );
      if (options.json) printJson(context.io, preview);
      else context.io.out(previewText(preview));
    });
  documents
    .command('set')
    .description('say who answers for a document and when it must be looked at again')
    .argument('<id-or-path>', 'document id, external id, or path')
    .option('--owner <name>', 'a name or a team; "" takes it away')
    .option('--review-on <day>', 'YYYY-MM-DD; "" takes it away')
    .option('--json', 'print one JSON object')
    .action(async (idOrPath: string, options: Details) => {
      const { owner, reviewOn } = options;
      if (owner === undefined && reviewOn === undefined)
        throw usageError('There is nothing to set.', 'Give --owner NAME, --review-on DAY, or both.');
      if (reviewOn !== undefined && reviewOn !== '' && !isDay(reviewOn))
        throw new AppError('cli.day', `"${reviewOn}" is no day.`, 'Write it as YYYY-MM-DD.');
      const app = await context.app();
      const found = await app.library.find(idOrPath);
      if (found === undefined) {
        context.io.err(`There is no one document "${idOrPath}".\n`);
        context.exit(exitCode.failed);
        return;
      }
      await app.upkeep.describe(found.documentId, {
        ...(owner === undefined ? {} : { owner: owner || null }),
        ...(reviewOn === undefined ? {} : { reviewOn: reviewOn || null }),
      });
      const after = (await app.library.find(found.documentId)) ?? found;
      if (options.json) printJson(context.io, { documents: [rowOf(after)] });
      else
        context.io.out(
          `${after.path}: owner ${after.owner ?? 'none'}, review on ${after.reviewOn ?? 'no day'}\n`,
        );
    });
}

/** Waits for the preview to end, with its progress on the terminal. */
async function finished(app: App, context: Context, documentId: string): Promise<Preview | undefined> {
  const progress = createProgress(context.io);
  for (;;) {
    const preview = await app.previews.latest(documentId);
    if (preview === undefined || preview.state === 'done' || preview.state === 'failed') {
      progress.clear();
      return preview;
    }
    progress.show(preview.done, preview.total, preview.message);
    await app.clock.sleep(POLL_MS, context.io.signal);
  }
}

function previewText(preview: Preview): string {
  const { notes, touched } = preview;
  const changed = preview.results.filter((result) => result.verdict !== 'same');
  return [
    `${plural(preview.total, 'question')}: ${Object.entries(preview.counts)
      .map(([verdict, number]) => `${number} ${verdict}`)
      .join(', ')}`,
    ...changed.map(({ verdict, question }) => `  ${verdict.padEnd(12)} ${question}`),
    ...touched.curated.map(({ question }) => `curated answer to look at: ${question}`),
    ...touched.cached.map((question) => `kept answer to be made anew: ${question}`),
    ...notes,
    '',
  ].join('\n');
}

function shape({ document, reasons }: StaleDocument): Record<string, unknown> {
  return { ...rowOf(document), reasons };
}

function rowOf(document: DocumentSummary): Record<string, unknown> {
  const { documentId, externalId, path, title, collection, status, revision, passages } = document;
  const { owner, reviewOn, updatedAt } = document;
  return {
    documentId,
    externalId,
    path,
    title,
    collection,
    status,
    revision,
    passages,
    owner,
    reviewOn,
    updatedAt,
  };
}

function describe(rows: readonly StaleDocument[], none: string): string {
  if (rows.length === 0) return none === '' ? '' : `${none}\n`;
  return rows
    .map(
      ({ document, reasons }) =>
        `${document.path}${reasons.length === 0 ? '' : `  ${reasons.map(words).join('; ')}`}\n`,
    )
    .join('');
}

function words(reason: StaleReason): string {
  if (reason.kind === 'untouched') return `not touched since ${reason.since.slice(0, 10)}`;
  if (reason.kind === 'review-due') return `to be looked at since ${reason.on}`;
  return `voted down by ${reason.people} people (${reason.down} down, ${reason.up} up)`;
}
