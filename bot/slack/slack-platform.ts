import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, HTTPReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { ChatPlatform, PlatformHandlers } from '../../core/ports/chat-platform.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { TokenCheck } from '../../core/ports/connectors.ts';
import type { Random } from '../../core/ports/random.ts';
import { openSocket } from './connection/connect.ts';
import { type Attempt, createConnection } from './connection/connection.ts';
import { createDispatch } from './connection/dispatch.ts';
import { checkSlackTokens, noTransport, type SlackSecrets } from './connection/tokens.ts';
import { platformId } from './incoming/events.ts';
import { createBoltLogger } from './log.ts';
import { type SlackTimings, slackTimings } from './text/limits.ts';
import { createAllWorkspaces } from './workspaces/all-workspaces.ts';
import type { InstalledWorkspaces } from './workspaces/installed.ts';
import { createRouting } from './workspaces/routing.ts';
import { type ServedDeps, servedBySettings } from './workspaces/served.ts';
import { stateWords } from './workspaces/state-words.ts';

export type SlackPlatform = ChatPlatform & {
  /** For requests from Slack, mounted at `/slack/events` before any body parser; null in Socket Mode. */
  requestHandler: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** Tries the configured tokens now. */
  checkTokens(): Promise<TokenCheck[]>;
  /** Connects anew; the program's last resort for an error that escaped Slack's libraries. */
  restart(why: string): void;
  /** A workspace was added or removed. The others go on meanwhile. */
  workspacesChanged(): Promise<void>;
  /** What is wrong with an installed workspace, or will be; '' = nothing, null = it is not served. */
  troubleOf(teamId: string): string | null;
};

export type SlackDeps = SlackSecrets & {
  /** Base address of the Web API; Slack's own when left out. */
  apiUrl?: string;
  clock: Clock;
  random: Random;
  logger: Logger;
  timings?: Partial<SlackTimings>;
  /** Whether questions from Slack are on record: then what was missed since can be told from what was answered. */
  isKnown?: boolean;
  /** Workspaces that the app was added to; left out = only the one of the token in the settings. */
  installed?: InstalledWorkspaces;
};

/**
 * Slack through Bolt: Socket Mode when there is an app token, signed requests when there is a signing secret. One
 * connection carries the events of all workspaces; each is served with its own token, and one that is lost leaves the
 * others alone.
 */
export function createSlackPlatform(deps: SlackDeps): SlackPlatform {
  const { botToken, appToken, signingSecret, clock, random, logger, installed } = deps;
  const timings = { ...slackTimings, ...deps.timings };
  const clientDeps = { apiUrl: deps.apiUrl ?? null, timings, logger };
  let handlers: PlatformHandlers | null = null;
  let first = installed?.knownFirst ?? null;
  /** When the last connection ended. */
  let goneAt: number | null = null;

  const servedDeps: ServedDeps = {
    ...clientDeps,
    clock,
    handlers: () => {
      if (handlers === null) throw new Error('Slack is not started');
      return handlers;
    },
    first: () => first,
    nameFirst: async (teamId) => {
      first ??= (await installed?.first(teamId)) ?? teamId;
    },
    onLost: (_served, why) => {
      if (workspaces.isAnySignedIn()) void workspaces.tend();
      else connection.restart(why);
    },
  };
  const workspaces = createAllWorkspaces({
    settings: botToken === undefined ? null : servedBySettings(botToken, deps.isKnown ?? false, servedDeps),
    installed: async (before) => (await installed?.served(before, servedDeps)) ?? [],
    ...{ first: () => first, clock, logger, timings },
  });
  const words = stateWords(workspaces, appToken === undefined ? 'http' : 'socket');
  const dispatch = createDispatch(workspaces, logger);

  const overHttp = appToken === undefined && signingSecret !== undefined;
  const requestHandler = overHttp ? createRequestHandler(signingSecret, dispatch, logger) : null;

  const connect = async (): Promise<Attempt> => {
    if (appToken === undefined && !overHttp) {
      return { kind: 'down', message: `${noTransport.message} ${noTransport.hint}`, refused: true };
    }
    const trouble = await workspaces.signIn();
    if (trouble !== null) return { kind: 'down', ...trouble };
    const opened =
      appToken === undefined
        ? waitForRequests(words.connected())
        : await openSocket(appToken, { ...clientDeps, clock, app: dispatch, message: words.connected });
    if (opened.kind !== 'up') return opened;
    workspaces.begin();
    if (goneAt !== null && clock.monotonic() - goneAt > timings.resentMs)
      void handlers
        ?.onMissed?.(platformId)
        .catch((error: unknown) => logger.warn({ error }, 'what was voted meanwhile is not looked at'));
    goneAt = null;
    void opened.ended.then(() => {
      goneAt = clock.monotonic();
    });
    return opened;
  };
  const connection = createConnection({ connect, clock, random, logger, timings });

  return {
    id: platformId,
    requestHandler,
    start: (given) => {
      handlers = given;
      return connection.start();
    },
    stop: () => {
      workspaces.end();
      return connection.stop();
    },
    restart: (why) => {
      workspaces.forget();
      connection.restart(why);
    },
    status: () => {
      const status = connection.status();
      return status.state === 'ready' ? { ...status, message: words.connected() } : status;
    },
    ...createRouting(workspaces),
    checkTokens: async () => [...(await checkSlackTokens(deps, clientDeps)), ...(await workspaces.check())],
    workspacesChanged: async () => {
      if (connection.status().state !== 'ready')
        return connection.restart('a workspace was added or removed');
      await workspaces.tend();
      if (!workspaces.isAnySignedIn()) connection.restart('no workspace is left');
    },
    troubleOf: (teamId) =>
      workspaces
        .list()
        .find((one) => one.teamId() === teamId)
        ?.trouble() ?? null,
  };
}

/** Over HTTP nothing is held open: Slack calls when there is something. */
function waitForRequests(message: string): Attempt {
  return { kind: 'up', message, ended: new Promise(() => {}), close: async () => {} };
}

function createRequestHandler(
  signingSecret: string,
  app: Pick<App, 'processEvent'>,
  logger: Logger,
): NonNullable<SlackPlatform['requestHandler']> {
  const receiver = new HTTPReceiver({
    signingSecret,
    // A router that is mounted at the path takes it off the address.
    endpoints: ['/slack/events', '/'],
    logger: createBoltLogger(logger),
  });
  receiver.init(app as App);
  return (request, response) => {
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for other paths and methods, so that a router could go on.
      if (!response.headersSent) response.writeHead(404).end();
    }
  };
}
