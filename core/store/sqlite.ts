import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { giveWay } from './give-way.ts';
import { migrate } from './migrate.ts';
import type { Schema, Store } from './schema.ts';

const STATEMENT_CACHE = 200;
const BUSY_MS = 5_000;

/** The shape that Kysely's SqliteDialect asks of a driver. */
type KyselyStatement = {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
};

const NOTHING: KyselyStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function wrap(statement: StatementSync): KyselyStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

/** node:sqlite behind Kysely's driver shape, with the last used statements kept prepared. */
function kyselyDatabase(database: DatabaseSync) {
  const cache = new Map<string, KyselyStatement>();
  return {
    prepare(text: string): KyselyStatement {
      // SQLite rolls back by itself when the disk is full; a second rollback would hide why.
      if (text === 'rollback' && !database.isTransaction) return NOTHING;
      const known = cache.get(text);
      const statement = known ?? wrap(database.prepare(text));
      cache.delete(text);
      cache.set(text, statement);
      if (cache.size > STATEMENT_CACHE) {
        const oldest = cache.keys().next().value;
        if (oldest !== undefined) cache.delete(oldest);
      }
      return statement;
    },
    close() {
      cache.clear();
      database.close();
    },
  };
}

/** Opens (or makes) the store of a data directory and brings its schema up to date. */
export async function openSqliteStore(file: string): Promise<Store> {
  const database = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;');
  const store = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: kyselyDatabase(database) }),
    plugins: [giveWay()],
  });
  await migrate(store, 'INTEGER PRIMARY KEY AUTOINCREMENT');
  return store;
}
