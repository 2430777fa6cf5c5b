import type { RevisionSummary } from '../../core/ports/library.ts';
import { diffRevisions } from '../../knowledge/documents/revision-diff.ts';
import { sendPage } from '../layout.ts';
import { query, type Room, type Route, type Visit } from '../route.ts';
import { documentOf } from './curate-routes.ts';
import { type Comparison, revisionsPage } from './revisions-page.ts';

/** The two revisions that are asked for; else the newest one with what stands in answers, or with the one before. */
function pairOf(visit: Visit, revisions: readonly RevisionSummary[]): { from: number; to: number } | null {
  const known = (name: string) =>
    revisions.find((revision) => String(revision.number) === query(visit.req, name));
  const newest = known('to') ?? revisions[0];
  if (newest === undefined) return null;
  const standing = revisions.find(
    (revision) => revision.number < newest.number && revision.state === 'published',
  );
  const before = revisions.find((revision) => revision.number < newest.number);
  const from = known('from') ?? standing ?? before;
  return from === undefined ? null : { from: from.number, to: newest.number };
}

async function show(room: Room, visit: Visit): Promise<void> {
  const { library } = room.deps;
  const document = await documentOf(room, visit);
  const revisions = await library.revisions(document.documentId);
  const pair = pairOf(visit, revisions);
  let comparison: Comparison | null = null;
  if (pair !== null) {
    const before = await library.revisionPassages(document.documentId, pair.from);
    const after = await library.revisionPassages(document.documentId, pair.to);
    comparison = { ...pair, diff: diffRevisions(before, after) };
  }
  const body = revisionsPage(document, revisions, comparison);
  await sendPage(room, visit, { title: `Revisions of ${document.title}`, area: 'documents', body });
}

export function revisionRoutes(room: Room): Route[] {
  return [
    {
      method: 'get',
      path: '/documents/:id/revisions',
      access: 'curator',
      handle: (visit) => show(room, visit),
    },
  ];
}
