import { setImmediate } from 'node:timers';
import type { KyselyPlugin } from 'kysely';

/** Work after which others get a turn: a statement counts one, and so do its rows in flocks of this many. */
const ROWS = 25;
const WORK = 12;

/**
 * Lets the event loop go on after a few milliseconds of statements. SQLite answers within the call, so a transaction
 * of hundreds of statements would otherwise be one turn of the loop, in which nobody else is served. Work is
 * counted anew in each turn: a few statements never wait.
 */
export function giveWay(): KyselyPlugin {
  let work = 0;
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (work === 0) {
        setImmediate(() => {
          work = 0;
        });
      }
      work += 1 + Math.max(result.rows.length, Number(result.numAffectedRows ?? 0)) / ROWS;
      if (work >= WORK) await new Promise<void>((resolve) => void setImmediate(resolve));
      return result;
    },
  };
}
