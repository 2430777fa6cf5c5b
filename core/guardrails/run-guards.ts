import { messageOf } from '../errors.ts';
import type { Action, Guard, GuardFailure, GuardResult, Stage, Subject, Verdict } from './guard.ts';

/** Rounds that may change the text; one that is still not settled was made to slip through. */
const ROUNDS = 4;

/**
 * Runs every guard of a stage in order, each on the text as the ones before it left it, and lists all
 * failures. A fix may join what stood apart, so the guards run again until none changes the text. Without a
 * model to ask again, reask, fix_reask and custom use a fix where there is one and block otherwise. A guard
 * that throws blocks: safety fails closed.
 */
export async function runGuards(
  guards: readonly Guard[],
  stage: Stage,
  subject: Subject,
): Promise<GuardResult> {
  const failures: GuardFailure[] = [];
  const block = (blockedBy: string): GuardResult => ({ outcome: 'block', text: '', failures, blockedBy });
  let text = subject.text;
  for (let round = 1; round <= ROUNDS; round++) {
    let blockedBy: string | null = null;
    let settled = true;
    for (const guard of guards) {
      if (!guard.stages.includes(stage)) continue;
      const verdict = await judge(guard, { ...subject, text });
      if (verdict.kind === 'pass') continue;
      const { message, spans } = verdict;
      const known = round > 1 && failures.some((failure) => failure.guard === guard.id);
      if (!known) failures.push({ guard: guard.id, action: guard.action, message, spans });
      const effect = verdict.broken ? 'block' : effectOf(guard.action, verdict.fixed);
      if (effect === 'keep') continue;
      if (effect === 'block' || effect.text === text) blockedBy ??= guard.id;
      else {
        text = effect.text;
        settled = false;
      }
    }
    if (blockedBy !== null) return block(blockedBy);
    if (settled)
      return { outcome: text === subject.text ? 'allow' : 'transform', text, failures, blockedBy: null };
  }
  return block(failures.at(-1)?.guard ?? 'guard');
}

type Judgement = Verdict & { broken?: true };

async function judge(guard: Guard, subject: Subject): Promise<Judgement> {
  try {
    return await guard.check(subject);
  } catch (error) {
    const message = `the check itself failed: ${messageOf(error)}`;
    return { kind: 'fail', message, spans: [], broken: true };
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
