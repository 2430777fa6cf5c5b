import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import type { Observation } from './boundary.ts';

/** Observations kept of an entry; the newest count. */
const KEPT = 60;

export type NewEvidence = {
  key: string;
  likeness: number;
  correct: boolean;
  source: 'near' | 'shadow' | 'vote';
};

/** What was seen of these entries, by key, oldest first. */
export async function evidenceOf(store: Store, keys: string[]): Promise<Map<string, Observation[]>> {
  const found = new Map<string, Observation[]>();
  if (keys.length === 0) return found;
  const rows = await store
    .selectFrom('cache_evidence')
    .selectAll()
    .where('key', 'in', keys)
    .orderBy('id')
    .execute();
  for (const { key, likeness, correct } of rows)
    found.set(key, [...(found.get(key) ?? []), { likeness, correct: correct === 1 }].slice(-KEPT));
  return found;
}

/** Adds one observation and forgets the oldest beyond what is kept. */
export async function addEvidence(
  trx: Store,
  deps: { clock: Clock; random: Random },
  seen: NewEvidence,
): Promise<void> {
  const { key, likeness, correct, source } = seen;
  const id = deps.random.id('evi');
  await trx
    .insertInto('cache_evidence')
    .values({ id, key, likeness, correct: correct ? 1 : 0, source, created_at: isoNow(deps.clock) })
    .execute();
  const kept = trx
    .selectFrom('cache_evidence')
    .select('id')
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .limit(KEPT);
  await trx.deleteFrom('cache_evidence').where('key', '=', key).where('id', 'not in', kept).execute();
}
