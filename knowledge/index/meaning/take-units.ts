import type { PassageSource } from '../host/passage-source.ts';
import type { SearchEngine } from '../host/search-engine.ts';

/** Reads the vectors of these passages' units, where the source has them, into the engine. */
export function takeUnits(
  { meaning, lexical }: Pick<SearchEngine, 'meaning' | 'lexical'>,
  ids: readonly number[],
  source: Pick<PassageSource, 'units'>,
): void {
  if (meaning === null) return;
  for (const [id, packed] of source.units(ids)) {
    const found = lexical.find(id);
    if (found !== null) meaning.put(id, found.segment.collections[found.place] as number, packed);
  }
}
