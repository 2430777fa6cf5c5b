import {
  type Client,
  Events,
  GatewayCloseCodes,
  type GatewayDispatchPayload,
  type Interaction,
  Status,
} from 'discord.js';
import { messageOf } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { badToken, failureOf } from '../delivery/failure.ts';
import type { DiscordLog } from '../log.ts';
import type { DiscordApi } from './api.ts';
import { createClient, type Gateway } from './client.ts';
import { createGoodbye } from './goodbye.ts';
import { createIdentifyThrottle } from './identify-throttle.ts';

/** Why a client came to its end: for good, to be tried again, or because it was told to. */
export type SessionEnd =
  | { kind: 'fatal'; message: string }
  | { kind: 'again'; message: string; afterMs?: number }
  | { kind: 'stopped' };

export type SessionEvents = {
  onClient(client: Client): void;
  /** All shards are up, or one of them is not. */
  onReady(client: Client): void;
  onLost(message: string): void;
  /** Discord answered a heartbeat. */
  onHeartbeat(): void;
  onRaw(payload: GatewayDispatchPayload, shard: number): void;
  onInteraction(interaction: Interaction): void;
};

export type SessionDeps = {
  token: string;
  apiUrl?: string | undefined;
  readsThreads?: boolean | undefined;
  api: DiscordApi;
  clock: Clock;
  logger: DiscordLog;
};

/** Whether every shard is connected; `client.isReady()` stays true after a fatal close. */
export function isConnected(client: Client | null): boolean {
  const shards = client?.ws.shards;
  return shards !== undefined && shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}

/** Runs one client from login until it cannot go on; discord.js itself reconnects in between. */
export async function runSession(
  deps: SessionDeps,
  events: SessionEvents,
  signal: AbortSignal,
): Promise<SessionEnd> {
  const early = await mayConnect(deps);
  if (early !== null) return early;
  const { logger } = deps;
  const { promise, resolve } = Promise.withResolvers<SessionEnd>();
  const goodbye = createGoodbye();
  const state = { closed: false };
  const live =
    <A extends unknown[]>(act: (...args: A) => void) =>
    (...args: A): void => {
      if (!state.closed) act(...args);
    };

  const client = createClient({
    apiUrl: deps.apiUrl,
    readsThreads: deps.readsThreads,
    onGateway: (gateway) => {
      goodbye.watch(gateway);
      gateway.on('heartbeat', live(events.onHeartbeat));
    },
    throttle: (gateway) => throttleOf(deps, gateway, live(events.onLost), () => state.closed),
  });
  const check = live(() => {
    if (isConnected(client)) events.onReady(client);
  });
  // Without these listeners a single error would end the process.
  client.on(Events.Error, (error) => logger.error({ error: messageOf(error) }, 'discord client error'));
  client.on(Events.ShardError, (error) => logger.warn({ error: messageOf(error) }, 'discord gateway error'));
  client.on(Events.ClientReady, check);
  client.on(Events.ShardReady, check);
  client.on(Events.ShardResume, check);
  client.on(
    Events.ShardReconnecting,
    live(() => events.onLost('The connection to Discord was lost; it is being restored.')),
  );
  client.on(Events.ShardDisconnect, ({ code }, shardId) => {
    goodbye.isGone(shardId);
    resolve(endOfClose(code, deps));
  });
  client.on('raw', live(events.onRaw));
  client.on(Events.InteractionCreate, live(events.onInteraction));
  signal.addEventListener('abort', () => resolve({ kind: 'stopped' }), { once: true });
  if (signal.aborted) resolve({ kind: 'stopped' });
  else client.login(deps.token).catch((error: unknown) => resolve(endOfLogin(error, deps)));
  events.onClient(client);

  const end = await promise;
  state.closed = true;
  await goodbye.say(client);
  return end;
}

/** Asks Discord whether the token is good and a connection allowed, before one is spent. */
async function mayConnect({ api }: SessionDeps): Promise<SessionEnd | null> {
  try {
    const { session_start_limit: limit, shards } = await api.gateway();
    if (limit.remaining >= shards) return null;
    const minutes = Math.ceil(limit.reset_after / 60_000);
    const message = `The bot has used up its connections of today; Discord allows new ones in ${minutes} minutes. Stop other programs that use this token.`;
    return { kind: 'again', message, afterMs: limit.reset_after };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'token') return { kind: 'fatal', message: failure.why };
    return {
      kind: 'again',
      message: failure.why,
      ...(failure.kind === 'limited' ? { afterMs: failure.afterMs } : {}),
    };
  }
}

async function throttleOf(
  { clock }: SessionDeps,
  gateway: Gateway,
  onLost: (message: string) => void,
  isClosed: () => boolean,
) {
  const { session_start_limit: limit } = await gateway.fetchGatewayInformation();
  const budget = { remaining: limit.remaining, resetsAt: clock.now() + limit.reset_after };
  const throttle = createIdentifyThrottle(clock, budget, (ms) =>
    onLost(`The connection to Discord is tried again in ${Math.ceil(ms / 1000)} seconds.`),
  );
  return {
    waitForIdentify: (shard: number, signal: AbortSignal): Promise<void> =>
      isClosed() ? untilAborted(signal) : throttle.waitForIdentify(shard, signal),
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

function endOfClose(code: number, { readsThreads }: SessionDeps): SessionEnd {
  if (code === GatewayCloseCodes.AuthenticationFailed) return { kind: 'fatal', message: badToken };
  if (code === GatewayCloseCodes.DisallowedIntents || code === GatewayCloseCodes.InvalidIntents) {
    if (readsThreads === true) {
      const message = `Discord refused the Message Content intent (code ${code}). Switch it on on the Bot page of the Developer Portal, or set DOCENT_FOLLOW_UPS to off; then restart Docent.`;
      return { kind: 'fatal', message };
    }
    const message = `Discord refused an intent (code ${code}), although Docent asks for no privileged one. Check the Bot page of the Developer Portal, then restart Docent; if it stays, update Docent.`;
    return { kind: 'fatal', message };
  }
  return { kind: 'again', message: `Discord closed the connection (code ${code}).` };
}

function endOfLogin(error: unknown, deps: SessionDeps): SessionEnd {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'TokenInvalid' || /authentication failed/i.test(messageOf(error)))
    return { kind: 'fatal', message: badToken };
  if (/intents/i.test(messageOf(error))) return endOfClose(GatewayCloseCodes.DisallowedIntents, deps);
  return { kind: 'again', message: failureOf(error).why };
}
