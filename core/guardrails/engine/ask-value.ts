import type { z } from 'zod';
import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GuardFailure, GuardStep } from '../guard.ts';
import { guardLimits } from './limits.ts';
import { type ReadValue, readCorrection, readValue, schemaText } from './read-value.ts';
import { type Correction, type Problem, requestFor } from './reask-requests.ts';
import type { ValueGuard } from './value-guard.ts';

/** A model's reply to a prompt that the caller keeps; with a correction, to that prompt, its draft and the request. */
export type Ask = (
  correction: Correction | null,
) => Promise<{ kind: 'text'; text: string } | { kind: 'failed'; message: string }>;

export type AskValueOptions<T> = {
  ask: Ask;
  schema: z.ZodType<T>;
  guards?: readonly ValueGuard[];
  clock?: Clock;
  signal?: AbortSignal;
  /** How often the model may be asked again, whatever for. */
  reasks?: number;
};

/** One reply and what came of it. */
export type AskStep = {
  asked: number;
  problem: Problem['kind'] | 'blocked' | 'model' | null;
  guards: GuardStep[];
};

/** `valid` as it came, `repaired` without the model, `reasked` with it; a refused one has no value. */
export type AskedValue<T> = { failures: GuardFailure[]; history: AskStep[] } & (
  | { outcome: 'valid' | 'repaired' | 'reasked'; value: T }
  | { outcome: 'refused'; why: Problem['kind'] | 'blocked' | 'model'; blockedBy: string | null }
);

/**
 * Asks a model for a value until it is one: JSON that can be read, of the schema, past the guards. What is wrong is
 * asked for again by kind (unparseable, schema, field) until the budget is spent. Never throws; a value that comes out
 * fits its schema.
 */
export async function askValue<T>(options: AskValueOptions<T>): Promise<AskedValue<T>> {
  const { schema, guards = [], clock, signal, reasks = guardLimits.reasks } = options;
  const failures: GuardFailure[] = [];
  const history: AskStep[] = [];
  let open: { correction: Correction; partial: unknown } | null = null;
  for (let asked = 0; ; asked++) {
    const reply = await askSafely(options.ask, open?.correction ?? null);
    if (reply.kind === 'failed') {
      history.push({ asked, problem: 'model', guards: [] });
      return { outcome: 'refused', why: 'model', blockedBy: null, failures, history };
    }
    const settings = { clock, signal, mayReask: asked < reasks };
    const read: ReadValue<T> =
      open === null
        ? await readValue(reply.text, schema, guards, settings)
        : await readCorrection(
            reply.text,
            { problem: open.correction.problem, partial: open.partial },
            schema,
            guards,
            settings,
          );
    failures.push(...read.failures);
    const problem = read.kind === 'again' ? read.problem.kind : read.kind === 'blocked' ? 'blocked' : null;
    history.push({ asked, problem, guards: read.history });
    if (read.kind === 'good') {
      const outcome = asked > 0 ? 'reasked' : read.repaired ? 'repaired' : 'valid';
      return { outcome, value: read.value, failures, history };
    }
    if (read.kind === 'blocked')
      return { outcome: 'refused', why: 'blocked', blockedBy: read.blockedBy, failures, history };
    if (asked >= reasks)
      return { outcome: 'refused', why: read.problem.kind, blockedBy: null, failures, history };
    // The draft of a field reask is the value that its paths are of, which a repair may have changed.
    const draft: string = read.problem.kind === 'field' ? JSON.stringify(read.partial) : reply.text;
    const request = requestFor(read.problem, schemaText(schema));
    open = { correction: { draft, problem: read.problem, request }, partial: read.partial };
  }
}

async function askSafely(ask: Ask, correction: Correction | null): ReturnType<Ask> {
  try {
    return await ask(correction);
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}
