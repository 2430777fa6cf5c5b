import { secretPatterns } from '../../core/guardrails/rules/secret-patterns.ts';

export type AuditValue = string | number | boolean | null | readonly string[];

/** How a thing stood, as plain values by name. */
export type AuditState = Readonly<Record<string, AuditValue>>;

/** Characters of one value, and of a list's values together. */
const LONGEST = 4_000;
const CUT = '…';

const clean = (text: string): string => {
  const masked = secretPatterns.reduce((left, pattern) => left.replace(pattern, CUT), text);
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}${CUT}` : masked;
};

function cleanList(list: readonly string[]): string[] {
  const kept: string[] = [];
  let left = LONGEST;
  for (const text of list.map(clean)) {
    left -= text.length;
    if (left < 0) return [...kept, CUT];
    kept.push(text);
  }
  return kept;
}

/** The state as it may be stored: nothing that looks like a secret, nothing endless. `whole` = nothing had to go. */
export function storable(state: AuditState): { state: AuditState; whole: boolean } {
  const kept: Record<string, AuditValue> = {};
  for (const [name, value] of Object.entries(state))
    kept[name] =
      typeof value === 'string' ? clean(value) : Array.isArray(value) ? cleanList(value as string[]) : value;
  return { state: kept, whole: isSame(kept, state) };
}

/** Whether two states say the same, in whatever order. */
export function isSame(one: AuditState | null, other: AuditState | null): boolean {
  if (one === null || other === null) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
  );
}

export type AuditChange = { name: string; before: AuditValue; after: AuditValue };

/** What is not the same before and after; `null` stands where there was nothing. */
export function changesOf(before: AuditState | null, after: AuditState | null): AuditChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: before?.[name] ?? null, after: after?.[name] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
