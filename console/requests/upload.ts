import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import { isDiskFull } from '../../knowledge/ingest/disk-full.ts';
import type { ConsoleDeps } from '../deps.ts';
import { hasCsrfToken } from '../session/csrf.ts';
import { sessionOf } from '../session/sessions-of-requests.ts';
import { BadRequest } from './form.ts';

export const MAX_FILE_BYTES = 100 * 1024 * 1024;
const MAX_FILES = 200;
const MAX_TEXT_BYTES = 10 * 1024 * 1024;
const MAX_NAME = 200;
const MAX_FOLDERS = 12;

export type UploadedFile = { name: string; tempFile: string; bytes: number };

// Control characters, line and paragraph separators, and the marks that turn the reading direction:
// a name is shown as it is, so nothing in it may change how its neighbours read.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** A name from outside made harmless to show and to keep as a path: no way up, nothing invisible, bounded. */
export function safeName(given: string): string {
  const parts = given
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .split(/[/\\]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .slice(-MAX_FOLDERS)
    .map(shorten);
  return parts.length === 0 ? 'unnamed' : parts.join('/');
}

function shorten(part: string): string {
  const characters = Array.from(part);
  if (characters.length <= MAX_NAME) return part;
  const ending = Array.from(path.extname(part)).slice(0, 20);
  return [...characters.slice(0, MAX_NAME - ending.length), ...ending].join('');
}

function checkToken(req: Request): void {
  const session = sessionOf(req);
  if (session === null || !hasCsrfToken(req, session)) {
    throw new BadRequest('The form is too old. Load the page again and retry.', 403);
  }
}

/** The CSRF field stands before the files in the form, so a file without it is refused before it is kept. */
const fileFilter: NonNullable<multer.Options['fileFilter']> = (req, _file, done) => {
  try {
    checkToken(req);
    done(null, true);
  } catch (error) {
    done(error as Error);
  }
};

function finish(handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    handler(req, res, (error?: unknown) => {
      if (error instanceof multer.MulterError) {
        next(new BadRequest(multerWords(error), error.code === 'LIMIT_UNEXPECTED_FILE' ? 400 : 413));
        return;
      }
      if (isDiskFull(error)) {
        next(
          new BadRequest(
            'The disk of the server is full: nothing was taken in. Make room and upload again.',
            507,
          ),
        );
        return;
      }
      if (error !== undefined && error !== null) {
        next(
          error instanceof BadRequest
            ? error
            : new BadRequest('The upload was cut off or damaged on its way.'),
        );
        return;
      }
      try {
        checkToken(req);
        next();
      } catch (refused) {
        next(refused);
      }
    });
  };
}

function multerWords(error: multer.MulterError): string {
  if (error.code === 'LIMIT_FILE_SIZE')
    return 'The file is larger than 100 MB. Split it and upload the parts.';
  if (error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_PART_COUNT') {
    return `These are too many files at once. Send at most ${MAX_FILES} in one go.`;
  }
  if (error.code === 'LIMIT_UNEXPECTED_FILE') return 'The form has a file field that is not known here.';
  return 'A field of the form is too long.';
}

/** Takes files into the upload folder under names of our own; the given names are kept as text only. */
export function takeFiles(deps: Pick<ConsoleDeps, 'uploadDir' | 'random' | 'storage'>): RequestHandler {
  const upload = multer({
    storage: multer.diskStorage({
      destination: deps.uploadDir,
      filename: (_req, _file, done) => done(null, deps.random.id('up')),
    }),
    limits: {
      fileSize: MAX_FILE_BYTES,
      files: MAX_FILES,
      fields: 10,
      fieldSize: 4_096,
      parts: MAX_FILES + 10,
    },
    preservePath: true,
    defParamCharset: 'utf8',
    fileFilter,
  });
  const take = finish(upload.array('files'));
  return async (req, res, next) => {
    // Said before anything is read: what is being sent would be written first, and fill the disk.
    const refusal = await deps.storage.refusal(Number(req.get('Content-Length') ?? 0) || 0);
    if (refusal !== null) throw new BadRequest(refusal, 507);
    take(req, res, next);
  };
}

/** Takes one text file, small enough to hold in memory, beside a form's other fields. */
export function takeTextFile(): RequestHandler {
  const upload = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: MAX_TEXT_BYTES, files: 1, fields: 10, fieldSize: MAX_TEXT_BYTES, parts: 12 },
    fileFilter,
  });
  return finish(upload.single('file'));
}

/** The files that `takeFiles` took. A picker that was left empty sends one file without name and content. */
export function filesOf(req: Request): UploadedFile[] {
  const files = Array.isArray(req.files) ? req.files : [];
  return files
    .filter((file) => file.originalname !== '' || file.size > 0)
    .map((file) => ({ name: safeName(file.originalname), tempFile: file.path, bytes: file.size }));
}

/** Removes what is left of an upload that the library did not take over. */
export async function dropTempFiles(req: Request): Promise<void> {
  for (const file of Array.isArray(req.files) ? req.files : []) await rm(file.path, { force: true });
}
