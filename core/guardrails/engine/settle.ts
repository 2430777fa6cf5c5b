import { dropSentences } from '../../text/sentences-in-stream.ts';
import type { Action, GuardFailure, GuardStep } from '../guard.ts';
import { createJudge, type Judge, type Judgement, type JudgeOptions } from './judge.ts';
import { guardLimits } from './limits.ts';
import { type Place, placesOf, pointerOf, valueAt, withoutPlace, withValueAt } from './places.ts';
import type { ValueGuard } from './value-guard.ts';

export type SettleOptions = JudgeOptions & {
  /** A model can be asked again: reask and a failed fix_reask then wait for that instead of using a fix. */
  mayReask?: boolean | undefined;
  /** Slow guards are spared once a cheap one has blocked. Otherwise all run, so that all failures are listed. */
  stopAtBlock?: boolean | undefined;
  /** Judges of a run that goes on, a stream say; a new one by default. */
  judge?: Judge | undefined;
};

/** What the guards made of a value. `value` is null on `block`, but with `reasks` it is what their paths are to be corrected in. */
export type Settled = {
  outcome: 'allow' | 'transform' | 'block';
  value: unknown;
  failures: GuardFailure[];
  blockedBy: string | null;
  reasks: GuardFailure[];
  history: GuardStep[];
};

type Run = {
  mayReask: boolean;
  /** Judges once more, a fix say, and writes it down. */
  passes(value: unknown): Promise<boolean>;
};
type Judged = { guard: ValueGuard; place: Place; verdict: Judgement };
type Change =
  | { effect: 'none' | 'kept' | 'blocked' | 'reask' }
  | { effect: 'fixed' | 'filtered' | 'custom'; value: unknown }
  | { effect: 'filtered'; drop: true };

/**
 * Runs guards on a value: cheap ones in order, each on what the ones before it left, then the slow ones side by side.
 * A change may make what an earlier guard forbids, so rounds follow until nothing changes; a value that does not
 * settle is blocked. A check that breaks or is late blocks too, unless its guard says `onError: 'open'`.
 */
export async function settle(
  start: unknown,
  guards: readonly ValueGuard[],
  options: SettleOptions = {},
): Promise<Settled> {
  const judge = options.judge ?? createJudge(options);
  const failures: GuardFailure[] = [];
  const history: GuardStep[] = [];
  const mayReask = options.mayReask === true;
  const groups = groupsOf(guards);
  const rounds = guardLimits.rounds + Math.max(0, (groups.at(-1)?.length ?? 0) - 1);
  let value = start;
  const end = (outcome: Settled['outcome'], blockedBy: string | null, reasks: GuardFailure[]): Settled => ({
    outcome,
    value: outcome === 'block' && reasks.length === 0 ? null : value,
    failures,
    blockedBy,
    reasks,
    history,
  });

  for (let round = 1; round <= rounds; round++) {
    let blockedBy: string | null = null;
    const reasks: GuardFailure[] = [];
    let settled = true;
    for (const group of groups) {
      if (blockedBy !== null && options.stopAtBlock && group.some((guard) => guard.cost === 'slow')) break;
      const judged = await judgeAll(judge, group, value);
      const drops: Place[] = [];
      let changedBy: ValueGuard | null = null;
      for (const { guard, place, verdict } of judged) {
        const own = valueAt(value, place);
        const step: GuardStep = { ...stepOf(round, guard, verdict), ...pathOf(place) };
        if (!verdict.again) history.push(step);
        const passes: Run['passes'] = async (fixed) => {
          const retried = await judge(guard, fixed);
          history.push({ ...stepOf(round, guard, retried), ...pathOf(place) });
          return retried.kind === 'pass';
        };
        const change = await changeFor({ guard, place, verdict }, own, { mayReask, passes });
        step.effect = change.effect;
        if (verdict.kind === 'pass') continue;
        const failure: GuardFailure = { ...failureOf(guard, verdict), ...pathOf(place) };
        if (!failures.some((known) => known.guard === guard.id && known.path === failure.path))
          failures.push(failure);
        if (change.effect === 'blocked') blockedBy ??= guard.id;
        if (change.effect === 'reask') reasks.push(failure);
        // Another guard has changed the value meanwhile: this change is for what it was. The next round sees to it.
        if (changedBy !== null && changedBy !== guard) continue;
        // Paths that are asked for again must go on meaning the same places.
        if ('drop' in change && reasks.length > 0) continue;
        if ('drop' in change) drops.push(place);
        else if ('value' in change) value = withValueAt(value, place, change.value);
        else continue;
        changedBy = guard;
        settled = false;
      }
      // From the last to the first, so that the places of list items still hold.
      for (const place of drops.toReversed()) value = withoutPlace(value, place);
    }
    if (blockedBy !== null) return end('block', blockedBy, []);
    // Filtered to nothing: there is nothing left to judge.
    if (!settled && (value === '' || value === null)) return end('transform', null, []);
    if (reasks.length > 0) return end('block', reasks[0]?.guard ?? null, reasks);
    if (settled) return end(same(value, start) ? 'allow' : 'transform', null, []);
  }
  return end('block', failures.at(-1)?.guard ?? 'guard', []);
}

