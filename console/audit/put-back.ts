import type { AuditState } from './audit-state.ts';

/** Reads a stored state, whose values may be of another version: what is not as expected is left out. */

export function textIn(state: AuditState | null, name: string): string | null {
  const value = state?.[name];
  return typeof value === 'string' ? value : null;
}

export function listIn(state: AuditState | null, name: string): string[] | null {
  const value = state?.[name];
  return Array.isArray(value) ? [...value] : null;
}

export const GONE = 'It is not there any more.';
export const OTHER_VERSION = 'It was written by another version and cannot be put back.';
