import { type SettleOptions, settle } from './engine/settle.ts';
import { checkOf } from './engine/text-check.ts';
import type { Guard, GuardResult, Stage, Subject } from './guard.ts';

/**
 * Runs every guard of a stage on a text and lists all failures (see engine/settle.ts for the order and the rounds).
 * Where no model can be asked again, reask, fix_reask and custom use a fix where there is one and block otherwise.
 * A guard that throws, or is late, blocks: safety fails closed.
 */
export async function runGuards(
  guards: readonly Guard[],
  stage: Stage,
  subject: Subject,
  options: SettleOptions = {},
): Promise<GuardResult> {
  const { text, ...rest } = subject;
  const checks = guards.filter((guard) => guard.stages.includes(stage)).map((guard) => checkOf(guard, rest));
  return settle(text, checks, options);
}
