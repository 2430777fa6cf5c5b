import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Verdict } from '../guard.ts';
import { guardLimits } from './limits.ts';
import type { TextCheck } from './text-check.ts';

/** A verdict, or what became of a check that gave none. */
export type CheckResult = Verdict & {
  trouble?: 'error' | 'timeout';
  /** Null without a clock. */
  ms: number | null;
  /** The very same check was carried out before in this run. */
  again: boolean;
};

/** Carries out single checks for one run: with a time budget, and never throwing. */
export type Checker = (guard: TextCheck, text: string) => Promise<CheckResult>;

export type CheckerOptions = {
  /** Without a clock there are no time budgets. */
  clock?: Clock | undefined;
  /** Fires when nobody waits any more: checks that wait for something are given up, and block. */
  signal?: AbortSignal | undefined;
};

/** All that a run remembers is in here: each guard's notes, and what was said of which text. */
export function createChecker({ clock, signal }: CheckerOptions): Checker {
  const notes = new Map<string, Map<string, unknown>>();
  const said = new Map<TextCheck, Map<string, Promise<CheckResult>>>();

  async function carryOut(guard: TextCheck, text: string): Promise<CheckResult> {
    const began = clock?.monotonic();
    const late = new AbortController();
    const own = notes.get(guard.id) ?? new Map<string, unknown>();
    notes.set(guard.id, own);
    const timing = () => (began === undefined || clock === undefined ? null : clock.monotonic() - began);
    try {
      const outer = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
      const answer = guard.check(text, { signal: outer, notes: own });
      const verdict = answer instanceof Promise ? await within(answer, guard, outer, late) : answer;
      return { ...checked(verdict), ms: timing(), again: false };
    } catch (error) {
      const trouble = late.signal.aborted || signal?.aborted ? 'timeout' : 'error';
      const message = `the check itself failed: ${messageOf(error)}`;
      return { kind: 'fail', message, spans: [], trouble, ms: timing(), again: false };
    }
  }

  /** Whoever is late is told so by the signal, and not waited for. */
  async function within<T>(
    answer: Promise<T>,
    guard: TextCheck,
    outer: AbortSignal,
    late: AbortController,
  ): Promise<T> {
    const budget = guard.budgetMs ?? guardLimits.budgetMs[guard.cost ?? 'cheap'];
    const done = new AbortController();
    const expire = () => late.abort(new DOMException(`It took longer than ${budget} ms.`, 'TimeoutError'));
    clock?.sleep(budget, done.signal).then(expire, () => {});
    const { promise: over, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(outer.reason);
    outer.addEventListener('abort', giveUp, { once: true });
    if (outer.aborted) giveUp();
    try {
      return await Promise.race([answer, over]);
    } finally {
      done.abort();
      outer.removeEventListener('abort', giveUp);
    }
  }

  return async (guard, text) => {
    const known = said.get(guard) ?? new Map<string, Promise<CheckResult>>();
    said.set(guard, known);
    const before = known.get(text);
    if (before !== undefined) return { ...(await before), again: true };
    const checking = carryOut(guard, text);
    known.set(text, checking);
    return checking;
  };
}

/** A check that answers with something else than a verdict is broken. */
function checked(verdict: Verdict): Verdict {
  if (verdict?.kind === 'pass' || verdict?.kind === 'fail') return verdict;
  throw new TypeError('It gave no verdict.');
}
