import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import { migrations } from './migrations.ts';
import type { Store } from './schema.ts';

/**
 * Brings the store to this version's schema, all missing steps in one transaction.
 * Throws AppError `store.newer` when a later Docent made the store.
 */
export async function migrate(store: Store, serial: string): Promise<void> {
  await store.transaction().execute(async (trx) => {
    await sql`CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)`.execute(trx);
    const { rows } = await sql<{ name: string }>`SELECT name FROM migrations`.execute(trx);
    const done = new Set(rows.map((row) => row.name));
    const known = new Set(migrations.map((migration) => migration.name));
    for (const name of done) {
      if (!known.has(name)) {
        throw new AppError(
          'store.newer',
          `The data directory was made by a later version of Docent (it has "${name}").`,
          'Run that version, or restore a backup that this version made.',
        );
      }
    }
    for (const migration of migrations) {
      if (done.has(migration.name)) continue;
      for (const statement of migration.statements) {
        await sql.raw(statement.replace('{{serial}}', serial)).execute(trx);
      }
      await sql`INSERT INTO migrations (name) VALUES (${migration.name})`.execute(trx);
    }
  });
}
