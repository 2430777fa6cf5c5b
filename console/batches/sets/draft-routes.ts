import type { GoldenCase } from '../../../core/ports/batches.ts';
import type { Audited } from '../../audit/audit-trail.ts';
import { byId } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { findDocument } from '../../documents/find-document.ts';
import { link } from '../../frame/parts.ts';
import { BadRequest, manyText, readForm } from '../../requests/form.ts';
import { takeLongForm } from '../../requests/long-form.ts';
import { isInstead, type Missing, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { findSet } from '../find-set.ts';
import { caseOf, emptyFields, problemWith } from './case-form.ts';
import { type ChooseSetView, chooseSetPage } from './choose-set-page.ts';
import { type DraftSource, type DraftsView, draftsPage } from './drafts-page.ts';
import { setPath } from './set-page.ts';

type Needs = Pick<ConsoleDeps, 'batches' | 'dataSets' | 'library'>;

const DRAFTS_SHOWN = 50;
/** What a field of a case may hold, as in the form of a single case. */
const LONGEST = { question: 2_000, text: 20_000 };

/** Drafts of one document for a set. */
export const draftsPath = (setId: string, documentId: string): string =>
  link(`${setPath(setId)}/drafts/documents`, { document: documentId });

async function loadVotes({ dataSets }: Needs, { param }: Asked): Promise<DraftsView | Missing> {
  const set = await findSet({ dataSets }, param('id'));
  if (isInstead(set)) return set;
  return {
    ...{ set, source: 'votes', document: null },
    drafts: await dataSets.fromVotes(set.id, DRAFTS_SHOWN),
  };
}

async function loadDocuments(deps: Needs, { param, query }: Asked): Promise<DraftsView | Missing> {
  const set = await findSet(deps, param('id'));
  if (isInstead(set)) return set;
  const wanted = query('document');
  const document = wanted === '' ? null : await findDocument(deps, wanted);
  if (isInstead(document)) return document;
  const which = { limit: DRAFTS_SHOWN, ...(document === null ? {} : { documentId: document.documentId }) };
  const title = document === null ? null : { title: document.title };
  return {
    ...{ set, source: 'documents', document: title },
    drafts: await deps.dataSets.fromDocuments(set.id, which),
  };
}

async function loadChoice(deps: Needs, { param }: Asked): Promise<ChooseSetView | Missing> {
  const document = await findDocument(deps, param('id'));
  if (isInstead(document)) return document;
  const { documentId, title } = document;
  return { document: { documentId, title }, sets: await deps.batches.listSets() };
}

/** The ticked drafts, each as it was left by whoever looked at it. Throws BadRequest. */
function readDrafts(visit: Visit): (GoldenCase & { from?: string })[] {
  const form = readForm(visit.req, {
    ...{ take: manyText, question: manyText, expectedFacts: manyText, expectedAnswer: manyText },
    ...{ expectedSources: manyText, from: manyText },
  });
  if (form.take.length === 0) throw new BadRequest('Tick the questions to take first.', 422);
  return form.take.map((ticked) => {
    const at = /^\d{1,3}$/.test(ticked) ? Number(ticked) : -1;
    const question = form.question[at];
    if (question === undefined) throw new BadRequest('The form has a draft that cannot be used.');
    const fields = {
      ...{ ...emptyFields, question, expectedFacts: form.expectedFacts[at] ?? '' },
      expectedAnswer: form.expectedAnswer[at] ?? '',
      expectedSources: form.expectedSources[at] ?? '',
    };
    const { expectedFacts, expectedAnswer, expectedSources } = fields;
    const long = [expectedFacts, expectedAnswer, expectedSources].some((text) => text.length > LONGEST.text);
    if (long || question.length > LONGEST.question) throw new BadRequest('A draft is too long.', 422);
    const problem = problemWith(fields);
    if (problem !== null) throw new BadRequest(problem, 422);
    const from = form.from[at] ?? '';
    return { ...caseOf(fields), ...(from === '' ? {} : { from: from.slice(0, 80) }) };
  });
}

async function takeDrafts(deps: Needs, visit: Visit): Promise<Reply> {
  const cases = readDrafts(visit);
  const set = await findSet(deps, param(visit.req, 'id'));
  if (isInstead(set)) return set;
  return redirect(`${setPath(await deps.dataSets.add(set.id, cases))}#questions`);
}

/** Questions that votes and documents offer; a person accepts, edits or drops each. */
export function draftRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const path = '/batches/sets/:id/drafts';
  const edited: Audited = { action: 'eval-set.edit', subject: byId };
  const take = (source: DraftSource): Route =>
    formRoute(`${path}/${source}`, access, edited, (visit) => takeDrafts(deps, visit), takeLongForm());
  return [
    pageRoute({
      path: `${path}/votes`,
      access,
      load: (asked) => loadVotes(deps, asked),
      page: draftsPage,
    }),
    take('votes'),
    pageRoute({
      path: `${path}/documents`,
      access,
      load: (asked) => loadDocuments(deps, asked),
      page: draftsPage,
    }),
    take('documents'),
    pageRoute({
      path: '/documents/:id/draft-questions',
      access,
      load: (asked) => loadChoice(deps, asked),
      page: chooseSetPage,
    }),
  ];
}
