import { z } from 'zod';
import type { DocumentSummary } from '../../core/ports/library.ts';
import { isDay } from '../../knowledge/upkeep/details.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';
import { duplicatesPage } from './duplicates-page.ts';
import { reviewPage } from './review-page.ts';
import { stalePage } from './stale-page.ts';

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

/** The document that a path names; a page that says so when there is none. */
export async function documentOf(room: Room, visit: Visit): Promise<DocumentSummary> {
  const document = await room.deps.library.find(param(visit.req, 'id'));
  if (document === undefined)
    throw new BadRequest('There is no such document. It may have been deleted.', 404);
  return document;
}

async function carryOut(room: Room, visit: Visit, verb: Verb, documentId: string): Promise<boolean> {
  const { library, upkeep } = room.deps;
  const by = visit.session.user.name;
  if (verb === 'publish') return library.publish(documentId, by);
  if (verb === 'accept') return upkeep.accept(documentId, by);
  if (verb === 'confirm') return upkeep.confirm(documentId);
  if (verb === 'drop') return (await library.drop(documentId)) !== 'none';
  return library[verb](documentId);
}

async function change(room: Room, visit: Visit, verb: Verb): Promise<void> {
  const { documentId } = await documentOf(room, visit);
  const { back } = readForm(visit.req, { back: BACK });
  if (!(await carryOut(room, visit, verb, documentId))) throw new BadRequest(VERBS[verb], 409);
  room.deps.log.info({ documentId, by: visit.session.user.id, verb }, 'document changed');
  const left = await room.deps.library.find(documentId);
  const own = left === undefined ? '/documents' : `/documents/${encodeURIComponent(documentId)}`;
  visit.res.redirect(303, back === undefined || back === 'document' ? own : `/documents/${back}`);
}

/** Owner and review date; empty fields take them away. */
async function saveDetails(room: Room, visit: Visit): Promise<void> {
  const { documentId } = await documentOf(room, visit);
  const { owner, reviewOn } = readForm(visit.req, {
    owner: z.string().trim().max(200),
    reviewOn: z.string().trim(),
  });
  if (reviewOn !== '' && !isDay(reviewOn)) throw new BadRequest('Write the day as YYYY-MM-DD.', 422);
  await room.deps.upkeep.describe(documentId, { owner: owner || null, reviewOn: reviewOn || null });
  visit.res.redirect(303, `/documents/${encodeURIComponent(documentId)}`);
}

/** Decisions about documents: what is published, what is kept out, what waits. Stands before `/documents/:id`. */
export function curateRoutes(room: Room): Route[] {
  const verbs = (Object.keys(VERBS) as Verb[]).map(
    (verb): Route => ({
      method: 'post',
      path: `/documents/:id/${verb}`,
      access: 'curator',
      handle: (visit) => change(room, visit, verb),
    }),
  );
  return [
    {
      method: 'get',
      path: '/documents/review',
      access: 'curator',
      async handle(visit) {
        const body = reviewPage(visit.session, await room.deps.upkeep.waiting());
        await sendPage(room, visit, { title: 'For review', area: 'documents', body });
      },
    },
    {
      method: 'get',
      path: '/documents/stale',
      access: 'curator',
      async handle(visit) {
        const body = stalePage(visit.session, await room.deps.upkeep.stale());
        await sendPage(room, visit, { title: 'Stale', area: 'documents', body });
      },
    },
    {
      method: 'get',
      path: '/documents/duplicates',
      access: 'curator',
      async handle(visit) {
        const body = duplicatesPage(visit.session, await room.deps.upkeep.duplicates());
        await sendPage(room, visit, { title: 'Duplicates', area: 'documents', body });
      },
    },
    {
      method: 'post',
      path: '/documents/duplicates/look',
      access: 'curator',
      async handle({ req, res }) {
        readForm(req, {});
        await room.deps.upkeep.lookForDuplicates();
        res.redirect(303, '/documents/duplicates');
      },
    },
    {
      method: 'post',
      path: '/documents/:id/details',
      access: 'curator',
      handle: (visit) => saveDetails(room, visit),
    },
    ...verbs,
  ];
}
