import type { Flag } from '../../core/ports/flags.ts';
import type { LeftOut } from '../../core/ports/left-out.ts';

/** A piece of a parsed file, in reading order. Text is plain: no markup, Unicode NFC, `\n` line ends. */
export type Block = {
  kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
  text: string;
  /** Headings only: 1 (outermost) to 6. */
  level?: number;
  /** 1-based lines in the file, for text formats. */
  startLine?: number;
  endLine?: number;
  /** 1-based page, slide or sheet. */
  page?: number;
  /** It was read from a picture: letters may be wrong. */
  scan?: true;
};

/** One document of a file; a corpus (`.jsonl`) or table of records gives many. */
export type ParsedDocument = {
  /** From metadata or the first heading; null = name it after the file. */
  title: string | null;
  /** The id a corpus file gave it. */
  externalId: string | null;
  blocks: Block[];
  /** What a person should look at before it is used; the child process that parsed it looked for it. */
  flags?: Flag[];
  /** What the file holds and this document lacks; absent where nothing was left out. */
  leftOut?: LeftOut[];
};

/** Why a file was not taken in. Stable codes; `message` is a sentence for the admin that says what to do. */
export type RejectionReason =
  | 'unknown-type'
  | 'empty'
  | 'wrong-extension'
  | 'password-protected'
  | 'damaged'
  | 'zip-bomb'
  | 'too-large'
  | 'too-slow'
  | 'too-much-memory'
  | 'binary'
  | 'no-text'
  | 'wrong-charset'
  | 'unreadable';

/** What a file became. `sha256` (hex) is of the bytes that were read; absent for corpora, which are never held whole. */
export type ParseResult =
  | { kind: 'parsed'; mediaType: string; sha256?: string; documents: ParsedDocument[] }
  | { kind: 'rejected'; reason: RejectionReason; message: string };
