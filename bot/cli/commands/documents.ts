import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import type { App } from '../../app.ts';
import { type Context, exitCode, printJson } from '../context.ts';

type Options = { json?: boolean; collection?: string; search?: string };

const PAGE = 1000;

export function registerDocuments(program: Command, context: Context): void {
  const documents = program.command('documents').description('list and manage documents');
  documents
    .command('list')
    .description('list documents')
    .option('--collection <name>', 'only this collection')
    .option('--search <text>', 'only where title or path holds this text')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const rows = await listAll(await context.app(), options);
      if (options.json) printJson(context.io, { documents: rows.map(shape) });
      else
        context.io.out(
          rows.length === 0
            ? 'No documents yet. Take some in with "docent ingest PATH".\n'
            : `${rows.map(line).join('\n')}\n`,
        );
    });
  onOne(documents, context, 'show', 'show one document', async (app, found) => {
    const passages = await app.library.passages(found.documentId);
    return {
      rows: [found],
      more: { passagesText: passages },
      text: passages
        .map((passage) => `[${passage.passageId}] ${passage.headings.join(' › ')}\n${passage.text}\n`)
        .join('\n'),
    };
  });
  onOne(documents, context, 'delete', 'delete one document for good', async (app, found) => {
    await app.library.delete(found.documentId);
    return { rows: [{ ...found, status: 'deleted' }], text: `Deleted ${found.path}.\n` };
  });
  onOne(documents, context, 'publish', 'publish the newest draft', async (app, found) => {
    if (!(await app.library.publish(found.documentId)))
      throw new AppError(
        'documents.no-draft',
        `${found.path} has no draft to publish.`,
        'Take in a new version with "docent ingest --draft".',
      );
    return {
      rows: [(await app.library.find(found.documentId)) ?? found],
      text: `Published ${found.path}.\n`,
    };
  });
  onOne(
    documents,
    context,
    'rollback',
    'publish the revision before the published one',
    async (app, found) => {
      if (!(await app.library.rollback(found.documentId)))
        throw new AppError(
          'documents.no-earlier',
          `${found.path} has no earlier revision.`,
          'There is nothing to roll back to.',
        );
      return {
        rows: [(await app.library.find(found.documentId)) ?? found],
        text: `Rolled back ${found.path}.\n`,
      };
    },
  );
}

type Row = Omit<DocumentSummary, 'status'> & { status: string };

function onOne(
  parent: Command,
  context: Context,
  name: string,
  description: string,
  run: (
    app: App,
    found: DocumentSummary,
  ) => Promise<{ rows: Row[]; text: string; more?: Record<string, unknown> }>,
): void {
  parent
    .command(name)
    .description(description)
    .argument('<id-or-path>', 'document id, external id, or path')
    .option('--json', 'print one JSON object')
    .action(async (idOrPath: string, options: Options) => {
      const app = await context.app();
      const found = await app.library.find(idOrPath);
      if (found === undefined) {
        context.io.err(
          `There is no one document "${idOrPath}". "docent documents list" shows what there is.\n`,
        );
        context.exit(exitCode.failed);
        return;
      }
      const { rows, text, more } = await run(app, found);
      if (options.json) printJson(context.io, { documents: rows.map(shape), ...more });
      else context.io.out(text);
    });
}

async function listAll(app: App, options: Options): Promise<DocumentSummary[]> {
  const rows: DocumentSummary[] = [];
  for (;;) {
    const last = rows.at(-1);
    const page = await app.library.list({
      limit: PAGE,
      ...(options.collection === undefined ? {} : { collection: options.collection }),
      ...(options.search === undefined ? {} : { search: options.search }),
      ...(last === undefined ? {} : { before: last.documentId }),
    });
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

function shape(row: Row): Record<string, unknown> {
  const { documentId, externalId, path, title, collection, status, revision, passages } = row;
  return { documentId, externalId, path, title, collection, status, revision, passages };
}

function line(row: DocumentSummary): string {
  return `${row.documentId}  ${row.status.padEnd(10)} ${String(row.passages).padStart(5)}  ${row.collection}  ${row.path}`;
}
