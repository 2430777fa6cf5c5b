import { z } from 'zod';
import type { SlackClients } from '../connection/client.ts';
import { type AskDeps, askedOf, askSlack } from '../pace/ask.ts';

const user = z.object({ is_admin: z.boolean().optional(), is_owner: z.boolean().optional() });
const channel = z.object({ creator: z.string().optional() });

/** Whether somebody looks after a channel: an admin or owner of the workspace, or who made the channel. Asked each time. */
export function createMayDecide(clients: Pick<SlackClients, 'read'>, deps: AskDeps) {
  return async (channelId: string, userId: string): Promise<boolean> => {
    const asked = askedOf(askSlack(deps, 'users.info', () => clients.read.users.info({ user: userId })));
    const about = askedOf(
      askSlack(deps, 'conversations.info', () => clients.read.conversations.info({ channel: channelId })),
    );
    const [person, place] = await Promise.all([asked, about]);
    const { is_admin, is_owner } = user.safeParse(person?.user).data ?? {};
    const { creator } = channel.safeParse(place?.channel).data ?? {};
    return is_admin === true || is_owner === true || creator === userId;
  };
}
