import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { type FoundFile, findFiles } from '../ingest/find-files.ts';
import { hashFile } from '../ingest/hash-file.ts';
import { extensionOf, type FormatId, formatOfExtension } from '../parsers/formats.ts';
import { parserLimits } from '../parsers/limits.ts';
import type { Reading, SourceRun } from './run.ts';
import { isWanted, readPrefixes } from './web/urls.ts';

/** Ends the mark of a file that was read with text recognition on. */
const RECOGNIZED = '-recognized';

/** Files between two reports of progress. */
const REPORT = 50;

/** Reads a folder: files that look the same as last time are not opened. */
export async function readFolder(run: SourceRun): Promise<Reading> {
  const { source, limits } = run;
  const found = await filesOf(source.address);
  if (!Array.isArray(found)) return found;
  const scope = {
    include: readPrefixes(source.include_prefix),
    exclude: readPrefixes(source.exclude_prefix),
  };
  const files = found.filter((file) => isWanted(scope, `/${file.path}`));
  for (const [at, file] of files.slice(0, limits.files).entries()) {
    run.signal.throwIfAborted();
    if (!run.rows.isDone(file.path)) await readOne(run, file);
    if (at % REPORT === 0) await run.progress(at / files.length, `${at} of ${files.length} files`);
  }
  await run.intake.flush();
  if (files.length > limits.files)
    return { kind: 'partial', reason: `Only the first ${limits.files} of ${files.length} files were read.` };
  return { kind: 'complete' };
}

async function filesOf(folder: string): Promise<FoundFile[] | Reading> {
  try {
    if (!(await stat(folder)).isDirectory()) return { kind: 'failed', reason: `${folder} is no folder.` };
    // A link to a folder is watched as the folder itself; links inside it are not followed.
    const { files } = await findFiles(['.'], await realpath(folder));
    return files;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return { kind: 'failed', reason: `The folder ${folder} is not there.` };
    if (code === 'EACCES' || code === 'EPERM')
      return { kind: 'failed', reason: `Docent may not read all of ${folder}.` };
    return { kind: 'failed', reason: `The folder cannot be read: ${messageOf(error)}` };
  }
}

function mayHoldPictures(format: FormatId | undefined): boolean {
  return /^(?:pdf|picture|docx|pptx|xlsx|od[tps])$/.test(format ?? '');
}

async function readOne(run: SourceRun, found: FoundFile): Promise<void> {
  const { rows, source } = run;
  const item = found.path;
  const extension = extensionOf(item);
  const format = formatOfExtension(extension)?.format;
  if (extension !== '' && (format === undefined || (format === 'picture' && !run.readsPictures))) {
    const hint = format === 'picture' ? ' Set DOCENT_OCR=eng to have text in pictures read.' : '';
    const reason = `Files of the type .${extension} are not read.${hint}`;
    await rows.note(item, { state: 'left-out', reason });
    return;
  }
  const info = await stat(found.file).catch(() => undefined);
  // Gone since the folder was listed: the next run sees it so.
  if (info === undefined) return;
  const known = rows.get(item);
  const looks = `${info.size}-${info.mtimeMs}-${info.ctimeMs}`;
  // What text recognition was not on for is read once more when it is.
  const isAgain = run.readsPictures && mayHoldPictures(format);
  const etag = isAgain ? looks + RECOGNIZED : looks;
  const settled = known !== undefined && ['taken', 'rejected', 'deleted-here'].includes(known.state);
  const isAsRead = known?.etag === etag || (!run.readsPictures && known?.etag === looks + RECOGNIZED);
  if (settled && (isAsRead || known.state === 'deleted-here')) {
    await rows.unchanged(item);
    return;
  }
  if (info.size > parserLimits.corpusFileBytes) {
    await rows.note(item, { state: 'rejected', reason: 'The file is too large.', etag, sha256: null });
    return;
  }
  const sha256 = await hashFile(found.file);
  if (settled && known.sha256 === sha256 && (!isAgain || known.etag?.endsWith(RECOGNIZED) === true)) {
    await rows.unchanged(item, { etag });
    return;
  }
  await run.intake.add({
    item,
    path: `${path.basename(source.address)}/${item}`,
    file: found.file,
    name: item,
    bytes: info.size,
    sha256,
    etag,
    lastModified: null,
    links: [],
    byText: false,
    temporary: false,
  });
}
