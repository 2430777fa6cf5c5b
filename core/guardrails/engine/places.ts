/** A place in a value: keys and list positions from the root. */
export type Place = readonly (string | number)[];

/**
 * Every place of `value` that a path names. A path is a JSON pointer (RFC 6901) in which a step `*` stands for every
 * item of a list: `''` is the whole value, `/title` a field, `/steps/*` the items of a list. Absent places are not named.
 */
export function placesOf(value: unknown, path: string): Place[] {
  const steps = path.split('/').slice(1).map(unescapeStep);
  let found: { place: Place; value: unknown }[] = [{ place: [], value }];
  for (const step of steps) {
    found = found.flatMap(({ place, value: inside }) =>
      keysOf(inside, step).map((key) => ({ place: [...place, key], value: childOf(inside, key) })),
    );
  }
  return found.map(({ place }) => place);
}

/** A place as a JSON pointer. */
export function pointerOf(place: Place): string {
  return place.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at a place; undefined where there is none. */
export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(childOf, value);
}

/** A copy of `value` with another value at a place that exists. */
export function withValueAt(value: unknown, place: Place, next: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return next;
  if (Array.isArray(value) && typeof key === 'number')
    return value.map((item, index) => (index === key ? withValueAt(item, rest, next) : item));
  if (isRecord(value)) return { ...value, [key]: withValueAt(value[key], rest, next) };
  return value;
}

/** A copy of `value` without the field or list item at a place; null when the place is the root. */
export function withoutPlace(value: unknown, place: Place): unknown {
  const key = place.at(-1);
  if (key === undefined) return null;
  const above = place.slice(0, -1);
  const parent = valueAt(value, above);
  if (Array.isArray(parent))
    return withValueAt(
      value,
      above,
      parent.filter((_item, index) => index !== key),
    );
  if (!isRecord(parent)) return value;
  const kept = Object.entries(parent).filter(([name]) => name !== key);
  return withValueAt(value, above, Object.fromEntries(kept));
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function keysOf(value: unknown, step: string): (string | number)[] {
  if (Array.isArray(value)) {
    if (step === '*') return value.map((_item, index) => index);
    return /^\d+$/.test(step) && Number(step) < value.length ? [Number(step)] : [];
  }
  return isRecord(value) && Object.hasOwn(value, step) ? [step] : [];
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
