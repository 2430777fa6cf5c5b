import type { Request, RequestHandler } from 'express';
import { findTokenSession } from '../tokens/token-session.ts';
import { findSession, type Session, type SessionNeeds } from './session.ts';

const sessions = new WeakMap<Request, Session>();

/** Finds out who asks, once a request. */
export function loadSession(deps: SessionNeeds): RequestHandler {
  return async (req, _res, next) => {
    const session = (await findSession(deps, req)) ?? (await findTokenSession(deps, req));
    if (session !== null) sessions.set(req, session);
    next();
  };
}

/** The session of a request, or null for a guest. */
export function sessionOf(req: Request): Session | null {
  return sessions.get(req) ?? null;
}
