import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { documentHits } from '../../../../knowledge/search/document-hits.ts';
import { assemble } from '../../../assembly/assemble.ts';
import { assembleSearch } from '../../../assembly/assemble-search.ts';
import { createLog } from '../../../log.ts';
import { loadConfig } from '../../../settings/config.ts';
import { type Context, usageError } from '../../context.ts';
import type { Row } from './read-rows.ts';

/** Documents asked for: as many as recall@100 looks at. */
const DEPTH = 100;

/**
 * Takes a corpus into a store that is made for it and thrown away, and searches it as `docent ingest` and
 * `docent search --by document` with the default settings would. Returns the ids of the corpus, best first, by query.
 */
export async function rankOwn(
  { io }: Context,
  corpus: string,
  queries: readonly Row[],
): Promise<Map<string, string[]>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'docent-retrieval-'));
  try {
    const config = loadConfig({ DOCENT_DATA_DIR: path.join(folder, 'data') }, folder);
    const log = createLog('error');
    const app = await assemble(config, log);
    try {
      const { cwd, signal } = io;
      const report = await app.library.ingest([corpus], {
        collection: 'default',
        draft: false,
        by: 'cli',
        cwd,
        signal,
      });
      const rejected = report.files.find(({ status }) => status === 'rejected');
      if (rejected !== undefined) throw usageError(`${rejected.path}: ${rejected.reason}`);
    } finally {
      await app.stop();
    }
    const searching = await assembleSearch(config, log, false);
    try {
      const rankings = new Map<string, string[]>();
      for (const row of queries) {
        if (io.signal.aborted) break;
        const text = textOf(row);
        const hits = await documentHits(searching.retriever, { text, k: DEPTH });
        rankings.set(
          queryId(row),
          hits.map(({ externalId, documentId }) => externalId ?? documentId),
        );
      }
      return rankings;
    } finally {
      await searching.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ids and texts go by the names of `docent search --batch`, or by those of BEIR. */
export function queryId(row: Row): string {
  return row.value('id') === undefined && row.value('_id') !== undefined ? row.id('_id') : row.id('id');
}

export function textOf(row: Row): string {
  return row.value('query') === undefined && row.value('text') !== undefined
    ? row.text('text')
    : row.text('query');
}
