import type { ConsoleDeps } from '../deps.ts';
import { GONE, OTHER_VERSION, textIn } from './put-back.ts';
import type { Tracked } from './tracked-kind.ts';

/** Stands for all guards together. */
export const ALL_GUARDS = 'all';
/** What a guard does that nobody decided about. */
const AS_SHIPPED = 'as it ships';

/** One guard with its place among the others, or all of them. */
export function trackedGuard({ guardService }: Pick<ConsoleDeps, 'guardService'>): Tracked {
  const placeOf = async (id: string) => {
    const rows = await guardService.list();
    const at = rows.findIndex((row) => row.id === id);
    return { row: rows[at], place: at + 1 };
  };
  return {
    async state(id) {
      if (id === ALL_GUARDS) {
        const rows = await guardService.list();
        return { on: rows.filter(({ on }) => on).map((row) => row.id) };
      }
      const { row, place } = await placeOf(id);
      return row === undefined ? null : { on: row.on, action: row.action ?? AS_SHIPPED, place };
    },
    async putBack(id, state) {
      if (id === ALL_GUARDS) return 'Guards that were reset are changed one by one.';
      const { row, place } = await placeOf(id);
      if (row === undefined) return GONE;
      const wanted = { on: state?.['on'], action: textIn(state, 'action'), place: state?.['place'] };
      const action = row.choices.find((known) => known === wanted.action);
      if (typeof wanted.on !== 'boolean' || typeof wanted.place !== 'number') return OTHER_VERSION;
      if (row.action !== null && wanted.action === AS_SHIPPED)
        return 'What it does as it ships comes back only when all guards are reset.';
      if (row.on !== wanted.on) await guardService.change(id, { on: wanted.on });
      if (action !== undefined && action !== row.action) await guardService.change(id, { action });
      const steps = Math.abs(wanted.place - place);
      for (let done = 0; done < steps; done++)
        await guardService.change(id, { move: wanted.place < place ? -1 : 1 });
      return null;
    },
  };
}
