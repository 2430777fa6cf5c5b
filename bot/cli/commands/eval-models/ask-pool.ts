import { AppError } from '../../../../core/errors.ts';
import type { Unanswered } from '../../../../core/evals/benchmarks/asking/generate.ts';
import { inPool } from '../../../../core/evals/benchmarks/asking/pool.ts';
import type { Context } from '../../context.ts';
import { createProgress } from '../../progress.ts';

/** So many requests without an answer one after the other: the server is away, or asked wrongly. */
const GIVE_UP_AFTER = 20;

/** Why nothing else needs to be asked. */
const HOPELESS: readonly Unanswered['reason'][] = ['unauthorised', 'no-log-probabilities'];

/**
 * Asks what is left, some at a time. `ask` keeps an answer itself and gives null, or says why there is none. Returns those
 * without an answer. Throws AppError where going on is of no use, or the command was stopped; what was answered is kept.
 */
export async function askPool<Item>(
  { io }: Context,
  items: readonly Item[],
  width: number,
  { label, ask }: { label: string; ask(item: Item): Promise<Unanswered | null> },
): Promise<{ item: Item; why: Unanswered }[]> {
  const progress = createProgress(io);
  const unanswered: { item: Item; why: Unanswered }[] = [];
  let [done, inARow] = [0, 0];
  const stop = (message: string) =>
    new AppError('evals.stopped', message, 'The same command with the same --out asks what is left.');
  try {
    await inPool(items, width, async (item) => {
      if (io.signal.aborted) throw stop('The command was stopped.');
      const why = await ask(item);
      if (io.signal.aborted) throw stop('The command was stopped.');
      done += 1;
      inARow = why === null ? 0 : inARow + 1;
      progress.show(done, items.length, label);
      if (why === null) return;
      unanswered.push({ item, why });
      if (HOPELESS.includes(why.reason)) throw stop(`The model cannot be asked: ${why.message}`);
      if (inARow >= GIVE_UP_AFTER)
        throw stop(`${inARow} requests in a row had no answer, the last one because: ${why.message}`);
    });
  } finally {
    progress.clear();
  }
  return unanswered;
}
