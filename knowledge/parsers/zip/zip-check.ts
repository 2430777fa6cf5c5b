import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { parserLimits } from '../limits.ts';
import { type Rejected, rejected } from '../rejected.ts';

const archiveName = /\.(?:zip|7z|rar|tar|t?gz|bz2|xz|zst|jar|cab|iso)$/i;
/** Parts that no parser opens: pictures, sound, fonts, what is embedded. They may pack as well as they like. */
const unread =
  /(?:^|\/)(?:media|embeddings|Pictures|Thumbnails|ObjectReplacements|fonts|printerSettings|activeX|ctrlProps)\/|\.(?:emf|wmf|png|jpe?g|gif|tiff?|bmp|ico|svg|webp|wdp|eps|mp[34]|m4[av]|wav|avi|mov|wmv|bin|odttf|[ot]tf|woff2?)$/i;
/** Whether a part is never opened, and so is not counted. */
export const isUnread = (name: string): boolean => unread.test(name);

const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * Looks through a package before any parser opens it: the directory first, then every entry that is read inflated to
 * nowhere and counted, because a directory can lie. Null = safe to open.
 */
export async function checkZip(bytes: Buffer): Promise<Rejected | null> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(bytes, {
      strictFileNames: true,
      validateEntrySizes: true,
      lazyEntries: true,
    });
  } catch {
    return damaged();
  }
  try {
    const entries = await directory(zip);
    return Array.isArray(entries) ? ((await inflateAll(zip, entries)) ?? null) : entries;
  } finally {
    zip.close();
  }
}

async function directory(zip: ZipFile): Promise<Entry[] | Rejected> {
  const limits = parserLimits.zip;
  const entries: Entry[] = [];
  let packed = 0;
  let total = 0;
  if (zip.entryCount > limits.entries) return bomb(`it holds ${zip.entryCount} files`);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) return passwordProtected();
      if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink) return unsafe('a link');
      if (archiveName.test(entry.fileName)) return unsafe('another archive');
      if (isUnread(entry.fileName)) continue;
      packed += entry.compressedSize;
      total += entry.uncompressedSize;
      entries.push(entry);
      if (entries.length > limits.entries) return bomb(`it holds more than ${limits.entries} files`);
      if (total > limits.totalBytes) return bomb(`it unpacks to more than ${megabytes(limits.totalBytes)}`);
      if (isSteep(entry.uncompressedSize, entry.compressedSize))
        return bomb('a part of it unpacks to over 100 times its size');
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    return /relative path|absolute path|invalid characters/.test(text)
      ? unsafe('a path that leads out of it')
      : damaged();
  }
  return isSteep(total, packed) ? bomb('it unpacks to over 100 times its size') : entries;
}

async function inflateAll(zip: ZipFile, entries: Entry[]): Promise<Rejected | null> {
  for (const entry of entries) {
    if (!entry.isCompressed()) continue;
    let count = 0;
    try {
      const stream: Readable = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream) count += Buffer.isBuffer(chunk) ? chunk.length : 0;
    } catch (error) {
      const text = error instanceof Error ? error.message : '';
      return /too many bytes/.test(text) ? bomb('a part of it is larger than it says') : damaged();
    }
    if (count !== entry.uncompressedSize) return damaged();
  }
  return null;
}

function isSteep(unpacked: number, packed: number): boolean {
  const { ratio, ratioFloorBytes } = parserLimits.zip;
  return unpacked > ratioFloorBytes && unpacked > packed * ratio;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function bomb(why: string): Rejected {
  return rejected(
    'zip-bomb',
    `The file is packed like a zip bomb: ${why}. Save it again in its own program, or as PDF.`,
  );
}

function unsafe(what: string): Rejected {
  return rejected(
    'unreadable',
    `The package contains ${what}, which no document needs. Save it again in its own program.`,
  );
}

function damaged(): Rejected {
  return rejected(
    'damaged',
    'The file is damaged or incomplete: its package cannot be read. Save or download it again.',
  );
}

/** The same words for every format. */
export function passwordProtected(): Rejected {
  return rejected(
    'password-protected',
    'The file is protected by a password. Save a copy without one and upload that.',
  );
}
