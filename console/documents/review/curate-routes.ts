import { z } from 'zod';
import { isDay } from '../../../knowledge/upkeep/details.ts';
import { byId } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { isInstead, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { pageRoute } from '../../routes/view-route.ts';
import { documentPath, findDocument } from '../find-document.ts';
import { duplicatesPage } from './duplicates-page.ts';
import { reviewPage } from './review-page.ts';
import { stalePage, staleView } from './stale-page.ts';

/** What a curator may do to a document, each with what to say when there is nothing to do. */
const VERBS = {
  publish: 'There is no draft to publish.',
  rollback: 'There is no earlier revision to go back to.',
  drop: 'There is no draft to drop.',
  archive: 'The document is archived already.',
  restore: 'The document is not archived.',
  accept: 'Nothing waits for a decision here.',
  confirm: 'There is no such document.',
} as const;

type Verb = keyof typeof VERBS;

const BACK = z.enum(['document', 'review', 'stale', 'duplicates']).optional();

type Needs = Pick<ConsoleDeps, 'library' | 'upkeep' | 'log'>;

async function carryOut(
  { library, upkeep }: Needs,
  by: string,
  verb: Verb,
  documentId: string,
): Promise<boolean> {
  if (verb === 'publish') return library.publish(documentId, by);
  if (verb === 'accept') return upkeep.accept(documentId, by);
  if (verb === 'confirm') return upkeep.confirm(documentId);
  if (verb === 'drop') return (await library.drop(documentId)) !== 'none';
  return library[verb](documentId);
}

async function change(deps: Needs, { req, session }: Visit, verb: Verb): Promise<Reply> {
  const document = await findDocument(deps, param(req, 'id'));
  if (isInstead(document)) return document;
  const { documentId } = document;
  const { back } = readForm(req, { back: BACK });
  if (!(await carryOut(deps, session.user.name, verb, documentId))) throw new BadRequest(VERBS[verb], 409);
  deps.log.info({ documentId, by: session.user.id, verb }, 'document changed');
  if (back !== undefined && back !== 'document') return redirect(`/documents/${back}`);
  const left = await deps.library.find(documentId);
  return redirect(left === undefined ? '/documents' : documentPath(documentId));
}

/** Owner and review date; empty fields take them away. */
async function saveDetails(deps: Needs, { req }: Visit): Promise<Reply> {
  const document = await findDocument(deps, param(req, 'id'));
  if (isInstead(document)) return document;
  const { documentId } = document;
  const { owner, reviewOn } = readForm(req, {
    owner: z.string().trim().max(200),
    reviewOn: z.string().trim(),
  });
  if (reviewOn !== '' && !isDay(reviewOn)) throw new BadRequest('Write the day as YYYY-MM-DD.', 422);
  await deps.upkeep.describe(documentId, { owner: owner || null, reviewOn: reviewOn || null });
  return redirect(documentPath(documentId));
}

/** Decisions about documents: what is published, what is kept out, what waits. Stands before `/documents/:id`. */
export function curateRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const verbs = (Object.keys(VERBS) as Verb[]).map((verb) =>
    formRoute(`/documents/:id/${verb}`, access, { action: `document.${verb}`, subject: byId }, (visit) =>
      change(deps, visit, verb),
    ),
  );
  return [
    pageRoute({
      path: '/documents/review',
      access,
      load: async () => ({ waiting: await deps.upkeep.waiting() }),
      page: reviewPage,
    }),
    pageRoute({
      path: '/documents/stale',
      access,
      load: async ({ query }) => staleView(await deps.upkeep.stale(), query('page')),
      page: stalePage,
    }),
    pageRoute({
      path: '/documents/duplicates',
      access,
      load: () => deps.upkeep.duplicates(),
      page: duplicatesPage,
    }),
    formRoute('/documents/duplicates/look', access, 'nothing', async ({ req }) => {
      readForm(req, {});
      await deps.upkeep.lookForDuplicates();
      return redirect('/documents/duplicates');
    }),
    formRoute('/documents/:id/details', access, { action: 'document.describe', subject: byId }, (visit) =>
      saveDetails(deps, visit),
    ),
    ...verbs,
  ];
}
