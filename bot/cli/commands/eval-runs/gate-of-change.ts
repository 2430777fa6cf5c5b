import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { type Gate, gateOf } from '../../../../core/evals/gates/gate.ts';
import {
  type ChangedFile,
  type KnownFile,
  matchDocuments,
} from '../../../../knowledge/changes/match-documents.ts';
import { rehearseChange } from '../../../../knowledge/changes/rehearse-change.ts';
import { findFiles, shownPath } from '../../../../knowledge/ingest/find-files.ts';
import type { App } from '../../../assembly/app.ts';
import { openCopiedApp } from '../../../assembly/copied-app.ts';
import { type Context, usageError } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { plural, whyUnreadable } from '../../words.ts';

/** Paths of files to try, and of documents to try without. `collection` is where they are, if not everywhere. */
export type Change = { changed: string[]; deleted: string[]; collection: string | null };

export type ChangedGate = Gate & {
  /** Each file, and the path of the document that it was read in place of; null for a new one. */
  changed: { path: string; document: string | null }[];
  /** Paths of the documents that were taken out. */
  deleted: string[];
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
  { changed, deleted, collection }: Change,
): Promise<ChangedGate> {
  const { io } = context;
  const place = { collection, cwd: io.cwd };
  const files = changed.length === 0 ? [] : await readableFiles(app, changed, place);
  const gone = await knownDocuments(app, deleted, place);
  const progress = createProgress(io);
  await using copy = await openCopiedApp(app);
  const { store, library, rehearse, meaning } = copy.app;
  const caughtUp = async (signal: AbortSignal): Promise<void> => {
    await meaning.catchUp({ signal });
  };
  const rehearsed = await rehearseChange(
    { store, library, rehearse, caughtUp },
    {
      ...{
        files,
        deleted: gone,
        cwd: io.cwd,
        collection: collection ?? DEFAULT_COLLECTION,
        signal: io.signal,
      },
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
  return {
    ...gateOf(rehearsed.cases),
    changed: files.map(named),
    deleted: gone.map(({ path }) => path),
    notes: notesOf(app, files),
  };
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
  for (const found of files)
    await access(found.file, constants.R_OK).catch((error: unknown) => {
      throw usageError(`${found.path} cannot be read: ${whyUnreadable(error)}.`, 'Nothing was checked.');
    });
  const matched = await matchDocuments(store, files, place);
  if (matched.kind === 'refused') throw usageError(matched.reason);
  return matched.files;
}

async function knownDocuments(
  { store }: App,
  paths: string[],
  place: { collection: string | null; cwd: string },
): Promise<KnownFile[]> {
  const files = paths.map((given) => ({
    file: path.resolve(place.cwd, given),
    path: shownPath(given),
    bytes: 0,
  }));
  const matched = await matchDocuments(store, files, place);
  if (matched.kind === 'refused') throw usageError(matched.reason);
  return matched.files.map((one) => {
    if (one.document === null)
      throw usageError(
        `No document is known by the path ${one.path}.`,
        '"docent documents list" shows them.',
      );
    return one.document;
  });
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
