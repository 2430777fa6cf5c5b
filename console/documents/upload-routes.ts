import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { DocumentSummary, FileSummary } from '../../core/ports/library.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { csrfField, link, nothing } from '../parts.ts';
import { param, query, type Room, type Route, type Visit, wantsFragment } from '../route.ts';
import type { Session } from '../session.ts';
import { dropTempFiles, filesOf, takeFiles, type UploadedFile } from '../upload.ts';
import { count } from '../words.ts';
import { flagWords } from './document-words.ts';

type Result = { name: string; documentId: string | null; reason: string | null };

const COLLECTION = /^[a-z0-9][a-z0-9_-]{0,63}$/;

async function takeOver(room: Room, visit: Visit, file: UploadedFile, collection: string): Promise<Result> {
  const { deps } = room;
  if (file.bytes === 0) {
    return { name: file.name, documentId: null, reason: 'The file is empty. Choose another one.' };
  }
  try {
    const { documentId } = await deps.library.upload({
      name: file.name,
      tempFile: file.tempFile,
      collection,
      by: visit.session.user.name,
    });
    return { name: file.name, documentId, reason: null };
  } catch (error) {
    // One bad file must not take the others with it.
    if (!(error instanceof AppError)) throw error;
    deps.log.info({ err: error, code: error.code }, 'an upload was refused');
    return { name: file.name, documentId: null, reason: `${error.message} ${error.hint}` };
  }
}

/** What was uploaded: a corpus file can take its row along when it becomes documents that are there already. */
type Uploaded = { collection: string; path: string };

/** One file's line under the drop area; it asks again until the document is ready or has failed. */
function uploadItem(session: Session, name: string, document: DocumentSummary | undefined): SafeHtml {
  if (document === undefined) return refusedItem(name, 'This document was deleted.');
  const id = encodeURIComponent(document.documentId);
  if (document.status === 'processing') {
    const again = link(`/uploads/${id}`, { collection: document.collection, path: document.path });
    return html`<li class="upload-item" hx-get="${again}" hx-trigger="every 1s" hx-swap="outerHTML" hx-status:5xx="swap:none">
  <span class="upload-name">${name}</span><progress aria-label="Being read: ${name}"></progress><span class="upload-state">Being read…</span></li>`;
  }
  if (document.status === 'failed') {
    return html`<li class="upload-item bad"><span class="upload-name">${name}</span>
  <span class="upload-state">${document.reason ?? 'It could not be read.'}</span>
  <form method="post" action="/uploads/${id}/retry" hx-post="/uploads/${id}/retry" hx-target="closest li" hx-swap="outerHTML">${csrfField(session)}<button class="quiet small">Retry</button></form></li>`;
  }
  if (document.held) {
    return html`<li class="upload-item warn"><span class="upload-name"><a href="/documents/${id}">${name}</a></span>
  <span class="upload-state">Held for review: ${document.flags.map((kind) => flagWords[kind].text.toLowerCase()).join(', ')}</span></li>`;
  }
  return html`<li class="upload-item good"><span class="upload-name"><a href="/documents/${id}">${name}</a></span>
  <span class="upload-state">${readyWords[document.status] ?? 'Ready'}, ${count(document.passages, 'passage')}</span></li>`;
}

/** The line of a file that holds a document in each row. */
function corpusItem({ collection, path }: Uploaded, { documents, held }: FileSummary): SafeHtml {
  const list = link('/documents', { q: path, collection });
  const kept = held === 0 ? '' : `, ${held.toLocaleString('en')} of them held for review`;
  return html`<li class="upload-item ${held === 0 ? 'good' : 'warn'}"><span class="upload-name">${path}</span>
  <span class="upload-state">Ready: <a href="${list}">${count(documents, 'document')}</a>${kept}</span></li>`;
}

/** How an upload ended that is not in answers. */
const readyWords: Partial<Record<DocumentSummary['status'], string>> = {
  draft: 'Kept as a draft',
  archived: 'Kept as a draft of an archived document',
};

