import { z } from 'zod';
import type { Outside } from '../../../core/ports/chat-platform.ts';
import { platforms } from '../../../core/ports/platforms.ts';
import type { SlackClients } from '../connection/client.ts';
import type { AskDeps } from '../pace/ask.ts';
import { createMemo } from './memo.ts';
import type { People } from './people.ts';
import { createSharedChannels } from './shared-channels.ts';

/** What an event says of its channel and author, beside what happened. */
const command = z.object({ command: z.string(), user_id: z.string(), team_id: z.string() });
const surroundings = z.object({
  is_ext_shared_channel: z.boolean().optional(),
  event: z.object({
    type: z.string(),
    channel: z.string(),
    user: z.string().optional(),
    user_team: z.string().optional(),
    source_team: z.string().optional(),
    team: z.string().optional(),
  }),
});

/** Who else could read a reply; `outside` rejects where Slack cannot be reached. */
export type Audience = {
  /** Takes in what an event tells of its channel and its author. */
  learn(body: unknown): void;
  outside(place: { channel: string; userId: string; alone?: boolean }): Promise<Outside | null>;
};

/** Channels that are remembered, and for how long. */
const LIMIT = 5_000;
const KEPT_MS = 10 * 60_000;

export function createAudience({
  clients,
  people,
  teamId,
  ...deps
}: AskDeps & {
  clients: Pick<SlackClients, 'read'>;
  people: People;
  /** The workspace that the token is of; '' = not known. */
  teamId(): string;
}): Audience {
  const { clock } = deps;
  const options = { clock, keptMs: KEPT_MS, limit: LIMIT };
  const channels = createSharedChannels({ clients, ...deps });
  /** What events say: whether a channel is shared, and which team its author is of. */
  const said = createMemo<boolean>(options, async () => null);
  const teams = createMemo<string>(options, async () => null);

  const ofChannel = async (channel: string): Promise<Outside | null> => {
    if (said.peek(channel) === true) return 'shared-channel';
    const isShared = await channels.isShared(channel).catch((error: unknown) => {
      // Where Slack cannot be asked, its own event still counts.
      if (said.peek(channel) === undefined) throw error;
      return null;
    });
    if (isShared === true || said.peek(channel) === true) return 'shared-channel';
    return (isShared ?? said.peek(channel)) === false ? null : 'unknown';
  };

  const ofPerson = async (userId: string): Promise<Outside | null> => {
    const person = await people.get(userId);
    const team = person?.teamId ?? teams.peek(userId);
    const isOther = team !== undefined && team !== teamId();
    if (isOther || person?.isStranger === true) return 'other-team';
    if (person?.isGuest === true) return 'guest';
    return person === null || team === undefined ? 'unknown' : null;
  };

  const learnChannel = (channel: string, isShared: boolean): void => {
    const before = said.peek(channel);
    said.set(channel, isShared);
    // Events come out of order: what contradicts an earlier one is settled by asking.
    if (before === true && !isShared) {
      said.forget(channel);
      channels.forget(channel);
    }
  };

  return {
    learn: (body) => {
      const typed = command.safeParse(body).data;
      if (typed !== undefined) teams.set(typed.user_id, typed.team_id);
      const parsed = surroundings.safeParse(body);
      if (!parsed.success) return;
      const { is_ext_shared_channel: isShared, event } = parsed.data;
      if (event.type === 'channel_shared') return learnChannel(event.channel, true);
      // Another company may still be there.
      if (event.type === 'channel_unshared') return learnChannel(event.channel, false);
      if (isShared !== undefined) learnChannel(event.channel, isShared);
      const team = event.user_team ?? event.source_team ?? event.team;
      if (event.user !== undefined && team !== undefined) teams.set(event.user, team);
    },
    outside: async ({ channel, userId, alone }) => {
      if (teamId() === '') throw new Error('not signed in to Slack');
      const isDirect = platforms.slack.isDirect({ workspace: '', channel });
      const [place, person] = await Promise.all([
        isDirect ? null : ofChannel(channel),
        userId === '' ? ('unknown' as const) : ofPerson(userId),
      ]);
      // A command works where the bot is not: of such a channel nobody can tell it more, and nobody else sees the reply.
      return (alone === true && place === 'unknown' ? null : place) ?? person;
    },
  };
}
