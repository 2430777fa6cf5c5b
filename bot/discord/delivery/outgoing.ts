import type { Reply } from '../../../core/ports/chat-platform.ts';
import type { RehearsedAct, SentReply } from '../../../core/ports/rehearsal.ts';
import { bodyOf } from '../connection/api.ts';
import { nonceOf } from '../connection/lookup.ts';
import { renderReply } from '../text/render.ts';
import { buttonRows, offerOfButton, voteOfButton } from '../votes/buttons.ts';

/** A reply as Discord would be sent it. */
export function sentToDiscord(reply: Reply): SentReply {
  const rendered = renderReply(reply);
  const rows = buttonRows(rendered);
  const ids = rows.flatMap(({ components }) =>
    components.flatMap((button) => ('custom_id' in button ? [button.custom_id] : [])),
  );
  const last = rendered.parts.length - 1;
  return {
    messages: rendered.parts.map((content, part) => ({
      payload: bodyOf({
        ...{ content, nonce: nonceOf(reply.deliveryId, part) },
        ...(part === last && rows.length > 0 ? { components: rows } : {}),
      }),
      thumbs: part === last && rendered.votable,
    })),
    acts: Object.fromEntries(ids.map((id) => [id, actOf(id)])),
  };
}

function actOf(id: string): RehearsedAct {
  const vote = voteOfButton(id);
  if (vote !== null) return vote === 1 ? 'good' : 'bad';
  return offerOfButton(id) ?? 'why';
}
