import type { RevisionSummary } from '../../../core/ports/library.ts';
import { diffRevisions } from '../../../knowledge/documents/revision-diff.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { isInstead, type Missing } from '../../routes/replies.ts';
import type { Route } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { findDocument } from '../find-document.ts';
import { type Comparison, type RevisionsView, revisionsPage } from './revisions-page.ts';

type Needs = Pick<ConsoleDeps, 'library'>;

/** The two revisions that are asked for; else the newest one with what stands in answers, or with the one before. */
function pairOf(
  { query }: Asked,
  revisions: readonly RevisionSummary[],
): { from: number; to: number } | null {
  const known = (name: string) => revisions.find((revision) => String(revision.number) === query(name));
  const newest = known('to') ?? revisions[0];
  if (newest === undefined) return null;
  const standing = revisions.find(
    (revision) => revision.number < newest.number && revision.state === 'published',
  );
  const before = revisions.find((revision) => revision.number < newest.number);
  const from = known('from') ?? standing ?? before;
  return from === undefined ? null : { from: from.number, to: newest.number };
}

async function load({ library }: Needs, asked: Asked): Promise<RevisionsView | Missing> {
  const document = await findDocument({ library }, asked.param('id'));
  if (isInstead(document)) return document;
  const revisions = await library.revisions(document.documentId);
  const pair = pairOf(asked, revisions);
  let comparison: Comparison | null = null;
  if (pair !== null) {
    const before = await library.revisionPassages(document.documentId, pair.from);
    const after = await library.revisionPassages(document.documentId, pair.to);
    comparison = { ...pair, diff: diffRevisions(before, after) };
  }
  return { document, revisions, comparison };
}

export function revisionRoutes(deps: Needs): Route[] {
  return [
    pageRoute({
      path: '/documents/:id/revisions',
      access: 'curator',
      load: (asked) => load(deps, asked),
      page: revisionsPage,
    }),
  ];
}
