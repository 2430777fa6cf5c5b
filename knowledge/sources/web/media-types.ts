import { extensionOf, formatOfExtension, supportedExtensions } from '../../parsers/formats.ts';

/** Types that say nothing about what a file is. */
const VAGUE = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download']);
const OTHER_NAMES: Record<string, string> = {
  'application/xhtml+xml': 'html',
  'text/x-markdown': 'md',
  'application/x-pdf': 'pdf',
  'application/csv': 'csv',
  'text/rtf': 'rtf',
  'application/x-ndjson': 'jsonl',
};

/** The extension under which the parsers read what a server sent; null for what they do not read. Pictures of sites are seldom scans. */
export function extensionFor(mediaType: string, url: URL): string | null {
  const extension = readableExtension(mediaType, url);
  return extension !== null && formatOfExtension(extension)?.format === 'picture' ? null : extension;
}

function readableExtension(mediaType: string, url: URL): string | null {
  const named = formatOfExtension(extensionOf(decodedName(url)));
  if (VAGUE.has(mediaType)) return named?.extension ?? null;
  // Servers send Markdown, CSV and the like as plain text.
  if (mediaType === 'text/plain') return named?.container === 'text' ? named.extension : 'txt';
  if (named?.mediaType === mediaType) return named.extension;
  return (
    OTHER_NAMES[mediaType] ??
    supportedExtensions.find((row) => row.mediaType === mediaType)?.extension ??
    null
  );
}

/** A file name for what an address gave, with the extension that its parser goes by: `…/leave/` is `leave.html`. */
export function nameFor(url: URL, extension: string): string {
  const name = decodedName(url).replace(/[^\p{L}\p{N}._ -]+/gu, '-');
  const bare = formatOfExtension(extensionOf(name)) === null ? name : name.slice(0, name.lastIndexOf('.'));
  return `${bare.slice(0, 120) || url.hostname}.${extension}`;
}

function decodedName(url: URL): string {
  const last =
    url.pathname
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
