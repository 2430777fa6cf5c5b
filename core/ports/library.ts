import type { Passage } from '../types.ts';
import type { Flag, FlagKind } from './flags.ts';
import type { LeftOut } from './left-out.ts';

/** A document as lists show it. */
export type DocumentSummary = {
  documentId: string;
  externalId: string | null;
  path: string;
  title: string;
  collection: string;
  /**
   * `processing` until searchable, `draft` while nothing of it is published, `held` likewise because of its flags,
   * `archived` while it is kept out of answers.
   */
  status: 'processing' | 'ready' | 'draft' | 'held' | 'archived' | 'failed';
  /** For `failed`: a sentence that says what to do. */
  reason: string | null;
  /** Number of the published revision, or of the newest draft; 0 while there is none. */
  revision: number;
  passages: number;
  /** Number of a draft that is newer than the published revision, or null. */
  draft: number | null;
  /** That draft is kept back because of its flags. */
  held: boolean;
  /** What somebody has still to decide about, in the newest draft or else in what is published. */
  flags: FlagKind[];
  owner: string | null;
  /** Day (YYYY-MM-DD) on which somebody must look at it again. */
  reviewOn: string | null;
  updatedAt: string;
};

/** One version of a document. */
export type RevisionSummary = {
  number: number;
  /** `held` = a draft because of its flags; `archived` = what a restore would publish. */
  state: 'draft' | 'held' | 'published' | 'superseded' | 'archived';
  title: string;
  passages: number;
  bytes: number;
  flags: Flag[];
  /** What its file holds and its passages lack; null for revisions from before it was kept. */
  leftOut: LeftOut[] | null;
  /** When its flags were decided about; null while nobody has. */
  reviewedAt: string | null;
  reviewedBy: string | null;
  createdAt: string;
  createdBy: string;
};

/** `documents` can be found now; drafts, archived ones and those still being read are in neither number. */
export type CollectionSummary = { collection: string; documents: number; failed: number };

/** The documents of one file, how many of them were kept back because of their flags, and what none of them holds. */
export type FileSummary = { documents: number; held: number; leftOut: LeftOut[] };

/** A part of a passage's text, from the character `start` to before `end`: what stands there for people. */
export type PassagePart = {
  kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
  start: number;
  end: number;
};

/** A passage with the parts of its text in reading order; between them is nothing but line ends. */
export type ShapedPassage = Passage & { parts: PassagePart[] };

/** One file of an ingest, as `docent ingest --json` prints it. */
export type IngestedFile = {
  path: string;
  status: 'added' | 'updated' | 'unchanged' | 'rejected';
  documentId: string | null;
  passages: number;
  reason: string | null;
  /** Kinds of what was flagged; [] when nothing was. */
  flags?: FlagKind[];
  /** What the file holds and its passages lack; absent where that is nothing, and for files that were not read anew. */
  leftOut?: LeftOut[];
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
      /** How text files are written, as `TextDecoder` names it; absent = it is found out. */
      charset?: string;
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
    /** As in `ingest`. */
    charset?: string;
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
  passages(documentId: string): Promise<ShapedPassage[]>;
  /** One published passage, or undefined when it is gone. */
  passage(passageId: string): Promise<Passage | undefined>;
  /** Gone from answers, caches and index when it resolves. False when there was none. */
  delete(documentId: string): Promise<boolean>;
  /** All revisions, newest first. */
  revisions(documentId: string): Promise<RevisionSummary[]>;
  /** Passages of one revision in reading order; [] when there is no such revision. */
  revisionPassages(documentId: string, number: number): Promise<Passage[]>;
  /** Publishes the newest draft, whatever flags it has: `by` has decided. False when there is none. */
  publish(documentId: string, by?: string): Promise<boolean>;
  /** Deletes the newest draft; with it the document when it never had anything else. */
  drop(documentId: string): Promise<'draft' | 'document' | 'none'>;
  /** Out of answers at once, but kept. New versions of an archived document stay drafts. False when it is already. */
  archive(documentId: string): Promise<boolean>;
  /** Back into answers as it was. False when it is not archived. */
  restore(documentId: string): Promise<boolean>;
  /** Publishes the revision before the published one. False when there is none. */
  rollback(documentId: string): Promise<boolean>;
  /** Every collection, with its documents that can be found now and those that could not be read. */
  collections(): Promise<CollectionSummary[]>;
  /** What one file became: a corpus makes many documents of one path. */
  ofFile(collection: string, path: string): Promise<FileSummary>;
};
