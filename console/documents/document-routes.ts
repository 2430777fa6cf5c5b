import { z } from 'zod';
import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { link } from '../parts.ts';
import { param, query, type Room, type Route, type Visit } from '../route.ts';
import { documentOf } from './curate-routes.ts';
import { deletePage } from './delete-page.ts';
import { documentPage } from './document-page.ts';
import { documentRow, goneRow } from './document-row.ts';
import { documentsPage, documentTable } from './documents-page.ts';

const PAGE = 50;
const PASSAGE_PAGE = 100;

function encode(id: string): string {
  return encodeURIComponent(id);
}

async function listOf(room: Room, visit: Visit) {
  const search = query(visit.req, 'q').slice(0, 200);
  const collection = query(visit.req, 'collection').slice(0, 100);
  const before = query(visit.req, 'before').slice(0, 64);
  const rows = await room.deps.library.list({
    limit: PAGE + 1,
    ...(search === '' ? {} : { search }),
    ...(collection === '' ? {} : { collection }),
    ...(before === '' ? {} : { before }),
  });
  const documents = rows.slice(0, PAGE);
  const filter = { q: search, collection };
  const last = documents.at(-1);
  return {
    session: visit.session,
    documents,
    search,
    collection,
    refresh: link('/documents/table', { ...filter, before }),
    first: before === '' ? null : link('/documents', filter),
    next:
      rows.length > PAGE && last !== undefined
        ? link('/documents', { ...filter, before: last.documentId })
        : null,
  };
}

async function showList(room: Room, visit: Visit): Promise<void> {
  const collections = await room.deps.library.collections();
  const waiting = (await room.deps.upkeep.waiting()).length;
  const body = documentsPage({ ...(await listOf(room, visit)), collections, waiting });
  await sendPage(room, visit, { title: 'Documents', area: 'documents', body });
}

async function showDocument(room: Room, visit: Visit): Promise<void> {
  const document = await documentOf(room, visit);
  const passages = await room.deps.library.passages(document.documentId);
  const revisions = await room.deps.library.revisions(document.documentId);
  const duplicates = await room.deps.upkeep.duplicatesOf(document.documentId);
  const questions = await room.deps.questionMemory.ofDocument(document.documentId);
  const wanted = query(visit.req, 'passage');
  const at = passages.findIndex((passage) => passage.passageId === wanted);
  const pages = Math.max(1, Math.ceil(passages.length / PASSAGE_PAGE));
  const asked = Number.parseInt(query(visit.req, 'page'), 10);
  const page = at >= 0 ? Math.floor(at / PASSAGE_PAGE) + 1 : Math.min(Math.max(1, asked || 1), pages);
  const body = documentPage({
    session: visit.session,
    document,
    revisions,
    duplicates,
    questions,
    passages: passages.slice((page - 1) * PASSAGE_PAGE, page * PASSAGE_PAGE),
    total: passages.length,
    page,
    pages,
    wanted,
    missing: wanted !== '' && at < 0,
  });
  await sendPage(room, visit, { title: document.title, area: 'documents', body });
}

async function retry(room: Room, visit: Visit): Promise<void> {
  const document = await documentOf(room, visit);
  if (!(await room.deps.library.retry(document.documentId))) {
    throw new BadRequest('The uploaded file is gone. Delete the document and upload the file again.', 409);
  }
  const form = readForm(visit.req, { back: z.enum(['list', 'document']).optional() });
  visit.res.redirect(303, form.back === 'list' ? '/documents' : `/documents/${encode(document.documentId)}`);
}

/** Takes a confirmed question out of the document's memory for good. */
async function forgetQuestion(room: Room, visit: Visit): Promise<void> {
  const { documentId } = await documentOf(room, visit);
  const { id } = readForm(visit.req, { id: z.coerce.number().int().min(0) });
  if (!(await room.deps.questionMemory.forget(documentId, id)))
    throw new BadRequest('This question is not remembered any more.', 409);
  room.deps.log.info({ documentId, question: id, by: visit.session.user.id }, 'confirmed question taken out');
  visit.res.redirect(303, `/documents/${encode(documentId)}`);
}

async function remove(room: Room, visit: Visit): Promise<void> {
  const document = await documentOf(room, visit);
  readForm(visit.req, {});
  await room.deps.library.delete(document.documentId);
  room.deps.log.info({ documentId: document.documentId, by: visit.session.user.id }, 'document deleted');
  visit.res.redirect(303, '/documents');
}

export function documentRoutes(room: Room): Route[] {
  const { library } = room.deps;
  return [
    { method: 'get', path: '/documents', access: 'curator', handle: (visit) => showList(room, visit) },
    {
      method: 'get',
      path: '/documents/table',
      access: 'curator',
      background: true,
      async handle(visit) {
        sendFragment(visit.res, documentTable(await listOf(room, visit)));
      },
    },
    {
      method: 'get',
      path: '/documents/:id',
      access: 'curator',
      handle: (visit) => showDocument(room, visit),
    },
    {
      method: 'get',
      path: '/documents/:id/row',
      access: 'curator',
      background: true,
      async handle({ req, res, session }) {
        const document = await library.find(param(req, 'id'));
        if (document?.status === 'processing') res.status(204).end();
        else sendFragment(res, document === undefined ? goneRow() : documentRow(session, document));
      },
    },
    {
      method: 'get',
      path: '/documents/:id/delete',
      access: 'curator',
      async handle(visit) {
        const document = await documentOf(room, visit);
        const body = deletePage(visit.session, document);
        await sendPage(room, visit, { title: `Delete ${document.title}`, area: 'documents', body });
      },
    },
    {
      method: 'post',
      path: '/documents/:id/delete',
      access: 'curator',
      handle: (visit) => remove(room, visit),
    },
    {
      method: 'post',
      path: '/documents/:id/questions/forget',
      access: 'curator',
      handle: (visit) => forgetQuestion(room, visit),
    },
    {
      method: 'post',
      path: '/documents/:id/retry',
      access: 'curator',
      handle: (visit) => retry(room, visit),
    },
  ];
}
