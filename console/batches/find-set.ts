import type { SetVersion } from '../../core/ports/data-sets.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Missing, missing } from '../routes/replies.ts';

/** A version of a set by its id. */
export async function findSet(
  { dataSets }: Pick<ConsoleDeps, 'dataSets'>,
  id: string,
): Promise<SetVersion | Missing> {
  return (await dataSets.find(id)) ?? missing('There is no such set any more.');
}
