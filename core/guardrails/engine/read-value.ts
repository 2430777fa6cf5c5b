import { z } from 'zod';
import { readJson } from '../../text/read-json.ts';
import type { GuardFailure, GuardStep } from '../guard.ts';
import type { Place } from './places.ts';
import { placesOf, pointerOf, withValueAt } from './places.ts';
import type { Problem } from './reask-requests.ts';
import { type SettleOptions, settle } from './settle.ts';
import type { ValueGuard } from './value-guard.ts';

/** What one reply of a model came to: a value to use, one to ask again about, or none. */
export type ReadValue<T> = { failures: GuardFailure[]; history: GuardStep[] } & (
  | { kind: 'good'; value: T; repaired: boolean }
  /** `partial` is what a field reask is merged into. */
  | { kind: 'again'; problem: Problem; partial: unknown }
  | { kind: 'blocked'; blockedBy: string | null }
);

/** Holds a value against its schema, its guards, and its schema again, which a guard's change may have broken. */
export async function checkValue<T>(
  value: unknown,
  repaired: boolean,
  schema: z.ZodType<T>,
  guards: readonly ValueGuard[],
  options: SettleOptions,
): Promise<ReadValue<T>> {
  const shaped = schema.safeParse(value);
  if (!shaped.success)
    return { ...nothing(), kind: 'again', problem: schemaProblem(shaped.error), partial: null };
  const settled = await settle(shaped.data, guards, options);
  const { failures, history, reasks, blockedBy } = settled;
  const seen = { failures, history };
  if (settled.outcome === 'block') {
    if (reasks.length === 0) return { ...seen, kind: 'blocked', blockedBy };
    const issues = reasks.map(({ path = '', message }) => ({ path, message }));
    return { ...seen, kind: 'again', problem: { kind: 'field', issues }, partial: settled.value };
  }
  const kept = schema.safeParse(settled.value);
  if (!kept.success) return { ...seen, kind: 'again', problem: schemaProblem(kept.error), partial: null };
  return { ...seen, kind: 'good', value: kept.data, repaired: repaired || settled.outcome === 'transform' };
}

/** Reads a whole reply; one that is not JSON is a problem to ask again about. */
export async function readValue<T>(
  text: string,
  schema: z.ZodType<T>,
  guards: readonly ValueGuard[],
  options: SettleOptions,
): Promise<ReadValue<T>> {
  const read = readJson(text);
  if (read.kind === 'read') return checkValue(read.value, read.repaired, schema, guards, options);
  return { ...nothing(), kind: 'again', problem: { kind: 'unparseable', why: read.why }, partial: null };
}

/**
 * Reads the reply to a field reask: an object of corrected values by path is put into the value that stood; whatever
 * else it holds is left out. Any other reply is read as a whole one.
 */
export async function readCorrection<T>(
  text: string,
  asked: { problem: Problem; partial: unknown },
  schema: z.ZodType<T>,
  guards: readonly ValueGuard[],
  options: SettleOptions,
): Promise<ReadValue<T>> {
  const read = readJson(text);
  if (asked.problem.kind !== 'field' || read.kind !== 'read') return readValue(text, schema, guards, options);
  const corrected: { place: Place; value: unknown }[] = asked.problem.issues.flatMap(({ path }) => {
    const [place] = placesOf(asked.partial, path);
    const given = path === '' || place === undefined ? undefined : ownValue(read.value, pointerOf(place));
    return given === undefined || place === undefined ? [] : [{ place, value: given.value }];
  });
  if (corrected.length === 0) return checkValue(read.value, read.repaired, schema, guards, options);
  const merged = corrected.reduce((value, one) => withValueAt(value, one.place, one.value), asked.partial);
  return checkValue(merged, read.repaired, schema, guards, options);
}

/** The schema as a model reads it; null for one that JSON schema cannot say. */
export function schemaText(schema: z.ZodType): string | null {
  try {
    return JSON.stringify(z.toJSONSchema(schema));
  } catch {
    return null;
  }
}

function ownValue(value: unknown, key: string): { value: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = Object.entries(value).find(([name]) => name === key);
  return found === undefined ? undefined : { value: found[1] };
}

function schemaProblem(error: z.ZodError): Problem {
  const issues = error.issues.map(({ path, message }) => ({ path: pointerOf(path.map(keyOf)), message }));
  return { kind: 'schema', issues: issues.slice(0, 10) };
}

const keyOf = (key: PropertyKey) => (typeof key === 'number' ? key : String(key));

const nothing = () => ({ failures: [], history: [] });
