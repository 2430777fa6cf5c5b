import type { z } from 'zod';
import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GuardFailure, GuardStep } from '../guard.ts';
import { createJsonParts, type JsonPart } from './json-parts.ts';
import { createJudge, type Judge } from './judge.ts';
import { guardLimits } from './limits.ts';
import { type Place, placesOf, pointerOf, valueAt } from './places.ts';
import { readValue, schemaText } from './read-value.ts';
import { type Correction, type Problem, requestFor } from './reask-requests.ts';
import { type Settled, settle } from './settle.ts';
import type { ValueGuard } from './value-guard.ts';

/**
 * What a reader of a value is shown: a `part` (a field, or an item of a list) as soon as it is complete and past its
 * guards, `replace` in the place of all parts so far, `end` last. `path` is where the model wrote the part.
 */
export type ValueStreamEvent<T> =
  | { kind: 'part'; path: string; value: unknown }
  | { kind: 'replace'; value: T | null }
  | { kind: 'end'; result: ValueStreamResult<T>; asked: number };

export type ValueStreamResult<T> = {
  outcome: 'allow' | 'transform' | 'block';
  value: T | null;
  failures: GuardFailure[];
  blockedBy: string | null;
  history: GuardStep[];
};

export type GuardedValueStreamOptions<T> = {
  schema: z.ZodType<T>;
  guards: readonly ValueGuard[];
  clock?: Clock;
  signal?: AbortSignal;
  /** Asks the model to write all of it again; only as long as nothing was shown. */
  again?: (correction: Correction) => AsyncIterable<string>;
  reasks?: number;
};

type Attempt<T> = { draft: string; shown: unknown[]; result: ValueStreamResult<T>; problem: Problem | null };

/** Shows a JSON value while it is being written, part by part; see `createGuardedStream` for the rules. */
export async function* createGuardedValueStream<T>(
  pieces: AsyncIterable<string>,
  options: GuardedValueStreamOptions<T>,
): AsyncGenerator<ValueStreamEvent<T>, void> {
  const { again, reasks = guardLimits.reasks } = options;
  let source = pieces;
  for (let asked = 0; ; asked++) {
    const mayReask = again !== undefined && asked < reasks;
    const { draft, shown, result, problem } = yield* guardOnce(source, options, mayReask);
    if (again === undefined || !mayReask || shown.length > 0 || problem === null) {
      yield { kind: 'end', result, asked };
      return;
    }
    // A stream is written anew as a whole: what a field reask would be merged into is not complete.
    const whole: Problem = problem.kind === 'field' ? { ...problem, kind: 'schema' } : problem;
    const request = requestFor(whole, schemaText(options.schema));
    source = again({ draft, problem: whole, request });
  }
}

async function* guardOnce<T>(
  pieces: AsyncIterable<string>,
  options: GuardedValueStreamOptions<T>,
  mayReaskAtAll: boolean,
): AsyncGenerator<ValueStreamEvent<T>, Attempt<T>> {
  const { schema, guards, clock, signal } = options;
  const judge = createJudge({ clock, signal });
  const parts = createJsonParts();
  const shown: unknown[] = [];
  const failures: GuardFailure[] = [];
  const history: GuardStep[] = [];
  let draft = '';
  const note = (failure: GuardFailure) => {
    if (!failures.some(({ guard, path }) => guard === failure.guard && path === failure.path))
      failures.push(failure);
  };
  const end = (part: Partial<ValueStreamResult<T>>, problem: Problem | null): Attempt<T> => {
    const blocked: ValueStreamResult<T> = {
      outcome: 'block',
      value: null,
      blockedBy: null,
      failures,
      history,
    };
    return { draft, shown, problem, result: { ...blocked, ...part } };
  };
  const block = function* (blockedBy: string | null, problem: Problem | null = null) {
    if (shown.length > 0) yield { kind: 'replace', value: null } as const;
    return end({ blockedBy }, problem);
  };
  try {
    for await (const piece of pieces) {
      draft += piece;
      for (const part of parts.feed(piece)) {
        const mayReask = mayReaskAtAll && shown.length === 0;
        const { settled, kept } = await guardPart(part, guards, judge, mayReask);
        settled.failures.forEach(note);
        history.push(...settled.history);
        if (settled.outcome === 'block') return yield* block(settled.blockedBy, fieldProblem(settled.reasks));
        for (const value of kept) {
          shown.push(value);
          yield { kind: 'part', path: pointerOf(part.place), value };
        }
      }
    }
  } catch (error) {
    note({ guard: 'stream', action: 'exception', message: messageOf(error), spans: [] });
    return yield* block('stream');
  }
  const mayReask = mayReaskAtAll && shown.length === 0;
  const whole = await readValue(draft, schema, guards, { judge, mayReask });
  whole.failures.forEach(note);
  history.push(...whole.history);
  if (whole.kind === 'blocked') return yield* block(whole.blockedBy);
  if (whole.kind === 'again') return yield* block(whole.problem.kind, whole.problem);
  if (JSON.stringify(shown) !== JSON.stringify(partsOf(whole.value))) {
    yield { kind: 'replace', value: whole.value };
  }
  return end({ outcome: whole.repaired ? 'transform' : 'allow', value: whole.value }, null);
}

/** Runs the guards that look at a part, or into it, on a value that holds nothing but this part. */
async function guardPart(
  part: JsonPart,
  guards: readonly ValueGuard[],
  judge: Judge,
  mayReask: boolean,
): Promise<{ settled: Settled; kept: unknown[] }> {
  const lone: Place = part.place.map((key) => (typeof key === 'number' ? 0 : key));
  const holder = lone.reduceRight<unknown>(
    (value, key) => (typeof key === 'number' ? [value] : { [key]: value }),
    part.value,
  );
  const own = guards.flatMap((guard) => {
    const steps = guard.path.split('/').slice(1);
    const fits = part.place.every((key, index) => steps[index] === '*' || steps[index] === stepOf(key));
    if (!fits) return [];
    const inside = steps.map((step, index) =>
      typeof part.place[index] === 'number' && step !== '*' ? '0' : step,
    );
    return [{ ...guard, path: `/${inside.join('/')}` }];
  });
  const settled = await settle(holder, own, { judge, mayReask });
  const renamed = (failure: GuardFailure) => ({ ...failure, ...pathIn(part.place, lone, failure.path) });
  const value = settled.outcome === 'block' ? null : settled.value;
  return {
    settled: {
      ...settled,
      failures: settled.failures.map(renamed),
      reasks: settled.reasks.map(renamed),
      history: settled.history.map((step) => ({ ...step, ...pathIn(part.place, lone, step.path) })),
    },
    kept: placesOf(value, pointerOf(lone)).map((place) => valueAt(value, place)),
  };
}

const stepOf = (key: string | number) => pointerOf([key]).slice(1);

function pathIn(place: Place, lone: Place, path: string | undefined): { path?: string } {
  return path === undefined ? {} : { path: pointerOf(place) + path.slice(pointerOf(lone).length) };
}

function fieldProblem(reasks: GuardFailure[]): Problem | null {
  if (reasks.length === 0) return null;
  return { kind: 'field', issues: reasks.map(({ path = '', message }) => ({ path, message })) };
}

/** The parts that a finished value has, in the order in which they are shown. */
function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap((field: unknown) => (Array.isArray(field) ? field : [field]));
}
