import type { Request, RequestHandler, Response } from 'express';
import type { AuditTrail, Note } from '../audit/audit-trail.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Frame, sendFragment } from '../frame/layout.ts';
import { BadRequest } from '../requests/form.ts';
import { type Session, type SessionNeeds, touchSession } from '../session/session.ts';
import { sessionOf } from '../session/sessions-of-requests.ts';
import { listenWhileSignedIn } from './listen-while-signed-in.ts';
import { isInstead, type Reply } from './replies.ts';
import { type MemberRoute, wantsJson } from './route.ts';
import { askedOf, type ViewRoute } from './view-route.ts';

/** Carries a route out for somebody who is signed in, and sends what comes of it. */
export function serveMember(
  deps: SessionNeeds & Pick<ConsoleDeps, 'log'>,
  frame: Frame,
  trail: AuditTrail,
  route: MemberRoute,
): RequestHandler {
  return async (req, res) => {
    const session = sessionOf(req);
    if (session === null) throw new BadRequest('You are not signed in.', 401);
    if ('listen' in route) {
      listenWhileSignedIn(deps, route, { req, res, session });
      return;
    }
    if ('arrive' in route) {
      await touchSession(deps, session);
      await sendReply(frame, res, session, await route.arrive({ req, res, session }));
      return;
    }
    if ('act' in route) {
      await touchSession(deps, session);
      const visit = { req, res, session };
      const act = (note: Note) => route.act({ ...visit, note });
      await sendReply(frame, res, session, await trail.watch(route.audited, visit, act));
      return;
    }
    if (!route.background) await touchSession(deps, session);
    await sendView(frame, req, res, session, route);
  };
}

async function sendView(
  frame: Frame,
  req: Request,
  res: Response,
  session: Session,
  route: ViewRoute,
): Promise<void> {
  const opened = await route.open(askedOf(req, session));
  if (isInstead(opened)) {
    await sendReply(frame, res, session, opened);
    return;
  }
  if (wantsJson(req)) {
    res.json(opened.view);
    return;
  }
  const reply = opened.show(session);
  if (reply === null) {
    // Nothing new: no swap, so a screen reader is not told the same again.
    res.status(204).end();
    return;
  }
  if (route.trigger !== undefined) res.set('HX-Trigger', route.trigger);
  await sendReply(frame, res, session, reply);
}

async function sendReply(frame: Frame, res: Response, session: Session, reply: Reply): Promise<void> {
  if ('download' in reply) {
    res.set('Content-Disposition', `attachment; filename="${reply.name}"`);
    res.type(reply.type).send(reply.download);
  } else if ('fragment' in reply) sendFragment(res, reply.fragment, reply.status);
  else if ('body' in reply) await frame.sendPage(res, session, reply);
  else if (reply.instead === 'redirect') res.redirect(303, reply.to);
  else throw new BadRequest(reply.text, 404);
}
