import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Store } from '../../store/schema.ts';

/**
 * Chat platforms restrict what text of their members may train (Slack's API terms, Discord's developer policy). Whoever runs
 * Docent reads them and states here that it is allowed; until then such text stays out of every export.
 */
export type TrainingPermission = { platform: string; statement: string };

export async function readPermissions(store: Store): Promise<ReadonlyMap<string, TrainingPermission>> {
  const rows = await store
    .selectFrom('training_permissions')
    .select(['platform', 'statement'])
    .orderBy('platform')
    .execute();
  return new Map(rows.map((row) => [row.platform, row]));
}

/** Records the statement; a later one about the same platform takes its place. */
export async function statePermission(
  { store, clock }: { store: Store; clock: Clock },
  { platform, statement, by }: TrainingPermission & { by: string },
): Promise<void> {
  const values = { statement, stated_by: by, stated_at: isoNow(clock) };
  await store
    .insertInto('training_permissions')
    .values({ platform, ...values })
    .onConflict((conflict) => conflict.column('platform').doUpdateSet(values))
    .execute();
}

/** False when there was none. */
export async function withdrawPermission(store: Store, platform: string): Promise<boolean> {
  const done = await store
    .deleteFrom('training_permissions')
    .where('platform', '=', platform)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Platforms whose members' text needs a permission. */
const RESTRICTED: ReadonlySet<string> = new Set(['slack', 'discord']);

/** What lets this text be used, as the provenance says it; null where nothing does. */
export function permissionOf(
  origin: string,
  permitted: boolean | null,
  permissions: ReadonlyMap<string, TrainingPermission>,
): string | null {
  if (!RESTRICTED.has(origin)) return 'not needed';
  if (permitted === true) return 'row';
  // Somebody said no: a statement about the platform as a whole does not overrule it.
  if (permitted === false) return null;
  return permissions.has(origin) ? `statement: ${permissions.get(origin)?.statement ?? ''}` : null;
}
