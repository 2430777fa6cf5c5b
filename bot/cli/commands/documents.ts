import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { leftOutSentences } from '../../../core/ports/left-out.ts';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import type { App } from '../../assembly/app.ts';
import { type Context, exitCode, printJson } from '../context.ts';
import { plural } from '../words.ts';
import { registerUpkeep } from './documents-upkeep.ts';

type Options = { json?: boolean; collection?: string; search?: string };

const PAGE = 1000;

/** Who decides, in a document's history. */
const BY = 'cli';

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
      else context.io.out(rows.length === 0 ? none(options) : `${rows.map(line).join('\n')}\n`);
    });
  onOne(documents, context, 'show', 'show one document', async (app, found) => {
    const passages = await app.library.passages(found.documentId);
    const revisions = await app.library.revisions(found.documentId);
    const leftOut = revisions.find(({ number }) => number === found.revision)?.leftOut ?? null;
    return {
      rows: [found],
      more: { leftOut, passagesText: passages },
      text: [
        `${found.title}\n${found.path} · ${found.collection} · ${found.status}${found.reason === null ? '' : `: ${found.reason}`}`,
        `revision ${found.revision}, ${plural(found.passages, 'passage')}, ${found.documentId}\n`,
        ...leftOutSentences(leftOut ?? []).map((sentence) => `${sentence}\n`),
        ...passages.map(
          (passage) => `[${passage.passageId}] ${passage.headings.join(' › ')}\n${passage.text}\n`,
        ),
      ].join('\n'),
    };
  });
  onOne(documents, context, 'delete', 'delete one document for good', async (app, found) => {
    await app.library.delete(found.documentId);
    return { rows: [{ ...found, status: 'deleted' }], text: `Deleted ${found.path}.\n` };
  });
  registerUpkeep(documents, context);
  for (const verb of VERBS) {
    onOne(documents, context, verb.name, verb.description, async (app, found) => {
      if (!(await verb.run(app, found.documentId)))
        throw new AppError(verb.code, `${found.path} ${verb.nothing}`, verb.hint);
      const after = await app.library.find(found.documentId);
      return { rows: [after ?? { ...found, status: 'deleted' }], text: `${verb.done} ${found.path}.\n` };
    });
  }
}

type Verb = {
  name: string;
  description: string;
  /** False when there was nothing to do. */
  run(app: App, documentId: string): Promise<boolean>;
  done: string;
  code: string;
  nothing: string;
  hint: string;
};

/** What changes one document, with what to say when there is nothing to do. */
const VERBS: readonly Verb[] = [
  {
    name: 'publish',
    description: 'publish the newest draft, whatever flags it has',
    run: (app, id) => app.library.publish(id, BY),
    done: 'Published',
    code: 'documents.no-draft',
    nothing: 'has no draft to publish.',
    hint: 'Take in a new version with "docent ingest --draft".',
  },
  {
    name: 'drop',
    description: 'delete the newest draft; what is published stays',
    run: async (app, id) => (await app.library.drop(id)) !== 'none',
    done: 'Dropped the draft of',
    code: 'documents.no-draft',
    nothing: 'has no draft to drop.',
    hint: '"docent documents list" shows what there is.',
  },
  {
    name: 'rollback',
    description: 'publish the revision before the published one',
    run: (app, id) => app.library.rollback(id),
    done: 'Rolled back',
    code: 'documents.no-earlier',
    nothing: 'has no earlier revision.',
    hint: 'There is nothing to roll back to.',
  },
  {
    name: 'archive',
    description: 'take one document out of answers and keep it',
    run: (app, id) => app.library.archive(id),
    done: 'Archived',
    code: 'documents.archived',
    nothing: 'is archived already.',
    hint: '"docent documents restore" brings it back.',
  },
  {
    name: 'restore',
    description: 'bring an archived document back into answers',
    run: (app, id) => app.library.restore(id),
    done: 'Restored',
    code: 'documents.not-archived',
    nothing: 'is not archived.',
    hint: '"docent documents list" shows the status of each document.',
  },
];

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

/** Nothing to list: of these, or at all. */
function none({ collection, search }: Options): string {
  return collection === undefined && search === undefined
    ? 'No documents yet. Take some in with "docent ingest PATH".\n'
    : 'No document matches. "docent documents list" shows all.\n';
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
  const { draft, held, flags, owner, reviewOn } = row;
  return {
    ...{ documentId, externalId, path, title, collection, status, revision, passages },
    ...{ draft, held, flags, owner, reviewOn },
  };
}

function line(row: DocumentSummary): string {
  return `${row.documentId}  ${row.status.padEnd(10)} ${String(row.passages).padStart(5)}  ${row.collection}  ${row.path}`;
}
