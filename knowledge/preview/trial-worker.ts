// A worker that searches what is published, and then the same with a draft in the place of a document's passages.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../core/errors.ts';
import { createSearchEngine } from '../index/engine.ts';
import type { IndexedPassage } from '../index/indexed-passage.ts';
import { createMemorySource } from '../index/passage-source.ts';
import type { TrialContents, TrialReply, TrialRequest } from './trial-protocol.ts';

const BATCH = 500;
const COLUMNS = `p.id, p.document_id AS documentKey, d.collection, d.title, d.path, p.headings, p.text, p.hash,
  d.published_at AS publishedAt
  FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.current = 1`;

const contents = workerData as TrialContents;
const engine = createSearchEngine(createMemorySource());
build();

parentPort?.on('message', (request: TrialRequest) => {
  parentPort?.postMessage(answerTo(request));
});

function answerTo(request: TrialRequest): TrialReply {
  const { id } = request;
  try {
    if (request.call === 'search') return { id, found: engine.search(request.options) };
    if (request.call === 'turn') {
      engine.remove(contents.removed);
      if (contents.added.length > 0) engine.add(contents.added);
    }
    return { id, found: null };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

/** Everything that is published; of too much, the document, what the questions find, and an even sample of the rest. */
function build(): void {
  const store = new DatabaseSync(contents.storePath, { readOnly: true, timeout: 2_000 });
  try {
    const total = Number(
      store.prepare('SELECT count(*) AS n FROM passages WHERE current = 1').get()?.['n'] ?? 0,
    );
    const step = Math.max(1, Math.ceil(total / contents.most));
    const wanted = new Set(contents.wanted);
    const page = store.prepare(`SELECT ${COLUMNS} AND p.id > ? ORDER BY p.id LIMIT ?`);
    let after = -1;
    for (;;) {
      const rows = page.all(after, BATCH).map(passageOf);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
      const chosen = rows.filter(
        (row, at) => at % step === 0 || row.documentKey === contents.documentId || wanted.has(row.id),
      );
      if (chosen.length > 0) engine.add(chosen);
    }
  } finally {
    store.close();
  }
}

function passageOf(row: Record<string, unknown>): IndexedPassage {
  return {
    id: Number(row['id']),
    documentKey: String(row['documentKey']),
    collection: String(row['collection']),
    title: String(row['title']),
    path: String(row['path']),
    headings: JSON.parse(String(row['headings'])) as string[],
    text: String(row['text']),
    hash: String(row['hash']),
    ...(row['publishedAt'] === null ? {} : { publishedAt: String(row['publishedAt']) }),
  };
}
