import { dropSentences } from '../../text/sentences-in-stream.ts';
import type { Action, GuardFailure, GuardStep } from '../guard.ts';
import { type Checker, type CheckerOptions, type CheckResult, createChecker } from './checker.ts';
import { guardLimits } from './limits.ts';
import type { TextCheck } from './text-check.ts';

export type SettleOptions = CheckerOptions & {
  /** A model can be asked again: reask and a failed fix_reask then wait for that instead of using a fix. */
  mayReask?: boolean | undefined;
  /** Slow guards are spared once a cheap one has blocked. Otherwise all run, so that all failures are listed. */
  stopAtBlock?: boolean | undefined;
  /** Checks of a run that goes on, a stream say; a new one by default. */
  check?: Checker | undefined;
};

/** What the guards made of a text; '' on `block`. */
export type Settled = {
  outcome: 'allow' | 'transform' | 'block';
  text: string;
  failures: GuardFailure[];
  blockedBy: string | null;
  reasks: GuardFailure[];
  history: GuardStep[];
};

type Run = {
  mayReask: boolean;
  /** Checks once more, a fix say, and writes it down. */
  passes(text: string): Promise<boolean>;
};
type Checked = { guard: TextCheck; verdict: CheckResult };
type Change =
  | { effect: 'none' | 'kept' | 'blocked' | 'reask' }
  | { effect: 'fixed' | 'filtered' | 'custom'; text: string };

/**
 * Runs guards on a text: cheap ones in order, each on what the ones before it left, then the slow ones side by side.
 * A change may make what an earlier guard forbids, so rounds follow until nothing changes; a text that does not
 * settle is blocked. A check that breaks or is late blocks too, unless its guard says `onError: 'open'`.
 */
export async function settle(
  start: string,
  guards: readonly TextCheck[],
  options: SettleOptions = {},
): Promise<Settled> {
  const check = options.check ?? createChecker(options);
  const failures: GuardFailure[] = [];
  const history: GuardStep[] = [];
  const mayReask = options.mayReask === true;
  const groups = groupsOf(guards);
  const rounds = guardLimits.rounds + Math.max(0, (groups.at(-1)?.length ?? 0) - 1);
  let text = start;
  const end = (outcome: Settled['outcome'], blockedBy: string | null, reasks: GuardFailure[]): Settled => ({
    outcome,
    text: outcome === 'block' ? '' : text,
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
      const results = await checkAll(check, group, text);
      let changed = false;
      for (const { guard, verdict } of results) {
        const step = stepOf(round, guard, verdict);
        if (!verdict.again) history.push(step);
        const passes: Run['passes'] = async (fixed) => {
          const retried = await check(guard, fixed);
          history.push(stepOf(round, guard, retried));
          return retried.kind === 'pass';
        };
        const change = await changeFor({ guard, verdict }, text, { mayReask, passes });
        step.effect = change.effect;
        if (verdict.kind === 'pass') continue;
        const failure = failureOf(guard, verdict);
        if (!failures.some((known) => known.guard === guard.id)) failures.push(failure);
        if (change.effect === 'blocked') blockedBy ??= guard.id;
        if (change.effect === 'reask') reasks.push(failure);
        // Another guard has changed the text meanwhile: this change is for what it was. The next round sees to it.
        if (changed || !('text' in change)) continue;
        text = change.text;
        changed = true;
        settled = false;
      }
    }
    if (blockedBy !== null) return end('block', blockedBy, []);
    // Filtered to nothing: there is nothing left to check.
    if (!settled && text === '') return end('transform', null, []);
    if (reasks.length > 0) return end('block', reasks[0]?.guard ?? null, reasks);
    if (settled) return end(text === start ? 'allow' : 'transform', null, []);
  }
  return end('block', failures.at(-1)?.guard ?? 'guard', []);
}

/** Each cheap guard alone, in order; all slow ones together at the end. */
function groupsOf(guards: readonly TextCheck[]): TextCheck[][] {
  const slow = guards.filter((guard) => guard.cost === 'slow');
  const cheap = guards.filter((guard) => guard.cost !== 'slow').map((guard) => [guard]);
  return slow.length === 0 ? cheap : [...cheap, slow];
}

async function checkAll(check: Checker, group: TextCheck[], text: string): Promise<Checked[]> {
  return Promise.all(group.map(async (guard) => ({ guard, verdict: await check(guard, text) })));
}

/** What is done about a verdict, by the guard's action. A change that changes nothing blocks. */
async function changeFor({ guard, verdict }: Checked, text: string, run: Run): Promise<Change> {
  if (verdict.kind === 'pass') return { effect: 'none' };
  if (verdict.trouble !== undefined) return { effect: guard.onError === 'open' ? 'kept' : 'blocked' };
  const change = await wantedChange(guard, verdict, text, run);
  return 'text' in change && change.text === text ? { effect: 'blocked' } : change;
}

async function wantedChange(
  guard: TextCheck,
  verdict: CheckResult & { kind: 'fail' },
  text: string,
  run: Run,
): Promise<Change> {
  const { fixed, message, spans } = verdict;
  const fix: Change = fixed === undefined ? { effect: 'blocked' } : { effect: 'fixed', text: fixed };
  switch (guard.action satisfies Action) {
    case 'noop':
      return { effect: 'kept' };
    case 'exception':
    case 'refrain':
      return { effect: 'blocked' };
    case 'fix':
      return fix;
    case 'filter':
      return { effect: 'filtered', text: dropSentences(text, spans) };
    case 'reask':
      return run.mayReask ? { effect: 'reask' } : fix;
    case 'fix_reask':
      if (fixed !== undefined && (await run.passes(fixed))) return fix;
      return { effect: run.mayReask ? 'reask' : 'blocked' };
    case 'custom':
      return guard.custom === undefined ? fix : callCustom(guard, text, message);
  }
}

/** A custom action that breaks, or that gives nothing, blocks. */
async function callCustom(guard: TextCheck, text: string, message: string): Promise<Change> {
  try {
    const next = await guard.custom?.(text, message);
    return next === undefined ? { effect: 'blocked' } : { effect: 'custom', text: next };
  } catch {
    return { effect: 'blocked' };
  }
}

function failureOf(guard: TextCheck, { message, spans }: CheckResult & { kind: 'fail' }): GuardFailure {
  return { guard: guard.id, action: guard.action, message, spans };
}

function stepOf(round: number, guard: TextCheck, verdict: CheckResult): GuardStep {
  return { round, guard: guard.id, verdict: verdict.trouble ?? verdict.kind, effect: 'none', ms: verdict.ms };
}
