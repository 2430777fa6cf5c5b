import { type Clock, isoNow } from '../ports/clock.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import type { Store } from '../store/schema.ts';
import type { AddedGuard } from './added-guards.ts';
import type { Action, Guard, GuardFailure, GuardResult, Stage, Subject } from './guard.ts';
import { type CatalogEntry, guardCatalog } from './guard-catalog.ts';
import { readGuardHits } from './guard-hits.ts';
import {
  defaultSettings,
  type GuardSettingList,
  guardsOf,
  moved,
  soundSettings,
  versionOf,
} from './guard-settings.ts';
import { runGuards } from './run-guards.ts';

const SETTINGS = 'guards';
/** Days that hits are shown for. */
export const HIT_DAYS = 30;
const DAY_MS = 86_400_000;

export type GuardRow = CatalogEntry & {
  on: boolean;
  /** The action that an admin chose; null = as it ships. */
  action: Action | null;
  /** The setting that brought it in, for one that does not ship: it is switched there, and stands last. */
  setting?: string;
  /** Answers of the last `HIT_DAYS` days in which it found something. */
  hits: { stage: string; answers: number }[];
};

/** What one guard alone says of a text; `failures` are empty when it passes. */
export type GuardOpinion = { id: string; label: string; on: boolean; failures: GuardFailure[] };

export type GuardChange = { on: boolean } | { action: Action } | { move: -1 | 1 };

/** The guards in force, and what admins make of them. */
export type GuardService = {
  guards(): readonly Guard[];
  /** Part of the cache key. */
  version(): string;
  /** Reads what was stored: once at the start. */
  load(): Promise<void>;
  list(): Promise<GuardRow[]>;
  /** Stored, and in force for the next question. False where the guard or the choice does not exist. */
  change(id: string, change: GuardChange): Promise<boolean>;
  reset(): Promise<void>;
  /** What those in force make of a text together, and what each one says of it alone, switched off or not. */
  test(stage: Stage, subject: Subject): Promise<{ result: GuardResult; opinions: GuardOpinion[] }>;
};

export function createGuardService(deps: {
  store: Store;
  clock: Clock;
  /** Guards that settings bring in, as they are now. */
  added?: () => readonly AddedGuard[];
}): GuardService {
  const { store, clock, added = () => [] } = deps;
  let settings = defaultSettings;
  let guards = guardsOf(settings);

  const put = (next: GuardSettingList): void => {
    settings = soundSettings(next);
    guards = guardsOf(settings);
  };
  async function save(next: GuardSettingList): Promise<void> {
    await writeMeta(store, SETTINGS, JSON.stringify(soundSettings(next)));
    put(next);
  }
  const inOrder = () => [
    ...settings.flatMap((setting) => {
      const entry = guardCatalog.find(({ id }) => id === setting.id);
      return entry === undefined ? [] : [{ ...entry, on: setting.on, action: setting.action }];
    }),
    ...added().map((entry) => ({ ...entry, on: true, action: null })),
  ];
  const inForce = () => [...guards, ...added().flatMap((entry) => entry.guards)];

  return {
    guards: inForce,
    version: () => [versionOf(settings), ...added().map(({ version }) => version)].join('+'),
    async load() {
      const stored = await readMeta(store, SETTINGS);
      if (stored !== undefined) put(JSON.parse(stored) as GuardSettingList);
    },
    async list() {
      const from = isoNow({ ...clock, now: () => clock.now() - HIT_DAYS * DAY_MS }).slice(0, 10);
      const hits = await readGuardHits(store, from);
      return inOrder().map((row) => ({ ...row, hits: hits.filter(({ guard }) => guard === row.id) }));
    },
    async change(id, change) {
      const entry = guardCatalog.find((one) => one.id === id);
      if (entry === undefined) return false;
      if ('on' in change && !change.on && entry.essential) return false;
      if ('action' in change && !entry.choices.includes(change.action)) return false;
      if ('move' in change) await save(moved(settings, id, change.move));
      else await save(settings.map((one) => (one.id === id ? { ...one, ...change } : one)));
      return true;
    },
    reset: () => save(defaultSettings),
    async test(stage, subject) {
      const opinions = inOrder()
        .filter(({ stages }) => stages.includes(stage))
        .map(async ({ id, label, on, guards: own }): Promise<GuardOpinion> => {
          const { failures } = await runGuards(own, stage, subject, { clock });
          return { id, label, on, failures };
        });
      return {
        result: await runGuards(inForce(), stage, subject, { clock }),
        opinions: await Promise.all(opinions),
      };
    },
  };
}
