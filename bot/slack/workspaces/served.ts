import type { Logger } from 'pino';
import type { PlatformHandlers } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { TokenCheck } from '../../../core/ports/connectors.ts';
import type { ClientDeps } from '../connection/client.ts';
import { identify } from '../connection/connect.ts';
import type { Identity } from '../connection/identity.ts';
import type { SlackTimings } from '../text/limits.ts';
import { handlersFor, type Ids, idsOf } from './ids.ts';
import type { Install, Installs, Tokens } from './installs.ts';
import { fixedToken, type KeptTokens, rotatingTokens } from './kept-tokens.ts';
import type { SlackOAuth } from './oauth.ts';
import { createSlackWorkspace, type SlackWorkspace } from './workspace.ts';

/** Why a workspace is not signed in; `refused` = only a person can mend it. */
export type Trouble = { message: string; refused: boolean; afterMs?: number };

/** A workspace that is served with a token of its own. */
export type Served = {
  /** Its id; null for the token of the settings until Slack said whose it is. */
  teamId(): string | null;
  team(): string;
  /** Whether it is what the store has, with those tokens. */
  isOf(install: Install): boolean;
  workspace: SlackWorkspace;
  ids(): Ids;
  identity(): Identity | null;
  /** Slack is asked anew who the bot is. */
  forget(): void;
  /** Asks Slack who the bot is there, after the tokens were exchanged where that is due. Null = signed in. */
  signIn(): Promise<Trouble | null>;
  /** Exchanges tokens that expire soon. */
  keepFresh(): Promise<void>;
  /** What is wrong, or will be; '' = nothing. */
  trouble(): string;
  /** Tries the token now. */
  check(): Promise<TokenCheck>;
};

export type ServedDeps = ClientDeps & {
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
  handlers(): PlatformHandlers;
  /** The workspace whose ids are plain; null = not known yet. */
  first(): string | null;
  /** Names it where there is none yet. */
  nameFirst(teamId: string): Promise<void>;
  /** A workspace that was served is not any more: its token was refused. */
  onLost(served: Served, why: string): void;
};

type Kind = {
  tokens: KeptTokens;
  teamId: string | null;
  team: string;
  isOf(install: Install): boolean;
  isKnown: boolean;
  /** What Slack's refusal of the token means, in words; null = as it is. */
  refused(code: string): Promise<string | null>;
  /** Slack tells that the token was taken back. False = that was an earlier one. */
  revoked(why: string, at: number): Promise<boolean>;
  expiresAt(): number | null;
};

/** The workspace of the token in the settings. */
export function servedBySettings(botToken: string, isKnown: boolean, deps: ServedDeps): Served {
  return serve(
    {
      ...{ tokens: fixedToken(botToken, deps), teamId: null, team: '', isKnown },
      isOf: () => false,
      refused: async () => null,
      revoked: async () => true,
      expiresAt: () => null,
    },
    deps,
  );
}

/** A workspace that the app was added to. */
export function servedByInstall(
  install: Install & { tokens: Tokens },
  isKnown: boolean,
  deps: ServedDeps & { oauth: Pick<SlackOAuth, 'refresh'>; installs: Pick<Installs, 'exchange' | 'stop'> },
): Served {
  const { teamId, team } = install;
  const tokens = rotatingTokens(install, deps);
  return serve(
    {
      ...{ tokens, teamId, team, isKnown },
      isOf: (now) => now.teamId === teamId && now.version === tokens.version(),
      refused: async (code) => {
        const why = gone[code];
        if (why === undefined) return `Slack refuses the token of ${team} (${code}). Add it to Slack again.`;
        await deps.installs.stop(teamId, why, tokens.version());
        return `${team}: ${why}`;
      },
      revoked: async (why, at) => {
        // Slack tells whole seconds, and tells late what came before the app was added anew.
        if (at > 0 && at + 1_000 <= install.installedAt) return false;
        await deps.installs.stop(teamId, `Slack says that ${why}.`, tokens.version());
        return true;
      },
      expiresAt: tokens.expiresAt,
    },
    deps,
  );
}

/** Refusals after which no token of the installation will work again. */
const gone: Readonly<Record<string, string>> = {
  account_inactive: 'The app was removed from the workspace.',
  token_revoked: 'The workspace took the token back.',
};

function serve(kind: Kind, deps: ServedDeps): Served {
  const { tokens } = kind;
  let identity: Identity | null = null;
  let trouble = '';
  let soon = '';

  const workspace = createSlackWorkspace({
    ...{ tokens, clock: deps.clock, logger: deps.logger, timings: deps.timings, isKnown: kind.isKnown },
    identity: () => identity,
    handlers: () => handlersFor(ids(), deps.handlers()),
    onRefused: lose,
    onRevoked: async (why, at) => {
      if (await kind.revoked(why, at)) lose(why);
    },
  });

  function lose(why: string): void {
    identity = null;
    deps.onLost(served, why);
  }

  async function keepFresh(force = false): Promise<void> {
    const why = await tokens.keepFresh(force);
    const until = kind.expiresAt();
    soon =
      why === null || until === null
        ? ''
        : `${kind.team}: Slack gave no fresh token (${why}). It works until ${untilWords(until)}; if this stays, add it to Slack again.`;
  }

  async function signIn(): Promise<Trouble | null> {
    await keepFresh();
    let known = await identify(tokens.clients);
    if ('kind' in known && known.code === 'token_expired' && kind.expiresAt() !== null) {
      await keepFresh(true);
      known = await identify(tokens.clients);
    }
    if ('kind' in known) {
      const { refused, code } = known;
      const words = refused && code !== undefined ? await kind.refused(code) : null;
      trouble = words ?? (kind.team === '' ? known.message : `${kind.team}: ${known.message}`);
      const { afterMs } = known;
      return { message: trouble, refused, ...(afterMs === undefined ? {} : { afterMs }) };
    }
    if (kind.teamId !== null && known.teamId !== kind.teamId) {
      trouble = `${kind.team}: its token is one of another workspace.`;
      return { message: trouble, refused: true };
    }
    await deps.nameFirst(known.teamId);
    trouble = '';
    identity = known;
    return null;
  }

  const teamId = (): string | null => kind.teamId ?? identity?.teamId ?? null;

  function ids(): Ids {
    const [own, first] = [teamId(), deps.first()];
    return own === null || first === null ? idsOf('', '') : idsOf(own, first);
  }

  const served: Served = {
    teamId,
    team: () => identity?.team ?? kind.team,
    isOf: kind.isOf,
    ...{ workspace, ids },
    identity: () => identity,
    forget: () => {
      identity = null;
    },
    signIn,
    keepFresh: () => keepFresh(),
    trouble: () => trouble || soon,
    async check() {
      const known = await identify(tokens.clients);
      if ('kind' in known)
        return { ok: false, message: `${kind.team}: ${known.message}`, hint: 'Press “Add to Slack” again.' };
      const message = `Signed in to ${known.team}, where Docent was added from the console.`;
      return { ok: soon === '', message: [message, soon].join(' ').trim(), hint: '' };
    },
  };
  return served;
}

/** A time that admins read, in UTC. */
const untilWords = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
