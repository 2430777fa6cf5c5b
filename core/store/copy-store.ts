import { backup, DatabaseSync } from 'node:sqlite';

/** Writes a whole, settled copy of a store that may be in use, a few pages at a time. `to` must not exist yet. */
export async function copyStore(file: string, to: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    await backup(database, to, { rate: PAGES });
  } finally {
    database.close();
  }
}

/** Between so many pages others have their turn. */
const PAGES = 1_000;
