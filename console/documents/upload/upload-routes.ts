import { html } from '@remix-run/html-template';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { knownCharset } from '../../../knowledge/parsers/text/charset-names.ts';
import { byId, field } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { nothing } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { dropTempFiles, filesOf, takeFiles, type UploadedFile } from '../../requests/upload.ts';
import { isInstead, type Page, type Reply, redirect } from '../../routes/replies.ts';
import {
  type FormVisit,
  formRoute,
  param,
  type Route,
  type Visit,
  wantsFragment,
} from '../../routes/route.ts';
import { fragmentRoute } from '../../routes/view-route.ts';
import { findDocument } from '../find-document.ts';
import { refusedItem, type UploadView, uploadItem } from './upload-item.ts';

type Needs = Pick<ConsoleDeps, 'library' | 'uploadDir' | 'random' | 'storage' | 'log'>;
type Refused = { name: string; documentId: null; reason: string };
type Result = { name: string; documentId: string } | Refused;

const COLLECTION = /^[a-z0-9][a-z0-9_-]{0,63}$/;

async function takeOver(
  { library, log }: Pick<Needs, 'library' | 'log'>,
  by: string,
  file: UploadedFile,
  { collection, charset }: { collection: string; charset: string | null },
): Promise<Result> {
  const { name, tempFile } = file;
  if (file.bytes === 0) return { name, documentId: null, reason: 'The file is empty. Choose another one.' };
  try {
    const { documentId } = await library.upload({
      ...{ name, tempFile, collection, by },
      ...(charset === null ? {} : { charset }),
    });
    return { name, documentId };
  } catch (error) {
    // One bad file must not take the others with it.
    if (!(error instanceof AppError)) throw error;
    log.info({ err: error, code: error.code }, 'an upload was refused');
    return { name, documentId: null, reason: `${error.message} ${error.hint}` };
  }
}

/** What was uploaded: a corpus file can take its row along when it becomes documents that are there already. */
type Uploaded = { collection: string; path: string };

async function load(
  { library }: Pick<Needs, 'library'>,
  documentId: string,
  uploaded?: Uploaded,
): Promise<UploadView> {
  const document = (await library.find(documentId)) ?? null;
  const file = document ?? uploaded;
  const [newest] = document === null ? [] : await library.revisions(documentId);
  const leftOut = newest?.leftOut ?? [];
  const view: UploadView = { name: file?.path ?? 'Deleted', document, leftOut, corpus: null };
  if (file === undefined || (document !== null && document.externalId === null)) return view;
  const { collection, path } = file;
  const found = await library.ofFile(collection, path);
  return found.documents > 0 ? { ...view, corpus: { collection, path, ...found } } : view;
}

function overQuota({ person, total }: { person: number; total: number }, bytes: number): string | null {
  if (bytes > person)
    return 'You have used up the room that one person has here. Delete documents that you no longer need, or ask an admin.';
  if (bytes > total)
    return 'The room for all documents is used up. Delete what is no longer needed, or ask an admin.';
  return null;
}

async function takeAll(deps: Needs, { req, session }: Visit): Promise<Result[]> {
  const form = readForm(req, { collection: z.string().trim(), charset: z.string().max(40).default('') });
  if (!COLLECTION.test(form.collection)) {
    throw new BadRequest('Name the collection with lower-case letters, digits, - and _.', 422);
  }
  const charset = form.charset === '' ? null : knownCharset(form.charset);
  if (form.charset !== '' && charset === null)
    throw new BadRequest('Choose one of the character sets, or none to have it found out.', 422);
  const place = { collection: form.collection, charset };
  const files = filesOf(req);
  if (files.length === 0) throw new BadRequest('No file was chosen. Choose at least one.', 422);
  const results: Result[] = [];
  const left = await deps.storage.left(session.user.name);
  for (const file of files) {
    const reason = overQuota(left, file.bytes);
    if (reason !== null) {
      results.push({ name: file.name, documentId: null, reason });
      continue;
    }
    const result = await takeOver(deps, session.user.name, file, place);
    results.push(result);
    if (result.documentId === null) continue;
    left.person -= file.bytes;
    left.total -= file.bytes;
  }
  return results;
}

async function upload(deps: Needs, visit: FormVisit): Promise<Reply> {
  const { req, session } = visit;
  const results = await takeAll(deps, visit).finally(() => dropTempFiles(req));
  const taken = results.filter(({ documentId }) => documentId !== null);
  if (taken.length > 0) visit.note({ files: taken.map(({ name }) => name) });
  const refused = results.filter((result): result is Refused => result.documentId === null);
  if (!wantsFragment(req)) {
    return refused.length === 0 ? redirect('/documents') : refusedPage(refused, results.length);
  }
  const items = await Promise.all(
    results.map(async (result) =>
      result.documentId === null
        ? refusedItem(result.name, result.reason)
        : uploadItem(await load(deps, result.documentId), session),
    ),
  );
  return { fragment: html`${items}`, status: refused.length === results.length ? 422 : 200 };
}

function refusedPage(refused: Refused[], all: number): Page {
  const taken = all - refused.length;
  const body = html`<h1>Some files were not taken in</h1>
<ul class="uploads">${refused.map(({ name, reason }) => refusedItem(name, reason))}</ul>
${taken === 0 ? nothing : html`<p>${count(taken, 'other file')} went in.</p>`}
<p><a class="button" href="/documents">Back to the documents</a></p>`;
  return { title: 'Upload', area: 'documents', body, status: 422 };
}

async function retryItem(deps: Pick<Needs, 'library'>, { req, session }: Visit): Promise<Reply> {
  readForm(req, {});
  const id = param(req, 'id');
  const document = await findDocument(deps, id);
  if (isInstead(document)) return document;
  const again = await deps.library.retry(id);
  if (!wantsFragment(req)) return redirect('/documents');
  if (again) return { fragment: uploadItem(await load(deps, id), session) };
  return { fragment: refusedItem('Retry', 'The uploaded file is gone. Upload it again.'), status: 409 };
}

export function uploadRoutes(deps: Needs): Route[] {
  return [
    formRoute(
      '/documents/upload',
      'curator',
      { action: 'document.upload', subject: field('collection') },
      (visit) => upload(deps, visit),
      takeFiles(deps),
    ),
    fragmentRoute({
      path: '/uploads/:id',
      access: 'curator',
      background: true,
      trigger: 'documents-changed',
      load({ param, query }) {
        const uploaded = { collection: query('collection').slice(0, 100), path: query('path').slice(0, 300) };
        return load(deps, param('id'), uploaded.path === '' ? undefined : uploaded);
      },
      fragment: (view, session) =>
        view.document?.status === 'processing' ? null : uploadItem(view, session),
    }),
    formRoute('/uploads/:id/retry', 'curator', { action: 'document.retry', subject: byId }, (visit) =>
      retryItem(deps, visit),
    ),
  ];
}
