import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from '../../../bot/assembly/app.ts';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import type { AnswerSet } from './answer-sets.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export type OpenOptions = {
  /** Settings other than a new team's: `{ DOCENT_RERANKER: … }`. */
  env?: Record<string, string>;
  /** Runs once everything is searchable, before the first question. */
  prepare?: (app: App) => Promise<void>;
};

/**
 * A set's pages in the whole product, as a team has them: indexed, vectors trained, abstention calibrated. A document's
 * path is what questions call its page.
 */
export type OpenedSet = {
  app: App;
  dataDir: string;
  close(): Promise<void>;
};

export async function openSet(set: AnswerSet, { env = {}, prepare }: OpenOptions = {}): Promise<OpenedSet> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-answers-'));
  const open = (): Promise<App> =>
    assemble(loadConfig({ ...env, DOCENT_DATA_DIR: dataDir }, root), createLog('silent'));
  // An app that stops saves its index, trained and calibrated.
  const first = await open();
  // As `docent ingest pages` does from that folder: documents are named by their path below it.
  await first.library.ingest(['pages'], { collection: 'default', by: 'bench', cwd: set.folder });
  await first.meaning.catchUp();
  await first.stop();
  const app = await open();
  await prepare?.(app);
  return {
    app,
    dataDir,
    async close() {
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
