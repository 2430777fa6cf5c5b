import type { Request, RequestHandler, Response } from 'express';
import type { Assets } from './assets.ts';
import type { ConsoleDeps } from './deps.ts';
import type { Session } from './session.ts';

/** What every page is made with. */
export type Room = { deps: ConsoleDeps; assets: Assets };

/**
 * Who may call a route. `public`: anybody, on any host name. `guest`: anybody on a known host name.
 * `curator`: every signed-in user. `admin`: signed-in admins.
 */
export type Access = 'public' | 'guest' | 'curator' | 'admin';

/** A request of somebody who is signed in. */
export type Visit = { req: Request; res: Response; session: Session };

type Place = { method: 'get' | 'post'; path: string };

export type OpenRoute = Place & {
  access: 'public' | 'guest';
  /** Runs before `handle`, e.g. a rate limit. */
  before?: RequestHandler;
  handle(req: Request, res: Response): Promise<void> | void;
};

export type MemberRoute = Place & {
  access: 'curator' | 'admin';
  /** Polled by the page: does not keep an idle session alive. */
  background?: boolean;
  /** Reads a body that is no plain form; it checks the CSRF token itself before it keeps anything. */
  body?: RequestHandler;
  handle(visit: Visit): Promise<void> | void;
};

export type Route = OpenRoute | MemberRoute;

/** True when htmx or the upload script asks: they want a fragment, not a page. */
export function wantsFragment(req: Request): boolean {
  return req.get('HX-Request') === 'true';
}

/** A named parameter of the path; '' when the path has none of that name. */
export function param(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** A query parameter given once, trimmed; '' otherwise. */
export function query(req: Request, name: string): string {
  const value = req.query[name];
  return typeof value === 'string' ? value.trim() : '';
}
