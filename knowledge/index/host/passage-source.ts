import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../core/errors.ts';
import { type DocumentFacts, memoryFacts, storeFacts } from '../words/document-facts.ts';
import type { IndexedPassage } from './indexed-passage.ts';

/** What ranking needs of a candidate beyond the index. */
export type PassageText = { title: string; headings: string[]; text: string; hash: string };

/** Where passages come from: texts stay in the store, not in the index's memory. */
export type PassageSource = {
  /** Texts by passage id; what is not published any more is left out. */
  read(ids: readonly number[]): Map<number, PassageText>;
  /** Every published passage by ascending id, in batches. */
  all(batch: number): Iterable<IndexedPassage[]>;
  /** Packed vectors of passages' units by the index's encoder (`meaning/units.ts`), where the store has them. */
  units(ids: readonly number[]): Map<number, Uint8Array>;
  /** What filters ask of documents. */
  readonly facts: DocumentFacts;
  /** Ids of everything published, and the generation it is of (null where there is none). */
  published(): { ids: number[]; generation: number | null };
  /** Told of what the index takes in and gives up; a store knows already. */
  put(passages: IndexedPassage[]): void;
  drop(ids: readonly number[]): void;
  close(): void;
};

const COLUMNS =
  'p.id, p.document_id as documentKey, d.collection, d.title, d.path, p.headings, p.text, p.hash';
const TABLES = 'passages p join documents d on d.id = p.document_id';

/**
 * The store's own tables, on a connection that cannot write. The only SQL of the index. With `vectorModel`,
 * passages come with their vector of that model; `encoder` says whose vectors of units there are.
 */
export function openStoreSource(storePath: string, vectorModel?: string, encoder?: string): PassageSource {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(storePath, { readOnly: true, timeout: 2000 });
  } catch (cause) {
    throw new AppError(
      'index.no-store',
      'the index cannot read the store',
      'Check the data directory.',
      cause,
    );
  }
  const one = database.prepare(
    `select d.title, p.headings, p.text, p.hash from ${TABLES} where p.id = ? and p.current = 1`,
  );
  // Rows as arrays: objects with names cost as much as the reading.
  one.setReturnArrays(true);
  const page = database.prepare(`select ${COLUMNS} from ${TABLES}
    where p.id > ? and p.current = 1 order by p.id limit ?`);
  const vector =
    vectorModel === undefined
      ? null
      : database.prepare('select vector from passage_vectors where passage_id = ? and model = ?');
  const packed =
    encoder === undefined
      ? null
      : database.prepare(`select passage_id as id, vector from passage_vectors
          where passage_id in (select value from json_each(?)) and model = ?`);
  const withVector = (passage: IndexedPassage): IndexedPassage => {
    const bytes = vector?.get(passage.id, vectorModel ?? '')?.['vector'];
    return bytes instanceof Uint8Array ? { ...passage, vector: floatsOf(bytes) } : passage;
  };
  return {
    read(ids) {
      const texts = new Map<number, PassageText>();
      for (const id of ids) {
        const row: unknown = one.get(id);
        if (!Array.isArray(row)) continue;
        const [title, headings, text, hash] = row.map(String);
        texts.set(id, {
          title: title ?? '',
          headings: headingsOf(headings ?? ''),
          text: text ?? '',
          hash: hash ?? '',
        });
      }
      return texts;
    },
    *all(batch) {
      // Page by page, so that no read transaction stays open and holds back the log's checkpoint.
      let after = -1;
      while (true) {
        const passages = page.all(after, batch).map(passageOf).map(withVector);
        if (passages.length === 0) return;
        yield passages;
        after = passages.at(-1)?.id ?? after;
      }
    },
    units(ids) {
      const found = new Map<number, Uint8Array>();
      for (const { id, vector: bytes } of packed?.iterate(JSON.stringify(ids), encoder ?? '') ?? []) {
        if (bytes instanceof Uint8Array) found.set(Number(id), bytes);
      }
      return found;
    },
    facts: storeFacts(database),
    published() {
      // One read transaction: ids and generation belong together.
      database.exec('begin');
      try {
        const ids = database.prepare('select id from passages where current = 1').all();
        const generation = database.prepare("select value from meta where key = 'generation'").get();
        return { ids: ids.map((row) => Number(row['id'])), generation: Number(generation?.['value'] ?? 0) };
      } finally {
        database.exec('commit');
      }
    },
    put: () => undefined,
    drop: () => undefined,
    close: () => database.close(),
  };
}

/** Float32, little-endian, as the store keeps vectors. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

function passageOf(row: Record<string, unknown>): IndexedPassage {
  const { id, documentKey, collection, title, path, headings, text, hash } = row;
  return {
    id: Number(id),
    documentKey: String(documentKey),
    collection: String(collection),
    title: String(title),
    path: String(path),
    headings: headingsOf(String(headings)),
    text: String(text),
    hash: String(hash),
  };
}

function headingsOf(json: string): string[] {
  const breadcrumb: unknown = JSON.parse(json);
  return Array.isArray(breadcrumb) ? breadcrumb.map(String) : [];
}

/** Passages kept in memory: for tests, benches and corpora without a store. */
export function createMemorySource(): PassageSource {
  const passages = new Map<number, IndexedPassage>();
  return {
    read(ids) {
      const texts = new Map<number, PassageText>();
      for (const id of ids) {
        const passage = passages.get(id);
        if (passage !== undefined) texts.set(id, textOf(passage));
      }
      return texts;
    },
    *all(batch) {
      const sorted = [...passages.values()].sort((a, b) => a.id - b.id);
      for (let at = 0; at < sorted.length; at += batch) yield sorted.slice(at, at + batch);
    },
    units(ids) {
      const known = ids.flatMap((id) => {
        const units = passages.get(id)?.units;
        return units === undefined ? [] : [[id, units] as const];
      });
      return new Map(known);
    },
    facts: memoryFacts(passages),
    published: () => ({ ids: [...passages.keys()], generation: null }),
    put(added) {
      for (const passage of added) passages.set(passage.id, passage);
    },
    drop(ids) {
      for (const id of ids) passages.delete(id);
    },
    close: () => passages.clear(),
  };
}

function textOf(passage: IndexedPassage): PassageText {
  const { title, headings, text } = passage;
  return { title, headings, text, hash: passage.hash ?? `${headings.join('\n')}\n\n${text}` };
}
