import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { Polarity } from '../../core/types.ts';
import type { ConsoleDeps } from '../deps.ts';
import { csrfField, thumb } from '../frame/parts.ts';
import { readForm } from '../requests/form.ts';
import { missing, type Reply, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit, wantsFragment } from '../routes/route.ts';
import type { Session } from '../session/session.ts';

const PLATFORM = 'console';

function button(id: string, polarity: 1 | -1, now: Polarity): SafeHtml {
  const pressed = now === polarity;
  const label = polarity === 1 ? wording.feedback.good : wording.feedback.bad;
  // Pressing the pressed button takes the vote back.
  return html`<button id="vote-${id}-${polarity === 1 ? 'up' : 'down'}" class="vote" name="polarity"
    value="${pressed ? 0 : polarity}" aria-pressed="${pressed ? 'true' : 'false'}"
    title="${label}" aria-label="${label}">${thumb(polarity === 1 ? 'up' : 'down')}</button>`;
}

function thanks(now: Polarity, justVoted: boolean): string {
  if (now === 1) return wording.feedback.thanksGood;
  if (now === -1) return wording.feedback.thanksBad;
  return justVoted ? wording.feedback.retracted : wording.feedback.question;
}

/** The two buttons under an answer, with what this person's vote is now. */
export function voteForm(options: {
  session: Session;
  traceId: string;
  now: Polarity;
  back: string;
  justVoted?: boolean;
}): SafeHtml {
  const { session, traceId, now, back, justVoted = false } = options;
  return html`<form class="votes" method="post" action="/answers/${encodeURIComponent(traceId)}/vote"
  hx-post="/answers/${encodeURIComponent(traceId)}/vote" hx-swap="outerHTML">
  ${csrfField(session)}<input type="hidden" name="back" value="${back}">
  ${button(traceId, 1, now)}${button(traceId, -1, now)}
  <span class="votes-word muted" role="status">${thanks(now, justVoted)}</span>
</form>`;
}

/** What this person voted on an answer. */
export async function myVote(
  { feedback }: Pick<ConsoleDeps, 'feedback'>,
  userId: string,
  traceId: string,
): Promise<Polarity> {
  return await feedback.voteOf(traceId, PLATFORM, userId);
}

export type VoteNeeds = Pick<ConsoleDeps, 'feedback' | 'random'>;

async function castVote(deps: VoteNeeds, { req, session }: Visit): Promise<Reply> {
  const form = readForm(req, { polarity: z.enum(['-1', '0', '1']), back: z.string().max(2_000).optional() });
  const traceId = param(req, 'id');
  if ((await deps.feedback.answer(traceId)) === undefined)
    return missing('There is no such answer. It may have been deleted.');
  const before = await myVote(deps, session.user.id, traceId);
  const wanted = Number(form.polarity) as Polarity;
  if (wanted !== before) {
    await deps.feedback.record({
      answerId: traceId,
      platform: PLATFORM,
      channel: null,
      messageId: null,
      userId: session.user.id,
      signal: 'console',
      polarity: wanted,
      ...(wanted === 0 ? { retracts: before } : {}),
      emoji: null,
      eventId: deps.random.id('vote'),
    });
  }
  const back = localPath(form.back);
  if (!wantsFragment(req)) return redirect(back);
  const now = await myVote(deps, session.user.id, traceId);
  return { fragment: voteForm({ session, traceId, now, back, justVoted: true }) };
}

/** A path of this console to go back to; anything else leads to the start page. */
function localPath(given: string | undefined): string {
  return given !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/';
}

export function voteRoutes(deps: VoteNeeds): Route[] {
  return [formRoute('/answers/:id/vote', 'curator', 'nothing', (visit) => castVote(deps, visit))];
}
