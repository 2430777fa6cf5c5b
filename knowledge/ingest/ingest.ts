import { AppError, messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { LeftOut } from '../../core/ports/left-out.ts';
import type { IngestedFile, IngestReport, Library } from '../../core/ports/library.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/store/schema.ts';
import { kindsOf } from '../curation/kinds.ts';
import { DISK_FULL, isDiskFull } from './disk-full.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import type { Parse } from './parse-file.ts';
import { type Prepared, prepareIfChanged } from './prepare-if-changed.ts';
import { type Incoming, type IndexChange, takeIn } from './take-in.ts';

/** Files parsed at a time, how much is stored in one transaction, and after how many files parsers are not kept warm. */
const limits = { parallel: 6, batchDocuments: 150, batchPassages: 1_000, restFrom: 500 } as const;

export type IngestDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  parse: Parse;
  /** Ends parsers that have nothing to do. */
  restParsers?(): void;
  /** Whether text recognition is on. */
  readsScans?(): boolean;
  /** Called after each commit, in order; resolves when the index has followed. */
  follow(change: IndexChange): Promise<void>;
  /** Resolves when all of it is searchable, vectors included, and saved. */
  ready(): Promise<void>;
};

type IngestOptions = Parameters<Library['ingest']>[1];

/** The reason of files that an interrupted ingest did not reach. */
export const INTERRUPTED = 'Not taken in: the ingest was interrupted. Run it again to go on.';

type Work = { found: FoundFile; result: Promise<Prepared> };

/** Takes in files and folders. A file that cannot be read is a row of the report; the others go in. */
export async function ingestPaths(
  deps: IngestDeps,
  paths: string[],
  options: IngestOptions,
): Promise<IngestReport> {
  const started = deps.clock.monotonic();
  const { files, missing } = await findFiles(paths, options.cwd);
  const rows = new Map<string, IngestedFile>();
  const leftOut = new Map<string, LeftOut[]>();
  for (const path of missing) rows.set(path, rejected(path, 'There is no such file or folder.'));
  const writer = createWriter(deps, options, rows);
  let done = 0;
  for await (const { found, result } of inOrder(deps, files, options)) {
    const prepared = await result.catch((error: unknown) => ({
      kind: 'rejected' as const,
      reason: messageOf(error),
    }));
    if (options.signal?.aborted && prepared.kind === 'rejected') continue;
    if (prepared.kind === 'rejected') rows.set(found.path, rejected(found.path, prepared.reason));
    else if (prepared.kind === 'unchanged') {
      rows.set(found.path, {
        path: found.path,
        status: 'unchanged',
        documentId: prepared.documentId,
        passages: prepared.passages,
        reason: null,
        flags: prepared.flags,
      });
      writer.count(1);
    } else {
      if (prepared.leftOut.length > 0) leftOut.set(found.path, prepared.leftOut);
      await writer.add(found, prepared.revisions);
    }
    done += 1;
    options.onProgress?.({ done, total: files.length, path: found.path });
    if (writer.full()) break;
  }
  await writer.flush();
  // Training takes as much memory as they hold.
  if (files.length >= limits.restFrom) deps.restParsers?.();
  await saved(deps, writer.full());
  const left = writer.full() ? DISK_FULL : options.signal?.aborted ? INTERRUPTED : null;
  if (left !== null) {
    for (const { path } of files) if (!rows.has(path)) rows.set(path, rejected(path, left));
  }
  const ordered = [...missing, ...files.map((file) => file.path)].flatMap((path) => rows.get(path) ?? []);
  return {
    files: ordered.map((row) => withLeftOut(row, leftOut.get(row.path))),
    documents: writer.documents(),
    passages: ordered.reduce((sum, row) => sum + row.passages, 0),
    seconds: Math.round(deps.clock.monotonic() - started) / 1000,
  };
}

/** Saves the index. Where the disk is full, what was stored is searchable all the same, until the next start rebuilds it. */
async function saved(deps: IngestDeps, reported: boolean): Promise<void> {
  try {
    await deps.ready();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    if (reported) return;
    throw new AppError(
      'ingest.disk-full',
      'The disk is full: everything was taken in and can be found, but the search index could not be saved.',
      'Make room; the index is built again from the store at the next start.',
      error,
    );
  }
}

/** Parses a few files ahead while earlier ones are stored; hands them out in order. */
async function* inOrder(deps: IngestDeps, files: FoundFile[], options: IngestOptions): AsyncGenerator<Work> {
  const ahead: Work[] = [];
  let next = 0;
  while (next < files.length || ahead.length > 0) {
    while (ahead.length < limits.parallel && next < files.length && !options.signal?.aborted) {
      const found = files[next];
      next += 1;
      if (found === undefined) continue;
      const result = prepareIfChanged(deps, found, options);
      result.catch(() => {});
      ahead.push({ found, result });
    }
    const first = ahead.shift();
    if (first === undefined) return;
    yield first;
  }
}

/** Gathers prepared documents into transactions of a good size and fills in the report's rows. */
function createWriter(deps: IngestDeps, options: IngestOptions, rows: Map<string, IngestedFile>) {
  let batch: { file: FoundFile; incoming: Incoming }[] = [];
  let weight = 0;
  let documents = 0;
  let full = false;

  /** A batch that does not fit is rolled back as a whole: its files become rows with the reason. */
  async function flush(): Promise<void> {
    const current = batch;
    batch = [];
    weight = 0;
    if (current.length === 0) return;
    try {
      await store(current);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      full = true;
      for (const { file } of current) rows.set(file.path, rejected(file.path, DISK_FULL));
    }
  }

  async function store(current: typeof batch): Promise<void> {
    const { taken, change } = await takeIn(
      deps,
      current.map((item) => item.incoming),
    );
    documents += taken.length;
    taken.forEach((result, index) => {
      const item = current[index];
      if (item === undefined) return;
      const { path } = item.file;
      const row = rows.get(path);
      rows.set(path, {
        path,
        status: row === undefined ? result.status : mergeStatus(row.status, result.status),
        documentId: row?.documentId ?? result.documentId,
        passages: (row?.passages ?? 0) + result.passages,
        reason: null,
        flags: [...new Set([...(row?.flags ?? []), ...kindsOf(item.incoming.revision.flags)])],
      });
    });
    if (change !== null) await deps.follow({ ...change, more: true });
  }

  return {
    documents: () => documents,
    count: (more: number) => {
      documents += more;
    },
    flush,
    full: () => full,
    async add(file: FoundFile, revisions: Incoming['revision'][]): Promise<void> {
      for (const revision of revisions) {
        const { collection, by } = options;
        batch.push({
          file,
          incoming: { collection, path: file.path, revision, draft: options.draft ?? false, by },
        });
        weight += revision.passages.length;
        if (batch.length >= limits.batchDocuments || weight >= limits.batchPassages) await flush();
      }
    },
  };
}

/** A file of many documents is unchanged only if all are, and added only if all are new. */
function mergeStatus(a: IngestedFile['status'], b: IngestedFile['status']): IngestedFile['status'] {
  return a === b ? a : 'updated';
}

function withLeftOut(row: IngestedFile, leftOut: LeftOut[] | undefined): IngestedFile {
  return leftOut === undefined || row.status === 'rejected' ? row : { ...row, leftOut };
}

function rejected(path: string, reason: string): IngestedFile {
  return { path, status: 'rejected', documentId: null, passages: 0, reason };
}
