import type { Encoded } from '../../knowledge/meaning/unit-vector-rows.ts';
import type { App } from './app.ts';

/** How many passages are read for their meaning, and how many wait; null where they are not read at all. */
export async function meaningProgress({
  meaning,
  config,
}: Pick<App, 'meaning' | 'config'>): Promise<Encoded | null> {
  return config().get('DOCENT_MEANING') === 'on' ? await meaning.progress() : null;
}
