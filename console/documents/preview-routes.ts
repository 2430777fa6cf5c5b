import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import type { Room, Route, Visit } from '../route.ts';
import { documentOf } from './curate-routes.ts';
import { previewPage, previewState } from './preview-page.ts';

async function viewOf(room: Room, visit: Visit) {
  const document = await documentOf(room, visit);
  const preview = await room.deps.previews.latest(document.documentId);
  return { session: visit.session, document, preview };
}

async function show(room: Room, visit: Visit): Promise<void> {
  const view = await viewOf(room, visit);
  if (view.document.draft === null) {
    visit.res.redirect(303, `/documents/${encodeURIComponent(view.document.documentId)}`);
    return;
  }
  const title = `What would change: ${view.document.title}`;
  await sendPage(room, visit, { title, area: 'documents', body: previewPage(view) });
}

async function start(room: Room, visit: Visit): Promise<void> {
  const { documentId } = await documentOf(room, visit);
  readForm(visit.req, {});
  if ((await room.deps.previews.start(documentId)) === undefined)
    throw new BadRequest('There is no draft to look ahead at.', 409);
  visit.res.redirect(303, `/documents/${encodeURIComponent(documentId)}/preview`);
}

export function previewRoutes(room: Room): Route[] {
  return [
    {
      method: 'get',
      path: '/documents/:id/preview',
      access: 'curator',
      handle: (visit) => show(room, visit),
    },
    {
      method: 'get',
      path: '/documents/:id/preview/state',
      access: 'curator',
      background: true,
      async handle(visit) {
        sendFragment(visit.res, previewState(await viewOf(room, visit)));
      },
    },
    {
      method: 'post',
      path: '/documents/:id/preview',
      access: 'curator',
      handle: (visit) => start(room, visit),
    },
  ];
}
