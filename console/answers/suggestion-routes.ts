import { z } from 'zod';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import { byId } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';

export type SuggestionNeeds = Pick<ConsoleDeps, 'suggestions' | 'log'>;

const NOT_WAITING =
  'This answer waits for nobody any more: somebody decided about it, or whoever asked had their data deleted.';

async function post(deps: SuggestionNeeds, { req, session }: Visit): Promise<Redirect> {
  const { text } = readForm(req, { text: z.string().max(20_000).optional() });
  const id = param(req, 'id');
  const posted = await deps.suggestions.post(id, {
    by: session.user.name,
    ...(text === undefined ? {} : { text: text.replaceAll('\r\n', '\n') }),
  });
  if (posted.kind === 'not-waiting') throw new BadRequest(NOT_WAITING, 409);
  if (posted.kind === 'not-yet')
    throw new BadRequest('The first reply to this question is still on its way. Try again in a moment.', 409);
  if (posted.kind === 'unusable') throw new BadRequest(posted.why, 422);
  deps.log.info({ answer: posted.answerId, by: session.user.id }, 'suggested answer posted');
  return redirect(`/answers/${encodeURIComponent(posted.answerId)}`);
}

async function dismiss(deps: SuggestionNeeds, { req, session }: Visit): Promise<Redirect> {
  const id = param(req, 'id');
  if (!(await deps.suggestions.dismiss(id, { by: session.user.name })))
    throw new BadRequest(NOT_WAITING, 409);
  deps.log.info({ answer: id, by: session.user.id }, 'suggested answer dismissed');
  return redirect(`/answers/${encodeURIComponent(id)}`);
}

/** Whether a passage that a waiting answer cites is not what it was. */
export async function isOutdated(
  { library }: Pick<ConsoleDeps, 'library'>,
  { answer, suggestion }: AnswerRecord,
): Promise<boolean> {
  if (suggestion?.state !== 'waiting') return false;
  for (const { passageId, hash } of answer.citations)
    if ((await library.passage(passageId))?.hash !== hash) return true;
  return false;
}

export function suggestionRoutes(deps: SuggestionNeeds): Route[] {
  return [
    formRoute('/answers/:id/post', 'curator', { action: 'answer.post', subject: byId }, (visit) =>
      post(deps, visit),
    ),
    formRoute('/answers/:id/dismiss', 'curator', { action: 'answer.dismiss', subject: byId }, (visit) =>
      dismiss(deps, visit),
    ),
  ];
}
