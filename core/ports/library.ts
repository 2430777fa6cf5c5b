import type { Passage } from '../types.ts';

/** A document as lists show it. */
export type DocumentSummary = {
  documentId: string;
  externalId: string | null;
  path: string;
  title: string;
  collection: string;
  /** `processing` until searchable, `draft` while nothing of it is published. */
  status: 'processing' | 'ready' | 'draft' | 'failed';
  /** For `failed`: a sentence that says what to do. */
  reason: string | null;
  /** Number of the published revision, or of the newest draft; 0 while there is none. */
  revision: number;
  passages: number;
  /** Number of a draft that is newer than the published revision, or null. */
  draft: number | null;
  updatedAt: string;
};

/** One file of an ingest, as `docent ingest --json` prints it. */
export type IngestedFile = {
  path: string;
  status: 'added' | 'updated' | 'unchanged' | 'rejected';
  documentId: string | null;
  passages: number;
  reason: string | null;
  flags?: string[];
};

export type IngestReport = { files: IngestedFile[]; documents: number; passages: number; seconds: number };

export type IngestProgress = { done: number; total: number; path: string };

/** The team's documents: taken in, listed, published, deleted. Implemented in `knowledge/`. */
export type Library = {
  /** Takes in files and folders; resolves when everything is searchable. Rejections are rows, not errors. */
  ingest(
    paths: string[],
    options: {
      collection: string;
      draft?: boolean;
      by: string;
      /** Folder that relative `path`s of the report stand in. */
      cwd: string;
      signal?: AbortSignal;
      onProgress?: (progress: IngestProgress) => void;
    },
  ): Promise<IngestReport>;
  /** Registers an uploaded file (moved from `tempFile`) and queues it; it is `processing` at once. */
  upload(file: {
    name: string;
    tempFile: string;
    collection: string;
    by: string;
  }): Promise<{ documentId: string }>;
  /** Queues a failed upload again. False when its file is gone. */
  retry(documentId: string): Promise<boolean>;
  list(options?: {
    collection?: string;
    search?: string;
    limit?: number;
    before?: string;
  }): Promise<DocumentSummary[]>;
  /** By document id, or by path when that names one document. */
  find(idOrPath: string): Promise<DocumentSummary | undefined>;
  /** Passages of the published revision (of the draft while nothing is published), in reading order. */
  passages(documentId: string): Promise<Passage[]>;
  /** One published passage, or undefined when it is gone. */
  passage(passageId: string): Promise<Passage | undefined>;
  /** Gone from answers, caches and index when it resolves. False when there was none. */
  delete(documentId: string): Promise<boolean>;
  /** Publishes the newest draft. False when there is none. */
  publish(documentId: string): Promise<boolean>;
  /** Publishes the revision before the published one. False when there is none. */
  rollback(documentId: string): Promise<boolean>;
  collections(): Promise<{ collection: string; documents: number }[]>;
};
