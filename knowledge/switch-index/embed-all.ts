import type { Store } from '../../core/store/schema.ts';
import { passagesToIndex } from '../search/follow-store.ts';
import type { PassageVectors } from '../search/passage-vectors.ts';
import type { SwitchLimits } from './limits.ts';

/** What embedding will cost: passages and their characters. */
export type Cost = { passages: number; characters: number };

/** What has no vector of a model yet, gone through a page at a time. */
export async function costOf(store: Store, model: string, page: number): Promise<Cost> {
  const cost = { passages: 0, characters: 0 };
  for (let after = -1; ; ) {
    const rows = await store
      .selectFrom('passages')
      .leftJoin('passage_vectors', (join) =>
        join.onRef('passage_vectors.passage_id', '=', 'passages.id').on('passage_vectors.model', '=', model),
      )
      .select((eb) => ['passages.id', eb.fn<number>('length', ['passages.text']).as('characters')])
      .where('passages.current', '=', 1)
      .where('passages.id', '>', after)
      .where('passage_vectors.passage_id', 'is', null)
      .orderBy('passages.id')
      .limit(page)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return cost;
    after = last.id;
    cost.passages += rows.length;
    for (const row of rows) cost.characters += Number(row.characters);
  }
}

/**
 * Embeds every published passage that has no vector yet; each step is kept, so that a killed process goes on there.
 * Throws what the provider throws.
 */
export async function embedAll(
  deps: { store: Store; vectors: PassageVectors; limits: SwitchLimits },
  signal: AbortSignal,
  onStep: (done: number) => Promise<void>,
): Promise<void> {
  const { store, vectors, limits } = deps;
  let done = 0;
  // Two passes: what was published behind the first one's back has a number behind it, too.
  for (let after = -1; ; ) {
    signal.throwIfAborted();
    const ids = await vectors.missing(after, limits.step);
    if (ids.length === 0 && after === -1) return;
    after = ids.at(-1) ?? -1;
    if (ids.length === 0) continue;
    await vectors.embed(await passagesToIndex(store, ids), signal);
    done += ids.length;
    await onStep(done);
  }
}
