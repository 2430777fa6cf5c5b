import type { GuardFailure, GuardResult } from '../guard.ts';
import { guardLimits } from './limits.ts';

/** A draft that guards would not let pass, and why; null for the first try. */
export type TextCorrection = { draft: string; problems: GuardFailure[] } | null;

export type AskTextOptions<Draft extends { text: string }, Other> = {
  /** Writes the text, or writes it again; anything but a draft ends the asking. */
  ask(correction: TextCorrection): Promise<{ kind: 'text'; draft: Draft } | { kind: 'other'; other: Other }>;
  guard(draft: Draft, mayReask: boolean): Promise<GuardResult>;
  /** How often the model may be asked again. */
  reasks?: number;
};

export type AskedText<Draft, Other> =
  | { kind: 'guarded'; draft: Draft; result: GuardResult; asked: number }
  | { kind: 'other'; other: Other };

/** Asks a model for a text until its guards no longer want another one, or the budget is spent. */
export async function askText<Draft extends { text: string }, Other>(
  options: AskTextOptions<Draft, Other>,
): Promise<AskedText<Draft, Other>> {
  const { ask, guard, reasks = guardLimits.reasks } = options;
  let correction: TextCorrection = null;
  for (let asked = 0; ; asked++) {
    const reply = await ask(correction);
    if (reply.kind === 'other') return reply;
    const { draft } = reply;
    const result = await guard(draft, asked < reasks);
    if (result.reasks.length === 0) return { kind: 'guarded', draft, result, asked };
    correction = { draft: draft.text, problems: result.reasks };
  }
}
