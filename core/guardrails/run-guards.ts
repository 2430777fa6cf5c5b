import { messageOf } from '../errors.ts';
import type { Action, Guard, GuardFailure, GuardResult, Stage, Subject, Verdict } from './guard.ts';

/**
 * Runs every guard of a stage in order, each on the text as the ones before it left it, and lists all
 * failures. Without a model to ask again, reask, fix_reask and custom use a fix where there is one and block
 * otherwise. A guard that throws blocks: safety fails closed.
 */
export async function runGuards(
  guards: readonly Guard[],
  stage: Stage,
  subject: Subject,
): Promise<GuardResult> {
  const failures: GuardFailure[] = [];
  let text = subject.text;
  let blocked = false;
  for (const guard of guards) {
    if (!guard.stages.includes(stage)) continue;
    const verdict = await judge(guard, { ...subject, text });
    if (verdict.kind === 'pass') continue;
    failures.push({ guard: guard.id, action: guard.action, message: verdict.message, spans: verdict.spans });
    const effect = effectOf(guard.action, verdict.fixed);
    if (effect === 'block') blocked = true;
    else if (effect !== 'keep') text = effect.text;
  }
  if (blocked) return { outcome: 'block', text: '', failures };
  return { outcome: text === subject.text ? 'allow' : 'transform', text, failures };
}

async function judge(guard: Guard, subject: Subject): Promise<Verdict> {
  try {
    return await guard.check(subject);
  } catch (error) {
    return { kind: 'fail', message: `the check itself failed: ${messageOf(error)}`, spans: [] };
  }
}

function effectOf(action: Action, fixed: string | undefined): 'keep' | 'block' | { text: string } {
  switch (action) {
    case 'noop':
      return 'keep';
    case 'exception':
    case 'refrain':
      return 'block';
    case 'fix':
    case 'filter':
    case 'reask':
    case 'fix_reask':
    case 'custom':
      return fixed === undefined ? 'block' : { text: fixed };
  }
}