function refusedItem(name: string, reason: string): SafeHtml {
  return html`<li class="upload-item bad"><span class="upload-name">${name}</span><span class="upload-state">${reason}</span></li>`;
}

async function itemOf(
  room: Room,
  session: Session,
  documentId: string,
  uploaded?: Uploaded,
): Promise<SafeHtml> {
  const { library } = room.deps;
  const document = await library.find(documentId);
  const file = document ?? uploaded;
  if (file !== undefined && (document === undefined || document.externalId !== null)) {
    const found = await library.ofFile(file.collection, file.path);
    if (found.documents > 0) return corpusItem(file, found);
  }
  return uploadItem(session, file?.path ?? 'Deleted', document);
}

async function upload(room: Room, visit: Visit): Promise<void> {
  const { req, res, session } = visit;
  const results: Result[] = [];
  try {
    const form = readForm(req, { collection: z.string().trim() });
    if (!COLLECTION.test(form.collection)) {
      throw new BadRequest('Name the collection with lower-case letters, digits, - and _.', 422);
    }
    const files = filesOf(req);
    if (files.length === 0) throw new BadRequest('No file was chosen. Choose at least one.', 422);
    for (const file of files) results.push(await takeOver(room, visit, file, form.collection));
  } finally {
    await dropTempFiles(req);
  }
  if (wantsFragment(req)) {
    const items: SafeHtml[] = [];
    for (const { name, documentId, reason } of results) {
      items.push(
        documentId === null ? refusedItem(name, reason ?? '') : await itemOf(room, session, documentId),
      );
    }
    sendFragment(res, html`${items}`, results.every((result) => result.documentId === null) ? 422 : 200);
    return;
  }
  const refused = results.filter((result) => result.documentId === null);
  if (refused.length === 0) {
    res.redirect(303, '/documents');
    return;
  }
  const taken = results.length - refused.length;
  const body = html`<h1>Some files were not taken in</h1>
<ul class="uploads">${refused.map((result) => refusedItem(result.name, result.reason ?? ''))}</ul>
${taken === 0 ? nothing : html`<p>${count(taken, 'other file')} went in.</p>`}
<p><a class="button" href="/documents">Back to the documents</a></p>`;
  await sendPage(room, visit, { title: 'Upload', area: 'documents', body, status: 422 });
}

async function showItem(room: Room, visit: Visit): Promise<void> {
  const id = param(visit.req, 'id');
  const document = await room.deps.library.find(id);
  if (document?.status === 'processing') {
    // Nothing new: no swap, so a screen reader is not told the same again.
    visit.res.status(204).end();
    return;
  }
  visit.res.set('HX-Trigger', 'documents-changed');
  const uploaded = {
    collection: query(visit.req, 'collection').slice(0, 100),
    path: query(visit.req, 'path').slice(0, 300),
  };
  sendFragment(visit.res, await itemOf(room, visit.session, id, uploaded.path === '' ? undefined : uploaded));
}

async function retryItem(room: Room, visit: Visit): Promise<void> {
  const { req, res, session } = visit;
  readForm(req, {});
  const id = param(req, 'id');
  const again = await room.deps.library.retry(id);
  if (!wantsFragment(req)) {
    res.redirect(303, '/documents');
    return;
  }
  if (again) sendFragment(res, await itemOf(room, session, id));
  else sendFragment(res, refusedItem('Retry', 'The uploaded file is gone. Upload it again.'), 409);
}

export function uploadRoutes(room: Room): Route[] {
  return [
    {
      method: 'post',
      path: '/documents/upload',
      access: 'curator',
      body: takeFiles(room.deps),
      handle: (visit) => upload(room, visit),
    },
    {
      method: 'get',
      path: '/uploads/:id',
      access: 'curator',
      background: true,
      handle: (visit) => showItem(room, visit),
    },
    {
      method: 'post',
      path: '/uploads/:id/retry',
      access: 'curator',
      handle: (visit) => retryItem(room, visit),
    },
  ];
}
