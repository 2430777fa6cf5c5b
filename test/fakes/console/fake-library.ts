import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../core/errors.ts';
import type {
  DocumentSummary,
  Library,
  RevisionSummary,
  ShapedPassage,
} from '../../../core/ports/library.ts';

/** The one revision that a document has here. */
const stateOf: Record<DocumentSummary['status'], RevisionSummary['state']> = {
  processing: 'draft',
  ready: 'published',
  draft: 'draft',
  held: 'held',
  archived: 'archived',
  failed: 'draft',
};

type Entry = { summary: DocumentSummary; text: string };

export type FakeLibrary = Library & {
  /** Adds a document that is ready, one passage a paragraph. */
  put(document: Partial<DocumentSummary> & { path: string }, text: string): DocumentSummary;
  /** Uploads stay `processing` until this is called; `.bad` files fail then. */
  finishUploads(): void;
  /** Files that `upload` took, as they lay on the disk. */
  readonly uploads: {
    name: string;
    tempFile: string;
    collection: string;
    charset?: string;
    by: string;
    bytes: number;
  }[];
};

/** A library in memory that keeps the port's promises about lists, uploads and deletes. */
export function createFakeLibrary(): FakeLibrary {
  const entries = new Map<string, Entry>();
  const uploads: FakeLibrary['uploads'] = [];
  let made = 0;

  function put(document: Partial<DocumentSummary> & { path: string }, text: string): DocumentSummary {
    made += 1;
    const summary: DocumentSummary = {
      documentId: `doc_${String(made).padStart(4, '0')}`,
      externalId: null,
      title: path.basename(document.path),
      collection: 'default',
      status: 'ready',
      reason: null,
      revision: 1,
      draft: document.status === 'draft' ? 1 : null,
      held: false,
      flags: [],
      owner: null,
      reviewOn: null,
      passages: text === '' ? 0 : text.split('\n\n').length,
      updatedAt: '2026-11-24T09:00:00.000Z',
      ...document,
    };
    entries.set(summary.documentId, { summary, text });
    return summary;
  }

  function passagesOf({ summary, text }: Entry): ShapedPassage[] {
    return text.split('\n\n').map((part, index) => ({
      passageId: `${summary.documentId}p${index + 1}`,
      documentId: summary.documentId,
      externalId: summary.externalId,
      collection: summary.collection,
      title: summary.title,
      path: summary.path,
      headings: [`Section ${index + 1}`],
      text: part,
      hash: `hash${index}`,
      place: { startLine: index * 3 + 1, endLine: index * 3 + 2 },
      parts: [{ kind: 'paragraph', start: 0, end: part.length }],
    }));
  }

  function setStatus(documentId: string, from: DocumentSummary['status'], to: DocumentSummary['status']) {
    const entry = entries.get(documentId);
    if (entry?.summary.status !== from) return false;
    entry.summary = { ...entry.summary, status: to };
    return true;
  }

  return {
    uploads,
    put,
    finishUploads() {
      for (const entry of entries.values()) {
        if (entry.summary.status !== 'processing') continue;
        const bad = entry.summary.path.endsWith('.bad');
        entry.summary = {
          ...entry.summary,
          status: bad ? 'failed' : 'ready',
          reason: bad ? 'The file is damaged. Save it again and upload it once more.' : null,
          revision: bad ? 0 : 1,
          passages: bad ? 0 : entry.text.split('\n\n').length,
        };
      }
    },
    async ingest() {
      return { files: [], documents: 0, passages: 0, seconds: 0 };
    },
    async upload(file) {
      const text = await readFile(file.tempFile, 'utf8');
      uploads.push({ ...file, bytes: Buffer.byteLength(text) });
      if (file.name.endsWith('.exe')) {
        throw new AppError('ingest.unknown-type', 'This type is not read.', 'Upload a document.');
      }
      await rm(file.tempFile);
      const { documentId } = put(
        { path: file.name, collection: file.collection, status: 'processing', passages: 0, revision: 0 },
        text,
      );
      return { documentId };
    },
    async retry(documentId) {
      const entry = entries.get(documentId);
      if (entry?.summary.status !== 'failed') return false;
      entry.summary = { ...entry.summary, status: 'processing', reason: null };
      return true;
    },
    async list(options = {}) {
      const newest = [...entries.values()].map((entry) => entry.summary).reverse();
      const from =
        options.before === undefined ? 0 : newest.findIndex((row) => row.documentId === options.before) + 1;
      return newest
        .slice(from)
        .filter((row) => options.collection === undefined || row.collection === options.collection)
        .filter(({ title, path: file }) =>
          `${title}\n${file}`.toLowerCase().includes(options.search?.toLowerCase() ?? ''),
        )
        .slice(0, options.limit);
    },
    async find(idOrPath) {
      const named = [...entries.values()].filter(({ summary }) => summary.path === idOrPath);
      return entries.get(idOrPath)?.summary ?? (named.length === 1 ? named[0]?.summary : undefined);
    },
    async passages(documentId) {
      const entry = entries.get(documentId);
      return entry === undefined || entry.text === '' ? [] : passagesOf(entry);
    },
    async passage(passageId) {
      const found = [...entries.values()]
        .filter(({ summary }) => summary.status === 'ready')
        .flatMap(passagesOf)
        .find((passage) => passage.passageId === passageId);
      if (found === undefined) return undefined;
      const { parts: _, ...alone } = found;
      return alone;
    },
    async revisions(documentId) {
      const summary = entries.get(documentId)?.summary;
      if (summary === undefined || summary.revision === 0) return [];
      return [
        {
          ...{ number: summary.revision, title: summary.title, passages: summary.passages, bytes: 0 },
          ...{ state: stateOf[summary.status], flags: [], leftOut: [], reviewedAt: null, reviewedBy: null },
          ...{ createdAt: summary.updatedAt, createdBy: 'Ada' },
        },
      ];
    },
    async revisionPassages(documentId, number) {
      const entry = entries.get(documentId);
      return entry?.summary.revision === number ? passagesOf(entry) : [];
    },
    async drop() {
      return 'none';
    },
    async archive(documentId) {
      return setStatus(documentId, 'ready', 'archived');
    },
    async restore(documentId) {
      return setStatus(documentId, 'archived', 'ready');
    },
    async delete(documentId) {
      return entries.delete(documentId);
    },
    async publish(documentId) {
      const entry = entries.get(documentId);
      if (entry?.summary.status !== 'draft') return false;
      entry.summary = { ...entry.summary, status: 'ready', revision: entry.summary.revision + 1 };
      return true;
    },
    async rollback(documentId) {
      const entry = entries.get(documentId);
      if (entry === undefined || entry.summary.revision < 2) return false;
      entry.summary = { ...entry.summary, revision: entry.summary.revision - 1 };
      return true;
    },
    async collections() {
      const counts = new Map<string, { documents: number; failed: number }>();
      for (const { summary } of entries.values()) {
        const now = counts.get(summary.collection) ?? { documents: 0, failed: 0 };
        counts.set(summary.collection, {
          documents: now.documents + (summary.status === 'ready' ? 1 : 0),
          failed: now.failed + (summary.status === 'failed' ? 1 : 0),
        });
      }
      return [...counts].map(([collection, numbers]) => ({ collection, ...numbers }));
    },
    async ofFile(collection, path) {
      const own = [...entries.values()].filter(
        ({ summary }) =>
          summary.collection === collection && summary.path === path && summary.externalId !== null,
      );
      return { documents: own.length, held: own.filter(({ summary }) => summary.held).length, leftOut: [] };
    },
  };
}
