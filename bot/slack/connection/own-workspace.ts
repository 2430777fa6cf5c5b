import { z } from 'zod';

const origin = z.object({
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).optional(),
  context_team_id: z.string().nullish(),
  team_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
});

/**
 * The workspaces that something which Slack delivered is for. One app may be installed in several, and their events all
 * come over one connection: what is one's is not answered with the token of another.
 */
export function workspacesOf(body: unknown): string[] {
  const { data } = origin.safeParse(body);
  if (data === undefined) return [];
  const authorized = (data.authorizations ?? []).flatMap(({ team_id }) => team_id ?? []);
  // In a channel that companies share, `team_id` may be the other one's.
  if (authorized.length > 0) return authorized;
  return [data.context_team_id ?? data.team_id ?? data.team?.id ?? ''].filter((team) => team !== '');
}
