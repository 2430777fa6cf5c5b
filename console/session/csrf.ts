import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Session } from './session.ts';

/** Name of the hidden field that every form carries; scripts send the header instead. */
export const CSRF_FIELD = '_csrf';
export const CSRF_HEADER = 'X-CSRF-Token';

/** True when the request shows the token of its session, in a field that was read already or in the header. */
export function hasCsrfToken(req: Request, session: Session): boolean {
  const body: unknown = req.body;
  const field =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[CSRF_FIELD] : undefined;
  const given = req.get(CSRF_HEADER) ?? field;
  if (typeof given !== 'string') return false;
  const mine = Buffer.from(session.csrf);
  const theirs = Buffer.from(given);
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}
