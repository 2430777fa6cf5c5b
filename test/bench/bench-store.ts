import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';

/** Passages that go to the store in one transaction. */
const COMMIT = 10_000;

/** A file with what the index reads of the product's tables, and nothing else. */
export function createBenchStore(file: string): { add(passage: IndexedPassage): void; close(): void } {
  const database = new DatabaseSync(file);
  database.exec(`pragma journal_mode = wal; pragma synchronous = off; begin;
    create table documents (id text primary key, collection text, title text, path text);
    create table passages (id integer primary key, document_id text, hash text, headings text, text text, current int)`);
  const addDocument = database.prepare('insert or ignore into documents values (?, ?, ?, ?)');
  const addPassage = database.prepare('insert into passages values (?, ?, ?, ?, ?, 1)');
  let added = 0;
  return {
    add({ id, documentKey, collection, title, path, headings, text }) {
      const hash = createHash('sha256')
        .update(`${headings.join('\n')}\n\n${text}`)
        .digest('hex');
      addDocument.run(String(documentKey), collection, title, path);
      addPassage.run(id, String(documentKey), hash, JSON.stringify(headings), text);
      added++;
      if (added % COMMIT === 0) database.exec('commit; begin');
    },
    close() {
      database.exec('commit');
      database.close();
    },
  };
}
