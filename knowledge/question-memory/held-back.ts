import { readMeta, writeMeta } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import type { LiveIndex } from '../search/live-index.ts';
import type { HeldBack } from './admit.ts';
import { MEMORY_GATE } from './limits.ts';

const KEY = 'question-memory.held-back';

/** What question memory holds back now, for whoever looks after it. */
export async function readHeldBack(store: Store): Promise<HeldBack[]> {
  const kept = await readMeta(store, KEY);
  return kept === undefined ? [] : (JSON.parse(kept) as HeldBack[]);
}

/** Writes it down where it has changed; true then. */
export async function keepHeldBack(store: Store, held: readonly HeldBack[]): Promise<boolean> {
  const now = JSON.stringify(held);
  if (((await readMeta(store, KEY)) ?? '[]') === now) return false;
  await writeMeta(store, KEY, now);
  return true;
}

/** Documents that search names for a question with nothing learned, best first. */
export function documentsBySearch(
  store: Store,
  live: Pick<LiveIndex, 'use'>,
): (question: string) => Promise<string[]> {
  return async (text) => {
    const { hits } = await live.use(({ index }) =>
      index.search({ text, k: 2 * MEMORY_GATE.documents, hitsOnly: true, memory: 'none' }),
    );
    const ids = hits.map(({ id }) => id);
    const rows = await store
      .selectFrom('passages')
      .select(['id', 'document_id'])
      .where('id', 'in', ids)
      .where('current', '=', 1)
      .execute();
    const documentOf = new Map(rows.map((row) => [Number(row.id), row.document_id]));
    const documents = new Set(ids.flatMap((id) => documentOf.get(id) ?? []));
    return [...documents].slice(0, MEMORY_GATE.documents);
  };
}