/** Each cheap guard alone, in order; all slow ones together at the end. */
function groupsOf(guards: readonly ValueGuard[]): ValueGuard[][] {
  const slow = guards.filter((guard) => guard.cost === 'slow');
  const cheap = guards.filter((guard) => guard.cost !== 'slow').map((guard) => [guard]);
  return slow.length === 0 ? cheap : [...cheap, slow];
}

async function judgeAll(judge: Judge, group: ValueGuard[], value: unknown): Promise<Judged[]> {
  const judging = group.flatMap((guard) =>
    placesOf(value, guard.path).map(async (place) => ({
      guard,
      place,
      verdict: await judge(guard, valueAt(value, place)),
    })),
  );
  return Promise.all(judging);
}

/** What is done about a verdict, by the guard's action. A change that changes nothing blocks. */
async function changeFor({ guard, place, verdict }: Judged, own: unknown, run: Run): Promise<Change> {
  if (verdict.kind === 'pass') return { effect: 'none' };
  if (verdict.trouble !== undefined) return { effect: guard.onError === 'open' ? 'kept' : 'blocked' };
  const change = await wantedChange(guard, place, verdict, own, run);
  return 'value' in change && same(change.value, own) ? { effect: 'blocked' } : change;
}

async function wantedChange(
  guard: ValueGuard,
  place: Place,
  verdict: Judgement & { kind: 'fail' },
  own: unknown,
  run: Run,
): Promise<Change> {
  const { fixed, message, spans = [] } = verdict;
  const fix: Change = fixed === undefined ? { effect: 'blocked' } : { effect: 'fixed', value: fixed };
  switch (guard.action satisfies Action) {
    case 'noop':
      return { effect: 'kept' };
    case 'exception':
    case 'refrain':
      return { effect: 'blocked' };
    case 'fix':
      return fix;
    case 'filter':
      return place.length === 0 && typeof own === 'string'
        ? { effect: 'filtered', value: dropSentences(own, spans) }
        : { effect: 'filtered', drop: true };
    case 'reask':
      return run.mayReask ? { effect: 'reask' } : fix;
    case 'fix_reask':
      if (fixed !== undefined && (await run.passes(fixed))) return fix;
      return { effect: run.mayReask ? 'reask' : 'blocked' };
    case 'custom':
      return guard.custom === undefined ? fix : callCustom(guard, own, message);
  }
}

/** A custom action that breaks, or that gives nothing, blocks. */
async function callCustom(guard: ValueGuard, value: unknown, message: string): Promise<Change> {
  try {
    const next: unknown = await guard.custom?.(value, message);
    return next === undefined ? { effect: 'blocked' } : { effect: 'custom', value: next };
  } catch {
    return { effect: 'blocked' };
  }
}

function failureOf(guard: ValueGuard, verdict: Judgement & { kind: 'fail' }): GuardFailure {
  const { message, spans = [] } = verdict;
  return { guard: guard.id, action: guard.action, message, spans };
}

function stepOf(round: number, guard: ValueGuard, verdict: Judgement): GuardStep {
  return { round, guard: guard.id, verdict: verdict.trouble ?? verdict.kind, effect: 'none', ms: verdict.ms };
}

const pathOf = (place: Place) => (place.length === 0 ? {} : { path: pointerOf(place) });

function same(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other);
}
