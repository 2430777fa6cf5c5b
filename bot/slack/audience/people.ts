import { z } from 'zod';
import type { SlackClients } from '../connection/client.ts';
import { type AskDeps, askedOf, askSlack } from '../pace/ask.ts';
import { createMemo, type Memo } from './memo.ts';

const profile = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  team_id: z.string().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
});

/** Somebody in Slack: as others see the name, and whose member it is. */
export type SlackPerson = { name: string; teamId: string | null; isGuest: boolean; isStranger: boolean };

/** People by id; null = Slack does not tell. */
export type People = Memo<SlackPerson>;

/** People who are remembered, and for how long. */
const LIMIT = 5_000;
const KEPT_MS = 10 * 60_000;

export function createPeople(clients: Pick<SlackClients, 'read'>, deps: AskDeps): People {
  return createMemo({ clock: deps.clock, keptMs: KEPT_MS, limit: LIMIT }, async (user) => {
    const told = await askedOf(askSlack(deps, 'users.info', () => clients.read.users.info({ user })));
    const parsed = profile.safeParse(told?.user);
    if (parsed.data === undefined) return null;
    const { id, name, real_name, team_id, is_restricted, is_ultra_restricted, is_stranger } = parsed.data;
    const shown = parsed.data.profile?.display_name || parsed.data.profile?.real_name;
    return {
      name: shown || real_name || name || id,
      teamId: team_id ?? null,
      isGuest: is_restricted === true || is_ultra_restricted === true,
      isStranger: is_stranger === true,
    };
  });
}
