import { shippedGuards } from './default-guards.ts';
import type { Action, Guard, NamedGuard, Stage } from './guard.ts';

/** A guard as the console lists it. */
export type CatalogEntry = Pick<NamedGuard, 'label' | 'description'> & {
  id: string;
  stages: readonly Stage[];
  /** The action of each check, in order; `choices` are what an admin may put in its place. */
  actions: readonly Action[];
  choices: readonly Action[];
  essential: boolean;
  guards: readonly Guard[];
};

/** What the console needs to know of a guard, read off it. */
export function catalogEntry(named: NamedGuard): CatalogEntry {
  const { label, description, choices = [], essential = false, guards } = named;
  const stages = [...new Set(guards.flatMap((guard) => guard.stages))];
  const actions = [...new Set(guards.map(({ action }) => action))];
  return { id: guards[0].id, label, description, stages, actions, choices, essential, guards };
}

/** Every guard that ships, in the order it runs where nobody changed it. */
export const guardCatalog: readonly CatalogEntry[] = shippedGuards.map(catalogEntry);
