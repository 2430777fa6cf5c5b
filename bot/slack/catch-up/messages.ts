import { z } from 'zod';
import type { SlackClients } from '../connection/client.ts';
import { type AskDeps, askSlack } from '../pace/ask.ts';
import { slackLimits } from '../text/limits.ts';

const message = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  text: z.string().default(''),
  latest_reply: z.string().optional(),
  reply_users: z.array(z.string()).optional(),
});
const page = z.object({
  messages: z.array(message).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A message as a channel's history holds it, with all that Slack tells of it. */
export type PastMessage = z.infer<typeof message>;

type Read = { messages: PastMessage[]; isAll: boolean };

/** Messages of a channel outside threads since `oldest` (a Slack time), within bounds; newest first. */
export async function readHistory(
  { read }: Pick<SlackClients, 'read'>,
  deps: AskDeps,
  where: { channel: string; oldest: string },
): Promise<Read> {
  return pages(async (cursor) => {
    const asked = await askSlack(deps, 'conversations.history', () =>
      read.conversations.history({ ...where, limit: slackLimits.page, ...cursor }),
    );
    return 'answer' in asked ? asked.answer : null;
  });
}

/** As `readHistory`, of one thread; oldest first, the message that began it included. */
export async function readReplies(
  { read }: Pick<SlackClients, 'read'>,
  deps: AskDeps,
  where: { channel: string; ts: string; oldest: string },
): Promise<Read> {
  return pages(async (cursor) => {
    const asked = await askSlack(deps, 'conversations.replies', () =>
      read.conversations.replies({ ...where, limit: slackLimits.page, ...cursor }),
    );
    return 'answer' in asked ? asked.answer : null;
  });
}

async function pages(next: (cursor: { cursor?: string }) => Promise<unknown>): Promise<Read> {
  const messages: PastMessage[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < slackLimits.catchUpPages; count += 1) {
    const parsed = page.safeParse(await next(cursor === undefined ? {} : { cursor }));
    if (parsed.data === undefined) return { messages, isAll: false };
    messages.push(...parsed.data.messages);
    cursor = parsed.data.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { messages, isAll: true };
  }
  return { messages, isAll: false };
}
