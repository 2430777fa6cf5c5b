import type { Logger } from 'pino';
import { messageOf } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { type ClientDeps, createSlackClients, type SlackClients } from '../connection/client.ts';
import { slackLimits } from '../text/limits.ts';
import type { Install, Installs, Tokens } from './installs.ts';
import type { SlackOAuth } from './oauth.ts';

/** The token of one workspace as it is now, and clients that always speak with it. */
export type KeptTokens = {
  clients: SlackClients;
  /** The bot token; for what asks anew each time. */
  token(): string;
  /**
   * Exchanges the tokens where that is due, or at once with `force`. Null = they are good; else why Slack gave no fresh
   * ones. Two calls at the same time share one exchange.
   */
  keepFresh(force?: boolean): Promise<string | null>;
};

/** As `KeptTokens`, of a workspace that was added. */
export type RotatingTokens = KeptTokens & {
  /** Which of the stored tokens these are; see `Install`. */
  version(): number;
  /** ms since 1970; null = they do not expire. */
  expiresAt(): number | null;
};

/** A token that stays as it is. */
export function fixedToken(token: string, deps: ClientDeps): KeptTokens {
  const clients = createSlackClients(token, deps);
  return { clients, token: () => token, keepFresh: async () => null };
}

/**
 * Tokens that Slack lets expire: a refresh token is good once, so what comes back is stored before anything is done with
 * it. While it cannot be stored it is kept here, and stored at the next call. Where the process ends between Slack's answer
 * and the store, Slack may refuse the refresh token afterwards: the token of before serves until it expires.
 */
export function rotatingTokens(
  { teamId, version: firstVersion, tokens: firstTokens }: Install & { tokens: Tokens },
  deps: ClientDeps & {
    clock: Clock;
    logger: Logger;
    oauth: Pick<SlackOAuth, 'refresh'>;
    installs: Pick<Installs, 'exchange'>;
  },
): RotatingTokens {
  const { clock, logger, oauth, installs } = deps;
  let tokens = firstTokens;
  let version = firstVersion;
  let speaking = createSlackClients(tokens.token, deps);
  let unstored: Tokens | null = null;
  let running: Promise<string | null> | null = null;

  const isDue = (): boolean =>
    tokens.expiresAt !== null && tokens.expiresAt - clock.now() < slackLimits.refreshBeforeMs;

  async function exchange(): Promise<string | null> {
    let fresh = unstored;
    if (fresh === null) {
      if (tokens.refreshToken === null) return null;
      const told = await oauth.refresh(tokens.refreshToken);
      if (told.kind === 'failed') {
        logger.warn({ team: teamId, why: told.failure.why }, 'Slack gave no fresh token');
        return told.failure.why;
      }
      fresh = told.tokens;
      unstored = fresh;
    }
    try {
      // False = the workspace was added anew meanwhile, or removed: what was stored there wins.
      if (!(await installs.exchange(teamId, version, fresh))) {
        unstored = null;
        return 'the workspace was changed meanwhile';
      }
    } catch (error) {
      logger.error({ team: teamId, why: messageOf(error) }, 'a fresh token could not be stored');
      // It is good all the same, and the refresh token of before is not.
      speaking = createSlackClients(fresh.token, deps);
      return null;
    }
    tokens = fresh;
    version += 1;
    unstored = null;
    speaking = createSlackClients(tokens.token, deps);
    logger.info({ team: teamId }, 'the token of a workspace was exchanged');
    return null;
  }

  return {
    clients: {
      get once() {
        return speaking.once;
      },
      get read() {
        return speaking.read;
      },
    },
    token: () => (unstored ?? tokens).token,
    version: () => version,
    expiresAt: () => tokens.expiresAt,
    keepFresh: (force = false) => {
      if (!force && unstored === null && !isDue()) return Promise.resolve(null);
      running ??= exchange().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
