import { backup, DatabaseSync } from 'node:sqlite';

/** All pages in one step: a copy in several would begin anew with every write of the bot in between. */
const ALL_PAGES = 2 ** 31 - 1;

/** Copies a store that may be in use to `to`, as it is at one moment; writers go on meanwhile. `to` must not exist yet. */
export async function copyStore(file: string, to: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    await backup(database, to, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
}
