import { createHash } from 'node:crypto';
import path from 'node:path';
import { joinLeftOut, type LeftOut } from '../../core/ports/left-out.ts';
import type { NewRevision } from '../documents/revisions.ts';
import type { ParsedDocument, ParseResult } from '../parsers/parsed.ts';
import { hashFile } from './hash-file.ts';
import { splitIntoPassages } from './passages.ts';

/** What is needed of the parser pool. */
export type Parse = (
  file: { path: string; name: string; charset?: string },
  signal?: AbortSignal,
) => Promise<ParseResult>;

/** A file made ready to be stored, or why it cannot be. */
export type PreparedFile =
  | { kind: 'ready'; revisions: NewRevision[]; leftOut: LeftOut[] }
  | { kind: 'rejected'; reason: string };

/**
 * Parses a file and cuts it into passages. `sha256` is the digest of the whole file, where the caller has it; documents of a
 * corpus get one of their own content, so that a changed line is one changed document.
 */
export async function prepareFile(
  parse: Parse,
  file: { file: string; path: string; bytes: number; sha256?: string; charset?: string | null },
  signal?: AbortSignal,
): Promise<PreparedFile> {
  const charset = file.charset ?? null;
  const result = await parse(
    { path: file.file, name: path.basename(file.path), ...(charset === null ? {} : { charset }) },
    signal,
  );
  if (result.kind === 'rejected') return { kind: 'rejected', reason: result.message };
  const many =
    result.documents.length > 1 || result.documents.some((document) => document.externalId !== null);
  const sha256 = many ? '' : (result.sha256 ?? file.sha256 ?? (await hashFile(file.file)));
  const revisions = result.documents.map(
    (document): NewRevision => ({
      externalId: document.externalId,
      title: plainTitle(document.title) || titleFromName(file.path),
      sha256: many ? contentHash(document) : readAs(sha256, charset),
      mediaType: result.mediaType,
      bytes: many ? sizeOf(document) : file.bytes,
      flags: document.flags ?? [],
      leftOut: joinLeftOut([document.leftOut]),
      passages: splitIntoPassages(document),
    }),
  );
  if (revisions.every((revision) => revision.passages.length === 0)) {
    return { kind: 'rejected', reason: 'The file holds no text that could be searched.' };
  }
  const leftOut = joinLeftOut(revisions.map((revision) => revision.leftOut));
  return { kind: 'ready', revisions, leftOut };
}

/** The digest of a file read in a charset that somebody chose: in another one it is another text. */
export function readAs(sha256: string, charset: string | null): string {
  return charset === null ? sha256 : createHash('sha256').update(`${sha256} ${charset}`).digest('hex');
}

/** A title without markup: front matter may hold any. */
function plainTitle(title: string | null): string {
  return (title ?? '')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A file name as a title: no extension, no separators. */
export function titleFromName(filePath: string): string {
  const name = path.posix.basename(filePath).replace(/\.[A-Za-z0-9]{1,8}$/, '');
  const words = name.replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim();
  return words === '' ? filePath : words.charAt(0).toUpperCase() + words.slice(1);
}

function contentHash(document: ParsedDocument): string {
  return createHash('sha256')
    .update(JSON.stringify([document.title, document.blocks]))
    .digest('hex');
}

function sizeOf(document: ParsedDocument): number {
  return document.blocks.reduce((sum, block) => sum + Buffer.byteLength(block.text), 0);
}
