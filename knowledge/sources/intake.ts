import { rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { SourcesTable, Store } from '../../core/store/schema.ts';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { NewRevision } from '../documents/revisions.ts';
import { type Parse, type PreparedFile, prepareFile } from '../ingest/parse-file.ts';
import { type IndexChange, type TakenIn, takeIn } from '../ingest/take-in.ts';
import type { ParseResult } from '../parsers/parsed.ts';
import type { ItemRows } from './item-rows.ts';
import type { RepeatedBlocks } from './web/repeated-blocks.ts';

/** A file or page that is new or has changed, waiting on the disk. */
export type Candidate = {
  item: string;
  /** Path of the document in the library. */
  path: string;
  /** Where the bytes are, and the name whose extension says what they are. */
  file: string;
  name: string;
  bytes: number;
  sha256: string;
  etag: string | null;
  lastModified: string | null;
  links: string[];
  /** Pages change in what nobody reads (tokens, dates in scripts): a revision is made only when their text did. */
  byText: boolean;
  /** The file is ours and goes when it was read. */
  temporary: boolean;
};

export type IntakeDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  parse: Parse;
  /** Called after each commit, in order; resolves when the index has followed. */
  follow(change: IndexChange): Promise<void>;
};

/** Parses and stores what a run brings, a few at a time. */
export type Intake = {
  add(candidate: Candidate): Promise<void>;
  /** Stores what waits. Call it at the end. */
  flush(): Promise<void>;
};

/** Documents of one transaction: a corpus file may make thousands. */
const BATCH = 50;

export function createIntake(
  deps: IntakeDeps,
  run: {
    source: SourcesTable;
    rows: ItemRows;
    chunk: number;
    signal: AbortSignal;
    /** Takes out what pages of a site repeat; null for folders. */
    repeated: RepeatedBlocks | null;
  },
): Intake {
  const { source, rows, signal, repeated } = run;
  let waiting: Candidate[] = [];

  async function flush(): Promise<void> {
    const chunk = waiting;
    waiting = [];
    const results = await Promise.all(chunk.map((candidate) => read(deps.parse, candidate, signal)));
    const parsed = repeated === null ? results : withoutRepeated(repeated, chunk, results);
    const prepared = await Promise.all(
      chunk.map((candidate, at) => prepare(parsed[at] as ParseResult, candidate, signal)),
    );
    for (const [at, candidate] of chunk.entries()) {
      const result = prepared[at];
      if (result !== undefined) await store(candidate, result);
      if (candidate.temporary) await rm(candidate.file, { force: true });
    }
  }

  async function store(candidate: Candidate, result: PreparedFile): Promise<void> {
    const note = {
      etag: candidate.etag,
      last_modified: candidate.lastModified,
      sha256: candidate.sha256,
      links: JSON.stringify(candidate.links),
    };
    const reason =
      result.kind === 'rejected' ? result.reason : await takenByOther(deps.store, source, candidate.path);
    if (result.kind === 'rejected' || reason !== null) {
      await rows.note(candidate.item, { ...note, state: 'rejected', reason: reason ?? '' });
      return;
    }
    const taken: TakenIn[] = [];
    for (let at = 0; at < result.revisions.length; at += BATCH) {
      const batch = result.revisions.slice(at, at + BATCH).map((revision) => ({
        collection: source.collection,
        path: candidate.path,
        revision,
        draft: false,
        by: `source ${source.id}`,
      }));
      const stored = await takeIn(deps, batch);
      taken.push(...stored.taken);
      if (stored.change !== null) await deps.follow(stored.change);
    }
    const ids = taken.map(({ documentId }) => documentId);
    await rows.taken(candidate.item, { ...note, change: changeOf(taken) }, ids);
  }

  return {
    async add(candidate) {
      waiting.push(candidate);
      if (waiting.length >= run.chunk) await flush();
    },
    flush,
  };
}

/** What a candidate's file holds. */
async function read(parse: Parse, { file, name }: Candidate, signal: AbortSignal): Promise<ParseResult> {
  try {
    return await parse({ path: file, name: path.basename(name) }, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'rejected', reason: 'unreadable', message: messageOf(error) };
  }
}

function withoutRepeated(
  repeated: RepeatedBlocks,
  chunk: readonly Candidate[],
  results: readonly ParseResult[],
): ParseResult[] {
  const pages = results.map((result, at) => ({
    item: chunk[at]?.item ?? '',
    documents: result.kind === 'parsed' ? result.documents : [],
  }));
  const trimmed = repeated.trim(pages);
  return results.map((result, at) =>
    result.kind === 'parsed' ? { ...result, documents: trimmed[at] ?? [] } : result,
  );
}

async function prepare(
  parsed: ParseResult,
  candidate: Candidate,
  signal: AbortSignal,
): Promise<PreparedFile> {
  const { file, name, bytes, sha256 } = candidate;
  try {
    const result = await prepareFile(async () => parsed, { file, path: name, bytes, sha256 }, signal);
    if (result.kind !== 'ready' || !candidate.byText) return result;
    return { ...result, revisions: result.revisions.map(withHashOfText) };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'rejected', reason: messageOf(error) };
  }
}

function withHashOfText(revision: NewRevision): NewRevision {
  const words = revision.passages.map(({ headings, text }) => [headings, text]);
  return { ...revision, sha256: sha256Hex(JSON.stringify([revision.title, words])) };
}

/** An item of many documents is unchanged only if all are, and added only if all are new. */
function changeOf(taken: TakenIn[]): string {
  const [first = 'unchanged', ...others] = new Set(taken.map(({ status }) => status));
  return others.length === 0 ? first : 'updated';
}

/** Two sources that bring the same path would overwrite each other at every run. */
async function takenByOther(store: Store, source: SourcesTable, path: string): Promise<string | null> {
  const other = await store
    .selectFrom('documents')
    .innerJoin('source_documents', 'source_documents.document_id', 'documents.id')
    .innerJoin('sources', 'sources.id', 'source_documents.source_id')
    .select('sources.address')
    .where('documents.collection', '=', source.collection)
    .where('documents.path', '=', path)
    .where('sources.id', '!=', source.id)
    .executeTakeFirst();
  return other === undefined
    ? null
    : `The source ${other.address} brings the same path into the collection ${source.collection}.`;
}
