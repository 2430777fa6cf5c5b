import { access, constants } from 'node:fs/promises';
import type { Gate } from '../../../../core/evals/gates/gate.ts';
import { gateOf } from '../../../../core/evals/gates/gate.ts';
import { type ChangedFile, matchDocuments } from '../../../../knowledge/changes/match-documents.ts';
import { rehearseChange } from '../../../../knowledge/changes/rehearse-change.ts';
import { findFiles } from '../../../../knowledge/ingest/find-files.ts';
import type { App } from '../../../assembly/app.ts';
import { openCopiedApp } from '../../../assembly/copied-app.ts';
import { type Context, usageError } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { plural, whyUnreadable } from '../../words.ts';

export type ChangedGate = Gate & {
  /** Each file, and the path of the document that it was read in place of; null for a new one. */
  changed: { path: string; document: string | null }[];
  notes: string[];
};

const DEFAULT_COLLECTION = 'default';

/**
 * Which questions a change of documents breaks, found on a copy of the store: nothing is published, and no answer of it
 * is kept. Throws a usage error for files that cannot be read.
 */
export async function gateOfChange(
  context: Context,
  app: App,
  paths: string[],
  collection: string | null,
): Promise<ChangedGate> {
  const { io } = context;
  const files = await readableFiles(app, paths, { collection, cwd: io.cwd });
  const progress = createProgress(io);
  await using copy = await openCopiedApp(app);
  const { store, library, rehearse, meaning } = copy.app;
  const caughtUp = async (signal: AbortSignal): Promise<void> => {
    await meaning.catchUp({ signal });
  };
  const rehearsed = await rehearseChange(
    { store, library, rehearse, caughtUp },
    {
      ...{ files, cwd: io.cwd, collection: collection ?? DEFAULT_COLLECTION, signal: io.signal },
      onProgress: (done, total) => progress.show(done, total, 'questions'),
    },
  ).finally(() => progress.clear());
  if (rehearsed.kind === 'unreadable') {
    const [first] = rehearsed.files;
    throw usageError(`${first?.path} cannot be read: ${first?.reason}`, 'Nothing was checked.');
  }
  if (rehearsed.cases.length === 0)
    throw usageError(
      'There is no question to check.',
      'Import golden questions with "docent eval import FILE", or ask some first.',
    );
  return { ...gateOf(rehearsed.cases), changed: files.map(named), notes: notesOf(app, files) };
}

async function readableFiles(
  { store }: App,
  paths: string[],
  place: { collection: string | null; cwd: string },
): Promise<ChangedFile[]> {
  const { files, missing } = await findFiles(paths, place.cwd);
  if (missing.length > 0)
    throw usageError(
      `${missing[0]} cannot be read: there is no such file or folder.`,
      'Nothing was checked.',
    );
  if (files.length === 0)
    throw usageError(
      `There is no file in ${paths.join(', ')}.`,
      'Name files, or folders with files in them.',
    );
  for (const { file, path } of files)
    await access(file, constants.R_OK).catch((error: unknown) => {
      throw usageError(`${path} cannot be read: ${whyUnreadable(error)}.`, 'Nothing was checked.');
    });
  const matched = await matchDocuments(store, files, place);
  if (matched.kind === 'refused') throw usageError(matched.reason);
  return matched.files;
}

const named = ({ path, document }: ChangedFile) => ({ path, document: document?.path ?? null });

function notesOf(app: App, files: readonly ChangedFile[]): string[] {
  const elsewhere = files.filter(({ path, document }) => document !== null && document.path !== path);
  const fresh = files.filter(({ document }) => document === null);
  return [
    ...elsewhere.map(({ path, document }) => `${path} was read in place of ${document?.path}.`),
    ...(fresh.length === 0
      ? []
      : [
          `${plural(fresh.length, 'file')} would make a new document: ${fresh.map(({ path }) => path).join(', ')}.`,
        ]),
    ...(app.config().get('DOCENT_CHAT_MODEL') === 'extractive'
      ? []
      : ['Answers were made by quoting, both times, whoever writes them for members.']),
    ...(app.reranker().reranker === null ? [] : ['The reranker that the settings name did not take part.']),
  ];
}
