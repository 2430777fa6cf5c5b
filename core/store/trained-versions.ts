import type { Clock } from '../ports/clock.ts';
import { isoNow } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from './schema.ts';
import type { VersionMovesTable } from './training-job-tables.ts';
import type { TrainedVersionsTable } from './tuning-tables.ts';

type Deps = { store: Store; clock: Clock; random: Random };

/** Keeps a version; an active one takes the place of the one that served. */
export async function saveVersion(
  { store, clock, random }: Deps,
  version: Pick<TrainedVersionsTable, 'what' | 'report' | 'model'> & { state: 'active' | 'refused' },
): Promise<void> {
  const now = isoNow(clock);
  await store.transaction().execute(async (trx) => {
    if (version.state === 'active') await retire(trx, version.what);
    const id = random.id('ver');
    await trx
      .insertInto('trained_versions')
      .values({
        ...{ id, ...version, created_at: now },
        activated_at: version.state === 'active' ? now : null,
      })
      .execute();
    if (version.state === 'active')
      await note(trx, { clock, random }, { what: version.what, version_id: id, move: 'trained' });
  });
}

export async function activeVersion(store: Store, what: string): Promise<TrainedVersionsTable | undefined> {
  return store
    .selectFrom('trained_versions')
    .selectAll()
    .where('what', '=', what)
    .where('state', '=', 'active')
    .executeTakeFirst();
}

export async function lastVersion(store: Store, what: string): Promise<TrainedVersionsTable | undefined> {
  return store
    .selectFrom('trained_versions')
    .selectAll()
    .where('what', '=', what)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Has the newest version serve that passed the gate. Undefined where none did. */
export async function promoteVersion(
  { store, clock, random }: Deps,
  what: string,
): Promise<TrainedVersionsTable | undefined> {
  return store.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('trained_versions')
      .selectAll()
      .where('what', '=', what)
      .where('state', 'in', ['active', 'ready'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (newest === undefined || newest.state === 'active') return newest;
    await retire(trx, what);
    await trx
      .updateTable('trained_versions')
      .set({ state: 'active', activated_at: isoNow(clock) })
      .where('id', '=', newest.id)
      .execute();
    await note(trx, { clock, random }, { what, version_id: newest.id, move: 'promoted' });
    return newest;
  });
}

/** Has the version before the serving one serve; none where that was the first. False when none served. */
export async function rollBackVersion(
  { store, clock, random }: Deps,
  what: string,
  why: { by: 'person' | 'votes'; reason: string } = { by: 'person', reason: '' },
): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const active = await activeVersion(trx, what);
    if (active === undefined) return false;
    await retire(trx, what);
    const before = await trx
      .selectFrom('trained_versions')
      .select('id')
      .where('what', '=', what)
      .where('state', '=', 'ready')
      .where('id', '<', active.id)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (before !== undefined)
      await trx
        .updateTable('trained_versions')
        .set({ state: 'active', activated_at: isoNow(clock) })
        .where('id', '=', before.id)
        .execute();
    const version_id = before?.id ?? null;
    await note(trx, { clock, random }, { what, version_id, move: 'rolled-back', ...why });
    return true;
  });
}

/** Every move, oldest first. */
export async function versionMoves(store: Store): Promise<VersionMovesTable[]> {
  return store.selectFrom('version_moves').selectAll().orderBy('id').execute();
}

/** How what serves now came to serve; undefined where nothing ever moved. */
export async function lastMove(store: Store, what: string): Promise<VersionMovesTable | undefined> {
  return store
    .selectFrom('version_moves')
    .selectAll()
    .where('what', '=', what)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function note(
  trx: Store,
  { clock, random }: Omit<Deps, 'store'>,
  move: Pick<VersionMovesTable, 'what' | 'version_id' | 'move'> &
    Partial<Pick<VersionMovesTable, 'by' | 'reason'>>,
): Promise<void> {
  await trx
    .insertInto('version_moves')
    .values({ id: random.id('mov'), at: isoNow(clock), by: 'person', reason: '', ...move })
    .execute();
}

async function retire(store: Store, what: string): Promise<void> {
  await store
    .updateTable('trained_versions')
    .set({ state: 'ready' })
    .where('what', '=', what)
    .where('state', '=', 'active')
    .execute();
}
