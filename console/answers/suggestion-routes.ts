import { z } from 'zod';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import { BadRequest, readForm } from '../form.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';

const NOT_WAITING =
  'This answer waits for nobody any more: somebody decided about it, or whoever asked had their data deleted.';

async function post(room: Room, visit: Visit): Promise<void> {
  const { text } = readForm(visit.req, { text: z.string().max(20_000).optional() });
  const id = param(visit.req, 'id');
  const posted = await room.deps.suggestions.post(id, {
    by: visit.session.user.name,
    ...(text === undefined ? {} : { text: text.replaceAll('\r\n', '\n') }),
  });
  if (posted.kind === 'not-waiting') throw new BadRequest(NOT_WAITING, 409);
  if (posted.kind === 'not-yet')
    throw new BadRequest('The first reply to this question is still on its way. Try again in a moment.', 409);
  if (posted.kind === 'unusable') throw new BadRequest(posted.why, 422);
  room.deps.log.info({ answer: posted.answerId, by: visit.session.user.id }, 'suggested answer posted');
  visit.res.redirect(303, `/answers/${encodeURIComponent(posted.answerId)}`);
}

async function dismiss(room: Room, visit: Visit): Promise<void> {
  const id = param(visit.req, 'id');
  if (!(await room.deps.suggestions.dismiss(id, { by: visit.session.user.name })))
    throw new BadRequest(NOT_WAITING, 409);
  room.deps.log.info({ answer: id, by: visit.session.user.id }, 'suggested answer dismissed');
  visit.res.redirect(303, `/answers/${encodeURIComponent(id)}`);
}

/** Whether a passage that a waiting answer cites is not what it was. */
export async function isOutdated(room: Room, { answer, suggestion }: AnswerRecord): Promise<boolean> {
  if (suggestion?.state !== 'waiting') return false;
  for (const { passageId, hash } of answer.citations)
    if ((await room.deps.library.passage(passageId))?.hash !== hash) return true;
  return false;
}

export function suggestionRoutes(room: Room): Route[] {
  return [
    {
      method: 'post',
      path: '/answers/:id/post',
      access: 'curator',
      handle: (visit) => post(room, visit),
    },
    {
      method: 'post',
      path: '/answers/:id/dismiss',
      access: 'curator',
      handle: (visit) => dismiss(room, visit),
    },
  ];
}
