import { z } from 'zod';
import type { Identity } from './identity.ts';

const origin = z.object({
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).optional(),
  context_team_id: z.string().nullish(),
  team_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
});

/**
 * Whether something that Slack delivered is for the workspace that the token is of. One app may be installed in several,
 * and their events all come over one connection: what is another's is not answered with this token.
 */
export function isOwnWorkspace(body: unknown, { teamId }: Identity): boolean {
  const { data } = origin.safeParse(body);
  if (data === undefined) return false;
  const authorized = (data.authorizations ?? []).flatMap(({ team_id }) => team_id ?? []);
  // In a channel that companies share, `team_id` may be the other one's.
  if (authorized.length > 0) return authorized.includes(teamId);
  return (data.context_team_id ?? data.team_id ?? data.team?.id) === teamId;
}
