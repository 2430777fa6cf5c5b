import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../../core/ports/clock.ts';
import { type ClientDeps, clientOptions } from '../connection/client.ts';
import { botScopes } from '../connection/manifest.ts';
import { failureOf, type SlackFailure } from '../delivery/failure.ts';
import type { Install, Tokens } from './installs.ts';

/** What Slack knows the app by. */
export type AppCredentials = { clientId: string; clientSecret: string };

/** Slack's OAuth for the app: each call is made once, since codes and refresh tokens are good once. */
export type SlackOAuth = {
  /** Where an admin allows the app into a workspace; Slack sends them back to `redirectUrl` with the state. */
  url(state: string, redirectUrl: string): string;
  /** Exchanges the code that they came back with. `elsewhere` = the answer is none that Docent can use. */
  accept(
    code: string,
    redirectUrl: string,
  ): Promise<
    | { kind: 'accepted'; install: Pick<Install, 'teamId' | 'team' | 'botUserId'> & { tokens: Tokens } }
    | { kind: 'elsewhere'; why: string }
    | { kind: 'failed'; failure: SlackFailure }
  >;
  /** Fresh tokens for a refresh token, which is used up by this. */
  refresh(
    refreshToken: string,
  ): Promise<{ kind: 'fresh'; tokens: Tokens } | { kind: 'failed'; failure: SlackFailure }>;
  /** Takes the app out of the workspace that the token is of; null = done. */
  uninstall(token: string): Promise<SlackFailure | null>;
};

const granted = z.object({
  access_token: z.string(),
  token_type: z.literal('bot'),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
});
const accepted = granted.extend({
  bot_user_id: z.string(),
  team: z.object({ id: z.string(), name: z.string().default('') }),
  is_enterprise_install: z.literal(false).optional(),
});

export function createSlackOAuth(
  { clientId, clientSecret }: AppCredentials,
  deps: ClientDeps & { clock: Clock },
): SlackOAuth {
  const app = { client_id: clientId, client_secret: clientSecret };
  const client = (token?: string) => new webApi.WebClient(token, clientOptions(deps, 0));
  const failed = (error: unknown) => ({ kind: 'failed', failure: failureOf(error) }) as const;

  const tokensOf = ({ access_token, refresh_token, expires_in }: z.infer<typeof granted>): Tokens => ({
    token: access_token,
    refreshToken: refresh_token ?? null,
    expiresAt: expires_in === undefined ? null : deps.clock.now() + expires_in * 1_000,
  });

  return {
    url(state, redirectUrl) {
      const url = new URL('/oauth/v2/authorize', deps.apiUrl ?? 'https://slack.com');
      url.search = new URLSearchParams({
        ...{ client_id: clientId, scope: Object.keys(botScopes).join(',') },
        ...{ redirect_uri: redirectUrl, state },
      }).toString();
      return url.href;
    },
    async accept(code, redirectUrl) {
      try {
        const told = await client().oauth.v2.access({ ...app, code, redirect_uri: redirectUrl });
        const { data } = accepted.safeParse(told);
        if (data === undefined) {
          const why = told.is_enterprise_install
            ? 'It was added to a whole organisation; choose one workspace.'
            : 'Slack gave no bot token.';
          return { kind: 'elsewhere', why };
        }
        const { team, bot_user_id } = data;
        return {
          kind: 'accepted',
          install: {
            ...{ teamId: team.id, team: team.name || team.id, botUserId: bot_user_id },
            tokens: tokensOf(data),
          },
        };
      } catch (error) {
        return failed(error);
      }
    },
    async refresh(refreshToken) {
      try {
        const told = await client().oauth.v2.access({
          ...app,
          ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
        });
        return { kind: 'fresh', tokens: tokensOf(granted.parse(told)) };
      } catch (error) {
        return failed(error);
      }
    },
    async uninstall(token) {
      try {
        await client(token).apps.uninstall(app);
        return null;
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}
