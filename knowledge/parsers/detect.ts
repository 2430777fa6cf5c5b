import { fileTypeFromBuffer } from 'file-type';
import {
  extensionOf,
  type FormatId,
  formatOfExtension,
  rowOfFormat,
  type SupportedExtension,
} from './formats.ts';
import { type Rejected, rejected } from './rejected.ts';
import { looksBinary, wideCharset } from './text/charset.ts';
import { checkZip, passwordProtected } from './zip/zip-check.ts';

/** What a file is, or why it cannot be taken. */
export type Detected = { kind: 'detected'; row: SupportedExtension } | Rejected;

const packages: Readonly<Record<string, FormatId>> = {
  docx: 'docx',
  docm: 'docx',
  pptx: 'pptx',
  pptm: 'pptx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  odt: 'odt',
  odp: 'odp',
  ods: 'ods',
  epub: 'epub',
  png: 'picture',
  jpg: 'picture',
  tif: 'picture',
};

/**
 * Decides what a file is from its bytes and its extension. Both must agree: a name alone is never believed.
 * Zip packages are checked here, before anything unpacks them. The file must not be empty.
 */
export async function detectFormat(name: string, bytes: Buffer): Promise<Detected> {
  const extension = extensionOf(name);
  const named = formatOfExtension(extension);
  if (named === null && extension !== '') return unknownType(`.${extension} files`);

  if (hasZipMark(bytes)) {
    const unsafe = await checkZip(bytes);
    if (unsafe !== null) return unsafe;
  }
  if (isPdf(named, bytes)) return agree(named, 'pdf');
  if (startsWith(bytes, '{\\rtf')) return agree(named, 'rtf');
  const isReadable = isText(bytes);
  if (isReadable && !beginsOddly(bytes)) return text(named, bytes);

  const type = await fileTypeFromBuffer(bytes);
  // A small picture has too few odd bytes to look binary: its mark and one of them are enough.
  if (isReadable && (type === undefined || /^text\/|xml$/.test(type.mime))) return text(named, bytes);
  if (type?.ext === 'cfb') return isOutlook(bytes) ? agree(named, 'msg') : oldOffice(named, bytes);
  if (type?.ext === 'zip' && named?.format === 'slack-export') return agree(named, 'slack-export');
  const format = type === undefined ? undefined : packages[type.ext];
  if (format !== undefined) return agree(named, format);
  return binary(named, type?.ext);
}

function agree(named: SupportedExtension | null, format: FormatId): Detected {
  const actual = rowOfFormat(format);
  if (named === null || named.format === format) return { kind: 'detected', row: named ?? actual };
  return rejected(
    'wrong-extension',
    `The name says .${named.extension} (${named.label}) but the file is a .${actual.extension} (${actual.label}). Rename it and upload it again.`,
  );
}

function text(named: SupportedExtension | null, bytes: Buffer): Detected {
  if (named === null)
    return { kind: 'detected', row: rowOfFormat(startsWith(bytes, '<!doctype html') ? 'html' : 'text') };
  if (named.container === 'text' || named.format === 'jsonl' || named.format === 'eml')
    return { kind: 'detected', row: named };
  return rejected(
    'wrong-extension',
    `The name says .${named.extension} (${named.label}) but the file is plain text (.txt). Rename it, or upload the real ${named.label}.`,
  );
}

/** Office files before 2007, and newer ones under a password, are OLE containers. */
function oldOffice(named: SupportedExtension | null, bytes: Buffer): Rejected {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return passwordProtected();
  if (named === null) return unknownType('Office files of the years before 2007');
  return rejected(
    'wrong-extension',
    `The name says .${named.extension} (${named.label}) but the file is in the Office format of before 2007 (.doc, .xls, .ppt). Save it as .${named.extension} and upload that.`,
  );
}

/** A message of Outlook names its parts after their properties; other OLE containers have streams of words. */
function isOutlook(bytes: Buffer): boolean {
  return bytes.includes(Buffer.from('__properties_version1.0', 'utf16le'));
}

function binary(named: SupportedExtension | null, actual: string | undefined): Rejected {
  if (named === null) return unknownType(actual === undefined ? 'files of this kind' : `.${actual} files`);
  const what = actual === undefined ? 'binary data of no known type' : `a .${actual} file`;
  if (named.container === 'text' || named.format === 'jsonl' || named.format === 'eml') {
    return rejected(
      'binary',
      `The name says .${named.extension} (${named.label}) but the file is ${what}, not text.`,
    );
  }
  if (actual === undefined || actual === 'zip') {
    return rejected(
      'damaged',
      `The file is damaged: it is named .${named.extension} but is no readable ${named.label}. Save or download it again.`,
    );
  }
  return rejected(
    'wrong-extension',
    `The name says .${named.extension} (${named.label}) but the file is ${what}.`,
  );
}

function unknownType(what: string): Rejected {
  const known =
    'PDF, Word, PowerPoint, Excel, OpenDocument, RTF, EPUB, e-mail, pictures (PNG, JPEG, TIFF), Markdown, HTML, CSV, JSON, YAML, notebooks, subtitles, Slack exports and plain text';
  return rejected(
    'unknown-type',
    `${what[0]?.toUpperCase()}${what.slice(1)} are not supported. Upload one of: ${known}.`,
  );
}

function isText(bytes: Buffer): boolean {
  const [a, b] = bytes;
  const wideMark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return wideMark || !looksBinary(bytes) || wideCharset(bytes) !== null;
}

/** Beginnings of binary formats hold characters that no text begins with; a text may hold the mark alone: "GIF89a is …". */
function beginsOddly(bytes: Buffer): boolean {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return bytes[1] !== 0xfe && bytes[1] !== 0xff;
  return bytes.subarray(0, 64).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b));
}

/** A PDF may have some bytes before its mark; a text may speak of the mark. */
function isPdf(named: SupportedExtension | null, bytes: Buffer): boolean {
  return startsWith(bytes, '%pdf-') || (named?.format === 'pdf' && bytes.subarray(0, 1024).includes('%PDF-'));
}

function hasZipMark(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50;
}

function startsWith(bytes: Buffer, mark: string): boolean {
  return bytes
    .subarray(0, 256)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
    .startsWith(mark);
}
