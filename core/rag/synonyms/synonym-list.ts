import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Store } from '../../store/schema.ts';
import type { SynonymsTable } from '../../store/synonym-tables.ts';
import { sha256Hex } from '../../text/hashes.ts';
import type { Synonym } from './in-document-words.ts';

/** A synonym with who wrote it down. */
export type KeptSynonym = Synonym & { by: string; createdAt: string };

/** What a list may hold; a question is compared with all of it. */
export const synonymLimits = { most: 500, saidCharacters: 60, meantCharacters: 120 } as const;

export type SynonymProblem = 'empty' | 'too-long' | 'same' | 'no-words' | 'too-many';

/** The team's synonyms, in the order of what is said. */
export async function listSynonyms(store: Store): Promise<KeptSynonym[]> {
  const rows = await store.selectFrom('synonyms').selectAll().orderBy('said').execute();
  return rows.map(keptSynonym);
}

const keptSynonym = ({ said, meant, created_by, created_at }: SynonymsTable): KeptSynonym => ({
  ...{ said, meant, by: created_by, createdAt: created_at },
});

/** Writes a synonym down, or changes what an earlier one means; the problem where it cannot be kept. */
export async function keepSynonym(
  { store, clock }: { store: Store; clock: Clock },
  synonym: Synonym & { by: string },
): Promise<{ kept: KeptSynonym } | { problem: SynonymProblem }> {
  const said = tidy(synonym.said).toLowerCase();
  const meant = tidy(synonym.meant);
  const problem = synonymProblem({ said, meant });
  if (problem !== null) return { problem };
  const others = await store.selectFrom('synonyms').select('said').where('said', '!=', said).execute();
  if (others.length >= synonymLimits.most) return { problem: 'too-many' };
  const row = { said, meant, created_by: synonym.by, created_at: isoNow(clock) };
  await store
    .insertInto('synonyms')
    .values(row)
    .onConflict((conflict) => conflict.column('said').doUpdateSet(row))
    .execute();
  return { kept: keptSynonym(row) };
}

/** What keeps a synonym from being one, or null. */
export function synonymProblem({ said, meant }: Synonym): SynonymProblem | null {
  const [a, b] = [tidy(said), tidy(meant)];
  if (a === '' || b === '') return 'empty';
  if (a.length > synonymLimits.saidCharacters || b.length > synonymLimits.meantCharacters) return 'too-long';
  if (!/[\p{L}\p{N}]/u.test(a) || !/[\p{L}\p{N}]/u.test(b)) return 'no-words';
  return a.toLowerCase() === b.toLowerCase() ? 'same' : null;
}

/** False when there is none of that name. */
export async function removeSynonym(store: Store, said: string): Promise<boolean> {
  const { numDeletedRows } = await store
    .deleteFrom('synonyms')
    .where('said', '=', tidy(said).toLowerCase())
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Another text for another list; '' for an empty one. Answers that were made with a list are kept under it. */
export function synonymsVersion(synonyms: readonly Synonym[]): string {
  if (synonyms.length === 0) return '';
  return sha256Hex(JSON.stringify(synonyms.map(({ said, meant }) => [said, meant]))).slice(0, 12);
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
