import type { Guard, GuardRun, GuardSettings, Subject } from '../guard.ts';

/** What a check says of a value; `fixed` is what could stand in its place. */
export type ValueVerdict =
  | { kind: 'pass' }
  | { kind: 'fail'; message: string; spans?: [number, number][]; fixed?: unknown };

/**
 * One check of a value or of places inside it: the form the engine runs. `path` is a JSON pointer in which `*` stands
 * for every item of a list (see places.ts); `''` is the whole value.
 */
export type ValueGuard = GuardSettings & {
  readonly path: string;
  check(value: unknown, run?: GuardRun): ValueVerdict | Promise<ValueVerdict>;
  custom?(value: unknown, message: string): unknown;
};

/** A guard of texts, set on a path of a structured value. What stands there and is no text fails. */
export function guardOnPath(
  guard: Omit<Guard, 'stages'>,
  path: string,
  subject: Omit<Subject, 'text'> = {},
): ValueGuard {
  const { id, action, cost, budgetMs, onError, custom } = guard;
  return {
    id,
    action,
    path,
    ...(cost !== undefined && { cost }),
    ...(budgetMs !== undefined && { budgetMs }),
    ...(onError !== undefined && { onError }),
    check: (value, run) =>
      typeof value === 'string'
        ? guard.check({ ...subject, text: value }, run)
        : { kind: 'fail', message: 'There is no text here.' },
    ...(custom !== undefined && {
      custom: (value, message) => custom.call(guard, String(value), message),
    }),
  };
}
