import { AppError } from '../../core/errors.ts';
import type { DataLock } from '../../core/store/data-lock.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import type { App, Searching } from '../assembly/app.ts';
import type { Config } from '../settings/config.ts';
import type { Io } from './io.ts';
import { jsonLine } from './json-line.ts';
import { whyUnreadable } from './words.ts';

/** 0 done, 1 a check or gate failed, 2 wrong use, 3 a dependency failed. */
export const exitCode = { done: 0, failed: 1, usage: 2, dependency: 3 } as const;

/** What a command is given. */
export type Context = {
  io: Io;
  config: Config;
  /** Opens the store and everything on it at the first call. */
  app(): Promise<App>;
  /** Opens what one search needs, or many, and no more. */
  searching(options: { many: boolean }): Promise<Searching>;
  /** Takes the data directory for a command that opens no store. Throws AppError `data-dir.in-use`. */
  takeDataDir(): DataLock;
  /** The exit code when the command ends without throwing. */
  exit(code: number): void;
};

/** Prints one JSON object a line, or one object. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${jsonLine(value)}\n`);
}

/** A wrong use of the command line: exit 2. */
export function usageError(
  message: string,
  hint = 'Run the command with --help to see how it is used.',
): AppError {
  return new AppError('cli.usage', message, hint);
}

/** Only a first start loads the manual, and not where documents were taken in before. */
const TAKE_IN_HANDBOOK = `It is Docent's own manual. Take it in from Docent's folder with "docent ingest knowledge/handbook --collection ${HANDBOOK_COLLECTION}".`;

/** The collection by that name. Throws a usage error when there is none. */
export async function knownCollection(app: Searching, name: string): Promise<string> {
  const known = (await app.library.collections()).map((row) => row.collection);
  if (known.includes(name)) return name;
  const there = known.length === 0 ? 'There are no documents yet.' : `There is ${known.join(', ')}.`;
  throw usageError(
    `There is no collection "${name}".`,
    name === HANDBOOK_COLLECTION ? `${there}\n${TAKE_IN_HANDBOOK}` : there,
  );
}

/** A row of a batch: parsed JSON, or what is wrong with its line. */
export type BatchRow = { id: unknown; row: Record<string, unknown> } | { id: unknown; error: string };

/** Reads JSON Lines. A line that is not an object becomes a row with `error`; blank lines are skipped. */
export async function readBatch(io: Io, file: string): Promise<BatchRow[]> {
  const source = await io.read(file).catch((error: unknown) => {
    throw usageError(`The batch file ${file} cannot be read: ${whyUnreadable(error)}.`);
  });
  return source
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, index): BatchRow[] => {
      if (line.trim() === '') return [];
      try {
        const row: unknown = JSON.parse(line);
        if (row === null || typeof row !== 'object' || Array.isArray(row))
          return [{ id: null, error: `line ${index + 1} is not a JSON object` }];
        return [{ id: (row as Record<string, unknown>)['id'] ?? null, row: row as Record<string, unknown> }];
      } catch {
        return [{ id: null, error: `line ${index + 1} is not JSON` }];
      }
    });
}

/** Answers every row in input order; one that fails is answered with its id and `error`. */
export async function answerBatch(
  io: Io,
  rows: BatchRow[],
  answer: (row: Record<string, unknown>) => Promise<Record<string, unknown>>,
): Promise<void> {
  for (const item of rows) {
    if (io.signal.aborted) return;
    if ('error' in item) {
      printJson(io, { id: item.id, error: item.error });
      continue;
    }
    try {
      printJson(io, { id: item.id, ...(await answer(item.row)) });
    } catch (error) {
      printJson(io, { id: item.id, error: error instanceof Error ? error.message : 'unknown error' });
    }
  }
}
