import type { Request, RequestHandler, Response } from 'express';
import type { Audited, Note } from '../audit/audit-trail.ts';
import type { Session } from '../session/session.ts';
import type { Reply } from './replies.ts';
import type { ViewRoute } from './view-route.ts';

/**
 * Who may call a route. `public`: anybody, on any host name. `guest`: anybody on a known host name.
 * `curator`: every signed-in user. `admin`: signed-in admins.
 */
export type Access = 'public' | 'guest' | 'curator' | 'admin';

/** A form, or a stream, that somebody who is signed in sends for. */
export type Visit = { req: Request; res: Response; session: Session };

/** A form also tells the audit log what only it knows. */
export type FormVisit = Visit & { note: Note };

type Place = { method: 'get' | 'post'; path: string };

export type OpenRoute = Place & {
  access: 'public' | 'guest';
  /** Runs before `handle`, e.g. a rate limit. */
  before?: RequestHandler;
  handle(req: Request, res: Response): Promise<void> | void;
};

export type FormRoute = {
  method: 'post';
  path: string;
  access: 'curator' | 'admin';
  audited: Audited;
  /** Reads a body that is no plain form; it checks the CSRF token itself before it keeps anything. */
  body?: RequestHandler;
  /** Carries the form out. Throws BadRequest when it cannot be carried out as it is. */
  act(visit: FormVisit): Promise<Reply>;
};

/** Tells the page something from time to time, for as long as it listens. */
export type StreamRoute = {
  method: 'get';
  path: string;
  access: 'curator' | 'admin';
  listen(visit: Visit): void;
};

/**
 * An address that a browser is sent to, on its way to another site or back from it. It changes something, and no token
 * can prove that the way is ours: whoever comes back shows a state that was made for their session.
 */
export type ArrivalRoute = {
  method: 'get';
  path: string;
  access: 'admin';
  arrive(visit: Visit): Promise<Reply>;
};

export type MemberRoute = ViewRoute | FormRoute | StreamRoute | ArrivalRoute;

export type Route = OpenRoute | MemberRoute;

/** A form that changes something, and what the audit log says of it. */
export function formRoute(
  path: string,
  access: FormRoute['access'],
  audited: Audited,
  act: FormRoute['act'],
  body?: RequestHandler,
): FormRoute {
  return { method: 'post', path, access, audited, act, ...(body === undefined ? {} : { body }) };
}

/** See `ArrivalRoute`. */
export function arrivalRoute(
  path: string,
  access: ArrivalRoute['access'],
  arrive: ArrivalRoute['arrive'],
): ArrivalRoute {
  return { method: 'get', path, access, arrive };
}

/** True when htmx or the upload script asks: they want a fragment, not a page. */
export function wantsFragment(req: Request): boolean {
  return req.get('HX-Request') === 'true';
}

/** True when the view itself is asked for and not the page made of it. */
export function wantsJson(req: Request): boolean {
  return req.accepts(['html', 'json']) === 'json';
}

/** A named parameter of the path; '' when the path has none of that name. */
export function param(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}
