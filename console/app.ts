import express, { type Express, type RequestHandler } from 'express';
import { type PlatformId, platformIds, platforms } from '../core/ports/platforms.ts';
import { loadAssets } from './assets.ts';
import { createAuditTrail } from './audit/audit-trail.ts';
import type { ConsoleDeps } from './deps.ts';
import { errorPage, notFound, sendTrouble } from './frame/error-pages.ts';
import { createFrame, type Frame } from './frame/layout.ts';
import { BadRequest } from './requests/form.ts';
import { isSecure, knownHost } from './requests/hosts.ts';
import { sameOrigin } from './requests/same-origin.ts';
import { neverStored, securityHeaders } from './requests/security-headers.ts';
import { consoleRoutes } from './route-table.ts';
import { type MemberRoute, type OpenRoute, type Route, wantsFragment, wantsJson } from './routes/route.ts';
import { serveMember } from './routes/serve-route.ts';
import { hasCsrfToken } from './session/csrf.ts';
import { loadSession, sessionOf } from './session/sessions-of-requests.ts';

const FORM_LIMIT = '256kb';

/** Events of a platform over HTTP: its library checks the signature over the raw body, so nothing may read it before. */
function platformEvents(deps: Pick<ConsoleDeps, 'connectors'>, id: PlatformId): RequestHandler {
  return (req, res) => {
    const handler = deps.connectors.eventHandler(id);
    if (handler === null)
      res.status(404).type('text').send(`${platforms[id].name} is not connected over HTTP.`);
    else handler(req, res);
  };
}

/** Agents show a token of their own with every request: no session, no form. */
function agents(deps: Pick<ConsoleDeps, 'agents'>): RequestHandler {
  return (req, res) => {
    const handler = deps.agents?.() ?? null;
    if (handler === null) res.status(404).type('text').send('Agents are not served here.');
    else handler(req, res);
  };
}

/** Nobody gets past here without a session, whatever the address: routes below cannot forget to ask. */
function requireSession(frame: Frame): RequestHandler {
  return async (req, res, next) => {
    if (sessionOf(req) !== null) {
      next();
      return;
    }
    if (wantsFragment(req)) {
      res.status(401).set('HX-Redirect', '/sign-in').end();
    } else if ((req.method === 'GET' || req.method === 'HEAD') && !wantsJson(req)) {
      res.redirect(303, '/sign-in');
    } else {
      const text = 'You are not signed in, or you were signed out. Sign in and try again.';
      await sendTrouble(frame, req, res, { status: 401, title: 'Sign in first', text, reference: null });
    }
  };
}

/** Role first, body next, token last: a body is read only for somebody who may send it. */
function guards(route: MemberRoute): RequestHandler[] {
  const role: RequestHandler = (req, _res, next) => {
    if (route.access === 'admin' && sessionOf(req)?.user.role !== 'admin') {
      throw new BadRequest('Only admins can do this. Ask one of them.', 403);
    }
    next();
  };
  if (route.method === 'get') return [role];
  if ('body' in route && route.body !== undefined) return [role, route.body];
  const token: RequestHandler = (req, _res, next) => {
    const session = sessionOf(req);
    if (session === null || !hasCsrfToken(req, session)) {
      throw new BadRequest('The form is too old. Load the page again and retry.', 403);
    }
    next();
  };
  return [role, express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 200 }), token];
}

function isOpen(route: Route): route is OpenRoute {
  return route.access === 'public' || route.access === 'guest';
}

/** The admins' room as an Express app that listens nowhere yet. The order below is the order of a request. */
export function createConsole(deps: ConsoleDeps): Express {
  const assets = loadAssets();
  const frame = createFrame(deps, assets);
  const trail = createAuditTrail(deps);
  const routes = consoleRoutes(deps, assets, frame, trail);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('trust proxy', deps.trustedProxies === undefined ? false : [...deps.trustedProxies]);

  app.use(securityHeaders((req) => isSecure(req, deps.publicUrl())));
  for (const id of platformIds) app.all(`/${id}/events`, platformEvents(deps, id));
  for (const route of routes) {
    if (isOpen(route) && route.access === 'public') app[route.method](route.path, route.handle);
  }
  app.use(knownHost(deps.publicUrl));
  app.all('/mcp', neverStored, agents(deps));
  app.use(neverStored);
  app.use(sameOrigin);
  app.use(loadSession(deps));
  for (const route of routes) {
    if (!isOpen(route) || route.access !== 'guest') continue;
    app[route.method](route.path, ...(route.before === undefined ? [] : [route.before]), route.handle);
  }
  app.use(requireSession(frame));
  for (const route of routes) {
    if (!isOpen(route))
      app[route.method](route.path, ...guards(route), serveMember(deps, frame, trail, route));
  }
  app.use(notFound(frame));
  app.use(errorPage(deps, frame));
  return app;
}
