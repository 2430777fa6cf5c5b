import { z } from 'zod';
import { byId } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { isInstead, type Missing, type Reply, redirect } from '../../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { documentPath, findDocument } from '../find-document.ts';
import { deletePage } from './delete-page.ts';
import { type DocumentView, documentPage } from './document-page.ts';

const PASSAGE_PAGE = 100;

type Needs = Pick<ConsoleDeps, 'library' | 'upkeep' | 'questionMemory' | 'log'>;
type Reads = Pick<Needs, 'library' | 'upkeep' | 'questionMemory'>;

async function loadOne(deps: Reads, { param, query }: Asked): Promise<DocumentView | Missing> {
  const document = await findDocument(deps, param('id'));
  if (isInstead(document)) return document;
  const { documentId } = document;
  const passages = await deps.library.passages(documentId);
  const wanted = query('passage');
  const at = passages.findIndex((passage) => passage.passageId === wanted);
  const pages = Math.max(1, Math.ceil(passages.length / PASSAGE_PAGE));
  const asked = Number.parseInt(query('page'), 10);
  const page = at >= 0 ? Math.floor(at / PASSAGE_PAGE) + 1 : Math.min(Math.max(1, asked || 1), pages);
  return {
    document,
    revisions: await deps.library.revisions(documentId),
    duplicates: await deps.upkeep.duplicatesOf(documentId),
    questions: await deps.questionMemory.ofDocument(documentId),
    passages: passages.slice((page - 1) * PASSAGE_PAGE, page * PASSAGE_PAGE),
    before: passages[(page - 1) * PASSAGE_PAGE - 1],
    total: passages.length,
    page,
    pages,
    wanted,
    missing: wanted !== '' && at < 0,
  };
}

async function loadSummary(deps: Pick<Needs, 'library'>, { param }: Asked) {
  const document = await findDocument(deps, param('id'));
  return isInstead(document) ? document : { document };
}

async function retry(deps: Pick<Needs, 'library'>, { req }: Visit): Promise<Reply> {
  const document = await findDocument(deps, param(req, 'id'));
  if (isInstead(document)) return document;
  if (!(await deps.library.retry(document.documentId))) {
    throw new BadRequest('The uploaded file is gone. Delete the document and upload the file again.', 409);
  }
  const form = readForm(req, { back: z.enum(['list', 'document']).optional() });
  return redirect(form.back === 'list' ? '/documents' : documentPath(document.documentId));
}

/** Takes a confirmed question out of the document's memory for good. */
async function forgetQuestion(deps: Needs, { req, session, note }: FormVisit): Promise<Reply> {
  const document = await findDocument(deps, param(req, 'id'));
  if (isInstead(document)) return document;
  const { documentId } = document;
  const { id } = readForm(req, { id: z.coerce.number().int().min(0) });
  if (!(await deps.questionMemory.forget(documentId, id)))
    throw new BadRequest('This question is not remembered any more.', 409);
  note({ path: document.path, question: id });
  deps.log.info({ documentId, question: id, by: session.user.id }, 'confirmed question taken out');
  return redirect(documentPath(documentId));
}

async function remove(deps: Pick<Needs, 'library' | 'log'>, { req, session }: Visit): Promise<Reply> {
  const document = await findDocument(deps, param(req, 'id'));
  if (isInstead(document)) return document;
  const { documentId } = document;
  readForm(req, {});
  await deps.library.delete(documentId);
  deps.log.info({ documentId, by: session.user.id }, 'document deleted');
  return redirect('/documents');
}

export function documentRoutes(deps: Needs): Route[] {
  const access = 'curator';
  return [
    pageRoute({ path: '/documents/:id', access, load: (asked) => loadOne(deps, asked), page: documentPage }),
    pageRoute({
      path: '/documents/:id/delete',
      access,
      load: (asked) => loadSummary(deps, asked),
      page: deletePage,
    }),
    formRoute('/documents/:id/delete', access, { action: 'document.delete', subject: byId }, (visit) =>
      remove(deps, visit),
    ),
    formRoute(
      '/documents/:id/questions/forget',
      access,
      { action: 'document.forget-question', subject: byId },
      (visit) => forgetQuestion(deps, visit),
    ),
    formRoute('/documents/:id/retry', access, { action: 'document.retry', subject: byId }, (visit) =>
      retry(deps, visit),
    ),
  ];
}
