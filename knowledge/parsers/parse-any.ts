import { hash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { triedAll } from '../../core/ports/left-out.ts';
import { type Emit, parseJsonLines } from './data/json-lines.ts';
import { detectFormat } from './detect.ts';
import { extensionOf, type FormatId, type SupportedExtension, type TextFormat } from './formats.ts';
import { parserLimits } from './limits.ts';
import type { ParsedDocument } from './parsed.ts';
import { type Rejected, rejected } from './rejected.ts';
import { modelOf } from './scans/language-model.ts';
import type { ScanSettings } from './scans/scan-settings.ts';
import { checkSize, isCorpusName } from './size-limit.ts';
import { declaredCharset, decodeAs, decodeText } from './text/charset.ts';
import { tidySource } from './text/text-tidy.ts';
import { usefulTitle } from './text/titles.ts';

/**
 * What operators chose about parsing. `keepNames`: people of chat exports keep their names; default false. `ocr`: the
 * language in which scans are read, such as `eng`; absent = they are not.
 */
export type ParseSettings = { keepNames?: boolean; ocr?: string };
/** A file to parse. `name` is for its extension only; `bytes` stands in for the file at `path`. */
export type FileToParse = {
  path: string;
  name: string;
  bytes?: Uint8Array;
  maxFileBytes: number;
  /** How a text file is written, as somebody chose it; absent = it is found out. */
  charset?: string;
  settings?: ParseSettings;
  /** Told after each page of a scan: the file may take longer. */
  step?: () => Promise<void>;
};
/** How it ended; documents went to `emit` before. `sha256`: see `ParseResult`. */
export type ParseEnd = { kind: 'parsed'; mediaType: string; sha256?: string } | Rejected;

type One = ParsedDocument | Rejected;
type ByteParser = (bytes: Buffer, scans: ScanSettings | null) => Promise<One>;

// Each library is loaded when the first file of its kind comes: most processes never need most of them.
const textParsers: Readonly<Record<TextFormat, (text: string) => Promise<One>>> = {
  markdown: async (text) => (await import('./markdown/markdown.ts')).parseMarkdown(text),
  text: async (text) => (await import('./text/plain-text.ts')).parsePlainText(text),
  rst: async (text) =>
    (await import('./markdown/markdown.ts')).parseMarkdown(
      (await import('./text/restructured.ts')).restructuredToMarkdown(text),
    ),
  asciidoc: async (text) =>
    (await import('./markdown/markdown.ts')).parseMarkdown(
      (await import('./text/asciidoc.ts')).asciidocToMarkdown(text),
    ),
  org: async (text) =>
    (await import('./markdown/markdown.ts')).parseMarkdown(
      (await import('./text/org.ts')).orgToMarkdown(text),
    ),
  html: async (text) => (await import('./html/html.ts')).parseHtml(text),
  csv: async (text) => (await import('./data/csv.ts')).parseCsv(text),
  json: async (text) => (await import('./data/json.ts')).parseJson(text),
  yaml: async (text) => (await import('./data/yaml.ts')).parseYaml(text),
  notebook: async (text) => (await import('./data/notebook.ts')).parseNotebook(text),
  subtitles: async (text) => (await import('./text/subtitles.ts')).parseSubtitles(text),
};
/** Many documents in one file, given to `emit` as they are read. */
const corpusParsers = {
  jsonl: async (bytes: Buffer, emit: Emit) => parseJsonLines(chunksOf(bytes), emit),
  'slack-export': async (bytes: Buffer, emit: Emit, settings: ParseSettings) =>
    (await import('./chat/slack-export.ts')).parseSlackExport(bytes, settings.keepNames === true, emit),
};
type ByteFormat = Exclude<FormatId, TextFormat | keyof typeof corpusParsers>;
const byteParsers: Readonly<Record<ByteFormat, ByteParser>> = {
  pdf: async (bytes, scans) => (await import('./pdf/parse-pdf.ts')).parsePdf(bytes, scans),
  picture: async (bytes, scans) => (await import('./scans/parse-picture.ts')).parsePicture(bytes, scans),
  docx: async (bytes, scans) => (await import('./office/word.ts')).parseWord(bytes, scans),
  xlsx: async (bytes, scans) => (await import('./office/excel.ts')).parseExcel(bytes, scans),
  epub: async (bytes) => (await import('./zip/epub.ts')).parseEpub(bytes),
  eml: async (bytes) => (await import('./mail/eml.ts')).parseEml(bytes, parsePart),
  msg: async (bytes) => (await import('./mail/msg.ts')).parseMsg(bytes, parsePart),
  pptx: async (bytes, scans) => (await import('./office/slides.ts')).parseSlides(bytes, scans),
  odt: async (bytes, scans) => (await import('./office/odf.ts')).parseOdf(bytes, scans),
  odp: async (bytes, scans) => (await import('./office/odf.ts')).parseOdf(bytes, scans),
  ods: async (bytes, scans) => (await import('./office/odf.ts')).parseOdf(bytes, scans),
  rtf: async (bytes) => (await import('./office/rich-text.ts')).parseRichText(bytes),
};

/** What is read inside other files; packages of packages are not. */
const partFormats = new Set<string>([
  ...Object.keys(textParsers),
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'rtf',
]);

/** The whole way of one file, in the child process: size, type, text, blocks. Refusals are values; it throws for surprises. */
export async function parseFile(file: FileToParse, emit: Emit): Promise<ParseEnd> {
  const size = file.bytes?.length ?? sizeOf(file.path);
  if (size === null)
    return rejected('unreadable', 'The file cannot be opened. Check that it exists and may be read.');
  const refusal = checkSize(file.name, size, file.maxFileBytes);
  if (refusal !== null) return refusal;
  if (isCorpusName(file.name) && file.bytes === undefined) return parseCorpus(file.path, emit);

  const bytes =
    file.bytes === undefined
      ? readFileSync(file.path)
      : Buffer.from(file.bytes.buffer, file.bytes.byteOffset, size);
  const detected = await detectFormat(file.name, bytes);
  if (detected.kind === 'rejected') return detected;
  const { format } = detected.row;
  if (isOneOf(corpusParsers, format))
    return parsed(detected.row, await corpusParsers[format](bytes, emit, file.settings ?? {}), bytes);
  const scans = scansOf(file);
  const document = await parseOne(detected.row, bytes, { scans, charset: file.charset });
  if ('kind' in document) return document;
  const unusable = checkText(document, detected.row, scans !== null);
  if (unusable !== null) return unusable;
  const isTried = scans !== null && modelOf(scans.language) !== null;
  const leftOut = document.leftOut === undefined || !isTried ? {} : { leftOut: triedAll(document.leftOut) };
  await emit([{ ...document, ...leftOut, title: titleOf(document) }]);
  return parsed(detected.row, null, bytes);
}

const isOneOf = <Id extends FormatId>(table: Record<Id, unknown>, format: FormatId): format is Id =>
  Object.hasOwn(table, format);

/** A placeholder is no title: the first heading is, else the file's name. */
function titleOf({ title, blocks }: ParsedDocument): string | null {
  const useful = usefulTitle(title);
  if (useful !== null || title === null || title.trim() === '') return useful;
  return usefulTitle(blocks.find((block) => block.kind === 'heading')?.text);
}

function scansOf({ settings, step }: FileToParse): ScanSettings | null {
  const language = settings?.ocr;
  return language === undefined ? null : { language, step: step ?? (async () => {}) };
}

async function parseOne(
  row: SupportedExtension,
  bytes: Buffer,
  { scans = null, charset }: { scans?: ScanSettings | null; charset?: string | undefined } = {},
): Promise<One> {
  const { format } = row;
  if (isOneOf(textParsers, format)) {
    const decoded =
      charset === undefined
        ? decodeText(bytes, format === 'html' ? declaredCharset(bytes) : null)
        : decodeAs(bytes, charset);
    if (decoded.kind === 'rejected') return decoded;
    if (decoded.text.length > parserLimits.textChars) return tooMuchText(decoded.text.length);
    return textParsers[format](tidySource(decoded.text));
  }
  if (!isOneOf(byteParsers, format)) throw new TypeError(`${format} is no single document`);
  try {
    return await byteParsers[format](bytes, scans);
  } catch {
    // The libraries throw for whatever a damaged file makes them meet; which one it was helps nobody.
    return rejected(
      'damaged',
      `The ${row.label} is damaged or incomplete and cannot be read. Save it again and upload that.`,
    );
  }
}

/** A file inside another, such as what was attached to a mail. Null = it is of no known kind, empty or cannot be read. */
async function parsePart(name: string, bytes: Buffer): Promise<ParsedDocument | null> {
  if (bytes.length === 0 || extensionOf(name) === '') return null;
  const detected = await detectFormat(name, bytes);
  if (detected.kind === 'rejected' || !partFormats.has(detected.row.format)) return null;
  const parsed = await parseOne(detected.row, bytes);
  return 'kind' in parsed ? null : parsed;
}

/** A corpus on disk is never held whole; its head must look like text. */
async function parseCorpus(path: string, emit: Emit): Promise<ParseEnd> {
  for await (const head of createReadStream(path, { end: 4095 })) {
    const detected = await detectFormat('head.jsonl', head as Buffer);
    if (detected.kind === 'rejected') return detected;
    return parsed(
      detected.row,
      await parseJsonLines(createReadStream(path, { highWaterMark: 256 * 1024 }), emit),
    );
  }
  return rejected('empty', 'The file is empty.');
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function parsed(row: SupportedExtension, refusal: Rejected | null, bytes?: Buffer): ParseEnd {
  const digest = bytes === undefined ? {} : { sha256: hash('sha256', bytes) };
  return refusal ?? { kind: 'parsed', mediaType: row.mediaType, ...digest };
}

function checkText(document: ParsedDocument, row: SupportedExtension, readsScans: boolean): Rejected | null {
  const chars = document.blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (chars > parserLimits.textChars) return tooMuchText(chars);
  if (chars > 0) return null;
  const isPictures =
    row.format === 'pdf' || document.leftOut?.some(({ kind }) => kind === 'pictures') === true;
  const hint = !isPictures
    ? ''
    : readsScans
      ? ' No text could be recognized in its pictures either.'
      : ' It is probably a scan: set DOCENT_OCR=eng to have scans read, or run text recognition (OCR) over it first.';
  return rejected('no-text', `The ${row.label} holds no text.${hint}`);
}

/** The process does one thing at a time, so the quick blocking calls serve it best. */
function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : null;
}

function tooMuchText(chars: number): Rejected {
  const millions = (count: number): string => (count / 1e6).toFixed(1);
  return rejected(
    'too-large',
    `The file holds ${millions(chars)} million characters of text; the limit is ${millions(parserLimits.textChars)} million. Divide it.`,
  );
}
