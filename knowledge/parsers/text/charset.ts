import { Buffer } from 'node:buffer';
import { analyse } from 'chardet';
import { type Rejected, rejected } from '../rejected.ts';
import { guessCharset } from './charset-guess.ts';
import { decodeStrictly } from './dos-charsets.ts';

/** Text with the charset it was written in, or why the bytes are none. */
export type Decoded = { kind: 'decoded'; text: string; charset: string } | Rejected;

const sampleBytes = 64 * 1024;

/**
 * Bytes to text: byte order mark, UTF-16 by its zeros, UTF-8 to the letter, what the file declares (`declaredCharset`), a
 * guess by the letters of languages, by statistics, windows-1252.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): Decoded {
  const marked = byMark(bytes);
  if (marked !== null) return marked;
  const wide = wideCharset(bytes);
  if (wide !== null) {
    const text = decodeStrictly(bytes, wide);
    if (text !== null && isText(text)) return { kind: 'decoded', text, charset: wide };
  }
  if (looksBinary(bytes)) return binary();
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null) return { kind: 'decoded', text: utf8, charset: 'utf-8' };
  return (
    byName(bytes, declared) ??
    almostUtf8(bytes) ??
    byLetters(bytes) ??
    byStatistics(bytes) ??
    westEuropean(bytes) ??
    wrongCharset()
  );
}

/** Bytes to text in a charset that somebody chose. */
export function decodeAs(bytes: Uint8Array, charset: string): Decoded {
  const text = decodeStrictly(bytes, charset);
  if (text !== null && isText(text)) return { kind: 'decoded', text, charset };
  return rejected(
    'wrong-charset',
    `The file is not written in ${charset}, which was chosen for it. Choose another character set, or none to have it found out.`,
  );
}

/** True where the bytes hold what no text does: many zeros or control characters. A few are let through and dropped. */
export function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, sampleBytes);
  let control = 0;
  // An index is several times faster here than an iterator, and this runs over every file.
  for (let index = 0; index < head.length; index += 1) {
    const byte = head[index] ?? 0;
    if (byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c))
      control += 1;
  }
  return control > Math.max(head.length * 0.01, head.length < 1_000 ? 3 : 0);
}

function byMark(bytes: Uint8Array): Decoded | null {
  const [a, b, c] = bytes;
  const charset =
    a === 0xef && b === 0xbb && c === 0xbf
      ? 'utf-8'
      : a === 0xff && b === 0xfe
        ? 'utf-16le'
        : a === 0xfe && b === 0xff
          ? 'utf-16be'
          : null;
  if (charset === null) return null;
  const text = decodeStrictly(bytes, charset);
  if (text === null) return wrongCharset(charset);
  return isText(text) ? { kind: 'decoded', text, charset } : binary();
}

/** UTF-16 without a mark: in most languages' text half of the bytes, always the same half, are zero. */
export function wideCharset(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, 4096);
  if (head.length < 4 || !head.includes(0)) return null;
  let even = 0;
  let odd = 0;
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : null;
}

/** UTF-8 with a few broken places (joined or cut files): kept, the broken places show as the replacement character. */
function almostUtf8(bytes: Uint8Array): Decoded | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  const letters = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return letters > broken * 10 ? { kind: 'decoded', text, charset: 'utf-8' } : null;
}

/** Letters of the languages first: they tell short texts apart. Then the statistics of a library, which need more text. */
function byLetters(bytes: Uint8Array): Decoded | null {
  const guess = guessCharset(bytes);
  if (guess === null || !isText(guess.text)) return null;
  return { kind: 'decoded', text: guess.text, charset: guess.charset };
}

function byStatistics(bytes: Uint8Array): Decoded | null {
  for (const { name, confidence } of analyse(Buffer.from(bytes.subarray(0, sampleBytes)))) {
    if (confidence < 25 || name.startsWith('UTF')) continue;
    const text = decodeStrictly(bytes, name);
    if (text !== null && isText(text)) return { kind: 'decoded', text, charset: name.toLowerCase() };
  }
  return null;
}

/** The usual answer for what is left, unless the text would be mostly accents and signs. */
function westEuropean(bytes: Uint8Array): Decoded | null {
  const text = decodeStrictly(bytes, 'windows-1252');
  if (text === null || !isText(text)) return null;
  const high = bytes.reduce((sum, byte) => sum + (byte >= 0x80 ? 1 : 0), 0);
  return high <= bytes.length * 0.3 ? { kind: 'decoded', text, charset: 'windows-1252' } : null;
}

/** The charset that an HTML or XML file names in its head, as `TextDecoder` knows it; null = none. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const named =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1] ??
    /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]{2,40})["']/i.exec(head)?.[1];
  if (named === undefined) return null;
  try {
    const charset = new TextDecoder(named).encoding;
    // A file whose head can be read as bytes of one is not written in two.
    return charset.startsWith('utf-16') ? 'utf-8' : charset;
  } catch {
    return null;
  }
}

/** The named charset where it gives readable text. */
function byName(bytes: Uint8Array, charset: string | null): Decoded | null {
  if (charset === null || charset === 'utf-8') return null;
  const text = decodeStrictly(bytes, charset);
  return text !== null && isText(text) ? { kind: 'decoded', text, charset } : null;
}

function isText(text: string): boolean {
  const head = text.slice(0, sampleBytes);
  const odd =
    head.match(/[\p{Cc}\p{Co}\p{Cn}\ufffd]/gu)?.filter((char) => !/[\t\n\r\f]/.test(char)).length ?? 0;
  return odd <= Math.max(head.length * 0.01, head.length < 1_000 ? 3 : 0);
}

function binary(): Rejected {
  return rejected(
    'binary',
    'The file holds binary data, not text. Upload it with its true extension, or export it as text.',
  );
}

function wrongCharset(named?: string): Rejected {
  const why =
    named === undefined
      ? 'No known character encoding gives readable text.'
      : `It is marked as ${named} but is not.`;
  return rejected('wrong-charset', `${why} Save the file as UTF-8 and upload it again.`);
}
