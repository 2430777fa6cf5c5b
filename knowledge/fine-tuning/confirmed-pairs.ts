import { standingVotes, voteOfRow } from '../../core/feedback/imported-votes.ts';
import { permissionOf, readPermissions } from '../../core/fine-tuning/export/permissions.ts';
import type { Store } from '../../core/store/schema.ts';
import { mayBeKept } from '../question-memory/confirmed.ts';
import { confirmedByCurated } from '../question-memory/from-people.ts';
import { confirmedByVotes } from '../question-memory/from-votes.ts';
import { nameDocuments } from '../question-memory/name-documents.ts';
import { questionKey } from '../question-memory/question-key.ts';
import type { ConfirmedPair } from './document-softmax.ts';
import { TRAINING } from './limits.ts';

/** A pair with where it came from. */
export type SourcedPair = ConfirmedPair & {
  /** `feedback:ID` of imported votes, `vote` or `curated` for the rest. */
  refs: string[];
  createdAt: string;
  /** Whether a model may be trained on its words. */
  permitted: boolean;
};

type Said = SourcedPair & { weight: number };

/**
 * Questions that people confirmed for a published document: imported up-votes that name a source, votes on answers and
 * curated answers. More speak for a pair than against it, and equal questions of a document are one. Eval cases are none of
 * them: what is measured by is not learned from.
 */
export async function confirmedPairs(store: Store): Promise<SourcedPair[]> {
  const published = new Set(
    (
      await store.selectFrom('documents').select('id').where('published_revision', 'is not', null).execute()
    ).map(({ id }) => id),
  );
  const permissions = await readPermissions(store);
  const said: Said[] = [
    ...(await fromImports(store, permissions)),
    ...[...(await confirmedByVotes(store)), ...(await confirmedByCurated(store))].map(
      ({ question, documentId, weight, source, createdAt }): Said => ({
        ...{ question, documentId, weight, createdAt, refs: [source] },
        // Votes come from chats: their words train a model once that is stated for each platform.
        permitted:
          source === 'curated' || ['slack', 'discord'].every((platform) => permissions.has(platform)),
      }),
    ),
  ];
  const groups = Map.groupBy(said, ({ question, documentId }) => `${documentId}\n${questionKey(question)}`);
  return [...groups.values()]
    .flatMap((group): SourcedPair[] => {
      const sum = group.reduce((all, { weight }) => all + weight, 0);
      const forIt = group.filter(({ weight, question }) => weight > 0 && mayBeKept(question));
      const [first] = forIt;
      if (sum <= 0 || first === undefined || !published.has(first.documentId)) return [];
      const { question, documentId } = first;
      const createdAt = forIt.reduce((last, one) => (one.createdAt > last ? one.createdAt : last), '');
      const refs = forIt.flatMap((one) => one.refs);
      return [{ question, documentId, refs, createdAt, permitted: forIt.some(({ permitted }) => permitted) }];
    })
    .sort((a, b) =>
      a.createdAt === b.createdAt ? (a.question < b.question ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1,
    )
    .slice(0, TRAINING.mostPairs);
}

async function fromImports(
  store: Store,
  permissions: Awaited<ReturnType<typeof readPermissions>>,
): Promise<Said[]> {
  const rows = await store.selectFrom('imported_feedback').selectAll().orderBy('id').execute();
  const sourced = standingVotes(rows.map(voteOfRow)).standing.filter(
    ({ source, vote }) => source !== null && vote !== 0,
  );
  if (sourced.length === 0) return [];
  const named = nameDocuments(store);
  const names = new Map<string, string | null>();
  const said: Said[] = [];
  for (const row of sourced) {
    const name = row.source ?? '';
    if (!names.has(name)) names.set(name, (await named(name))[0]?.documentId ?? null);
    const documentId = row.document_id ?? names.get(name) ?? null;
    if (documentId === null) continue;
    const permitted = row.permitted === null ? null : row.permitted === 1;
    said.push({
      ...{
        question: row.question,
        documentId,
        weight: row.vote,
        createdAt: row.at,
        refs: [`feedback:${row.id}`],
      },
      permitted: permissionOf(row.origin, permitted, permissions) !== null,
    });
  }
  return said;
}
