import { sql } from 'kysely';
import type { Ceiling } from '../../defensive-ux/ceiling-wording.ts';
import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Store } from '../../store/schema.ts';
import type { Question } from '../../types.ts';

/** Model calls a day (UTC) for each person, each channel and everybody together; 0 = as many as they like. */
export type CeilingLimits = Record<Ceiling, number>;

type Whose = Pick<Question, 'asker' | 'origin' | 'unmetered'>;

export type Ceilings = {
  /** The first ceiling that is reached for today; null while a model may be asked. */
  reached(question: Whose): Promise<Ceiling | null>;
  /** Puts model calls on today's account of all whose they are. */
  count(question: Whose, calls: number): Promise<void>;
};

/**
 * Daily ceilings of model calls. Counts are kept for the day alone, people's under the hash of their id. Questions that
 * are asked at the same moment may together go over a ceiling, by what they cost at most.
 */
export function createCeilings(deps: { store: Store; clock: Clock; limits(): CeilingLimits }): Ceilings {
  const { store, clock } = deps;
  const today = () => isoNow(clock).slice(0, 10);

  return {
    async reached(question) {
      const limits = deps.limits();
      const bounded = accountsOf(question).filter(({ ceiling }) => limits[ceiling] > 0);
      if (bounded.length === 0) return null;
      const rows = await store
        .selectFrom('model_calls')
        .select(['account', 'calls'])
        .where('day', '=', today())
        .where(
          'account',
          'in',
          bounded.map(({ account }) => account),
        )
        .execute();
      const spent = new Map(rows.map(({ account, calls }) => [account, Number(calls)]));
      const over = bounded.find(({ ceiling, account }) => (spent.get(account) ?? 0) >= limits[ceiling]);
      return over?.ceiling ?? null;
    },

    async count(question, calls) {
      const accounts = accountsOf(question);
      if (calls === 0 || accounts.length === 0) return;
      const day = today();
      await store.deleteFrom('model_calls').where('day', '<', day).execute();
      await store
        .insertInto('model_calls')
        .values(accounts.map(({ account }) => ({ day, account, calls })))
        .onConflict((conflict) =>
          conflict
            .columns(['day', 'account'])
            .doUpdateSet({ calls: sql<number>`${sql.ref('model_calls.calls')} + ${calls}` }),
        )
        .execute();
    },
  };
}

/** The person first: what they are told should be about themselves where it can. */
function accountsOf({ asker, origin, unmetered }: Whose): { ceiling: Ceiling; account: string }[] {
  if (unmetered) return [];
  return [
    ...(asker === null ? [] : [{ ceiling: 'person' as const, account: `person ${asker}` }]),
    { ceiling: 'channel', account: `channel ${origin}` },
    { ceiling: 'team', account: 'team' },
  ];
}
