import { z } from 'zod';
import type { IncomingReason } from '../../../core/ports/chat-platform.ts';
import { isReason } from '../../../core/ports/signal-kinds.ts';
import { readJson } from '../../../core/text/read-json.ts';
import { commentBlock, reasonBlock, reasonMetadata } from '../text/reason-form.ts';
import { platformId } from './events.ts';

const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        [reasonBlock]: z.object({
          [reasonBlock]: z.object({ selected_option: z.object({ value: z.string() }) }),
        }),
        [commentBlock]: z
          .object({ [commentBlock]: z.object({ value: z.string().nullish() }).optional() })
          .optional(),
      }),
    }),
  }),
});

/** The reason in a form that was sent; null for any other form. `now` is in ms since 1970. */
export function toReason(body: unknown, now: number): IncomingReason | null {
  const sent = submission.safeParse(body).data;
  if (sent === undefined) return null;
  const { user, view } = sent;
  const read = readJson(view.private_metadata);
  const about = read.kind === 'read' ? reasonMetadata.safeParse(read.value).data : undefined;
  const reason = view.state.values[reasonBlock][reasonBlock].selected_option.value;
  if (about === undefined || !isReason(reason)) return null;
  const comment = view.state.values[commentBlock]?.[commentBlock]?.value?.trim() ?? '';
  return {
    eventId: `reason:${view.id}:${user.id}`,
    ...{ platform: platformId, channel: about.channel, messageId: about.message, userId: user.id },
    reason,
    comment: comment === '' ? null : comment,
    // After its vote, also where Slack's clock runs ahead of ours.
    at: Math.max(now, about.votedAt + 1),
  };
}
