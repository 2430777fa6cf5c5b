import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { type Instead, isInstead, type Missing, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { fragmentRoute, pageRoute } from '../../routes/view-route.ts';
import { documentPath, findDocument } from '../find-document.ts';
import { type PreviewView, previewPage, previewState } from './preview-page.ts';

type Needs = Pick<ConsoleDeps, 'library' | 'previews'>;

async function loadState(deps: Needs, id: string): Promise<PreviewView | Missing> {
  const document = await findDocument(deps, id);
  if (isInstead(document)) return document;
  return { document, preview: (await deps.previews.latest(document.documentId)) ?? null };
}

/** A document without a draft has nothing to look ahead at. */
async function load(deps: Needs, id: string): Promise<PreviewView | Instead> {
  const view = await loadState(deps, id);
  if (isInstead(view)) return view;
  return view.document.draft === null ? redirect(documentPath(view.document.documentId)) : view;
}

async function start(deps: Needs, { req }: Visit): Promise<Reply> {
  const document = await findDocument(deps, param(req, 'id'));
  if (isInstead(document)) return document;
  const { documentId } = document;
  readForm(req, {});
  if ((await deps.previews.start(documentId)) === undefined)
    throw new BadRequest('There is no draft to look ahead at.', 409);
  return redirect(`${documentPath(documentId)}/preview`);
}

export function previewRoutes(deps: Needs): Route[] {
  const access = 'curator';
  return [
    pageRoute({
      path: '/documents/:id/preview',
      access,
      load: ({ param }) => load(deps, param('id')),
      page: previewPage,
    }),
    fragmentRoute({
      path: '/documents/:id/preview/state',
      access,
      background: true,
      load: ({ param }) => loadState(deps, param('id')),
      fragment: previewState,
    }),
    formRoute('/documents/:id/preview', access, 'nothing', (visit) => start(deps, visit)),
  ];
}
