import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../errors.ts';

/** A copy of the store, looked through from end to end. */
export type StoreFacts =
  | { sound: false; problem: string }
  | {
      sound: true;
      documents: number;
      answers: number;
      /** Migrations that it has, oldest first. */
      migrations: string[];
      /** Uploaded files that wait in it. */
      pending: string[];
      /** Settings that need the key to be read. */
      encrypted: number;
    };

/**
 * Checks a copy that nobody else has open and makes it one file, without a log beside it. It reads the whole file and
 * blocks while it does: a running bot calls it through `inspect-worker.ts`.
 */
export function inspectStore(file: string): StoreFacts {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode=DELETE');
    const check = database.prepare('PRAGMA quick_check(1)').get();
    if (check?.['quick_check'] !== 'ok') return { sound: false, problem: String(check?.['quick_check']) };
    const numberOf = (query: string) => Number(database?.prepare(query).get()?.['n']);
    const wordsOf = (query: string) =>
      (database?.prepare(query).all() ?? []).map((row) => String(row['word']));
    return {
      sound: true,
      documents: numberOf('SELECT count(*) AS n FROM documents'),
      answers: numberOf('SELECT count(*) AS n FROM answers'),
      encrypted: numberOf('SELECT count(*) AS n FROM settings WHERE encrypted = 1'),
      migrations: wordsOf('SELECT name AS word FROM migrations ORDER BY name'),
      pending: wordsOf('SELECT pending_file AS word FROM documents WHERE pending_file IS NOT NULL'),
    };
  } catch (error) {
    return { sound: false, problem: messageOf(error) };
  } finally {
    database?.close();
  }
}
