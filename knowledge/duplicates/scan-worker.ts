// A worker that signs published documents and looks for pairs that are alike. It reads the store and writes nothing.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { duplicateLimits } from './limits.ts';
import { likelyPairs, type Pair, type Signed } from './pairs.ts';
import { signatureOf } from './signature.ts';

export type ScanRequest = { storePath: string };

/** A signature that was missing or of another revision; empty where a document has too few words. */
export type NewSignature = { documentId: string; revisionId: string; signature: Uint8Array };

export type ScanReply =
  | { kind: 'signatures'; rows: NewSignature[]; done: number; total: number }
  | { kind: 'pairs'; pairs: Pair[]; documents: number };

const BATCH = 200;
type Row = {
  id: string;
  revision: string;
  sha256: string;
  known: string | null;
  signature: Uint8Array | null;
};

const { storePath } = workerData as ScanRequest;
const store = new DatabaseSync(storePath, { readOnly: true, timeout: 2_000 });
scan();
store.close();

function scan(): void {
  const total = Number(
    store.prepare('SELECT count(*) AS n FROM documents WHERE published_revision IS NOT NULL').get()?.['n'] ??
      0,
  );
  const page = store.prepare(`SELECT d.id, r.id AS revision, r.sha256, s.revision_id AS known, s.signature
    FROM documents d JOIN revisions r ON r.id = d.published_revision
    LEFT JOIN document_signatures s ON s.document_id = d.id WHERE d.id > ? ORDER BY d.id LIMIT ?`);
  const texts = store.prepare(`SELECT p.text FROM revision_passages rp JOIN passages p ON p.id = rp.passage_id
    WHERE rp.revision_id = ? ORDER BY rp.ordinal`);
  const signed: Signed[] = [];
  const byContent = new Map<string, string[]>();
  let done = 0;
  for (let after = ''; ; ) {
    const rows = page.all(after, BATCH) as unknown as Row[];
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
    const fresh: NewSignature[] = [];
    for (const row of rows) {
      byContent.set(row.sha256, [...(byContent.get(row.sha256) ?? []), row.id]);
      const bytes =
        row.known === row.revision && row.signature !== null ? row.signature : sign(row.revision, texts);
      if (row.known !== row.revision)
        fresh.push({ documentId: row.id, revisionId: row.revision, signature: bytes });
      if (bytes.byteLength > 0) signed.push({ documentId: row.id, signature: valuesOf(bytes) });
    }
    done += rows.length;
    send({ kind: 'signatures', rows: fresh, done, total });
  }
  const pairs = [...equalPairs(byContent), ...likelyPairs(signed)];
  const unique = new Map(pairs.toReversed().map((pair) => [`${pair.documentId} ${pair.otherId}`, pair]));
  send({
    kind: 'pairs',
    pairs: [...unique.values()].sort((a, b) => b.likeness - a.likeness).slice(0, duplicateLimits.pairs),
    documents: done,
  });
}

function sign(revision: string, texts: StatementSync): Uint8Array {
  const signature = signatureOf(textsOf(revision, texts));
  return signature === null ? new Uint8Array(0) : new Uint8Array(signature.buffer);
}

function* textsOf(revision: string, texts: StatementSync): Generator<string> {
  for (const row of texts.iterate(revision)) yield String(row['text']);
}

/** A copy, since the store's bytes need not be aligned to four. */
function valuesOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

/** Documents made of the same bytes: each with the first of its kind. */
function equalPairs(byContent: Map<string, string[]>): Pair[] {
  return [...byContent.values()].flatMap(([first, ...others]) =>
    others.map((other) => ({ documentId: first ?? '', otherId: other, likeness: 1 })),
  );
}

function send(reply: ScanReply): void {
  parentPort?.postMessage(reply);
}
