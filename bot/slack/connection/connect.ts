import { type App, SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../../../core/ports/clock.ts';
import type { TokenCheck } from '../../../core/ports/connectors.ts';
import { TookTooLong, within } from '../../../core/ports/within.ts';
import { failureOf } from '../delivery/failure.ts';
import { createBoltLogger } from '../log.ts';
import { type ClientDeps, clientOptions, type SlackClients } from './client.ts';
import type { Attempt } from './connection.ts';
import { guardEnvelopes } from './envelope-guard.ts';
import type { Identity } from './identity.ts';
import { explainAppRefusal, explainRefusal } from './tokens.ts';

/** Who the bot is, or why Slack does not say. */
export async function identify({
  once,
}: SlackClients): Promise<Identity | (Extract<Attempt, { kind: 'down' }> & { code?: string })> {
  try {
    const { user_id = '', bot_id = '', team_id = '', team = '' } = await once.auth.test();
    return { botUserId: user_id, botId: bot_id, teamId: team_id, team };
  } catch (error) {
    return down(error, explainRefusal);
  }
}

/**
 * Opens a Socket Mode connection with a receiver of its own. Bolt's own reconnecting is off: its failed attempts
 * are unhandled rejections, and the last one leaves the bot deaf. `createConnection` does it instead.
 */
export async function openSocket(
  appToken: string,
  deps: ClientDeps & { clock: Clock; app: Pick<App, 'processEvent'>; message(): string },
): Promise<Attempt> {
  const { clock, timings, logger } = deps;
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: timings.pingMs,
    logger: createBoltLogger(logger),
    installerOptions: { clientOptions: clientOptions(deps, 0) },
  });
  const { client } = receiver;
  let reason = 'the connection was lost';
  guardEnvelopes(client, {
    logger,
    onDisconnect: (said) => {
      reason = `Slack asked for it (${said})`;
    },
  });
  // Bolt's own app stands behind each workspace; a receiver asks nothing of it but to process events.
  receiver.init(deps.app as App);
  const ended = new Promise<string>((resolve) => {
    client.on('disconnected', () => resolve(reason));
  });
  const close = (): Promise<void> =>
    within(clock, client.disconnect(), CLOSE_MS, 'closing').catch(() => undefined);
  try {
    await within(clock, client.start(), timings.helloMs, 'Slack’s greeting');
    return { kind: 'up', message: deps.message(), ended, close };
  } catch (error) {
    await close();
    if (error === undefined || error instanceof TookTooLong) {
      const message = 'Slack accepted the connection but did not greet; trying again.';
      return { kind: 'down', message, refused: false };
    }
    return down(error, explainAppRefusal);
  }
}

const CLOSE_MS = 1_000;

function down(error: unknown, explain: (failure: ReturnType<typeof failureOf>) => TokenCheck) {
  const failure = failureOf(error);
  const { message, hint } = explain(failure);
  return {
    kind: 'down',
    message: `${message} ${hint}`,
    refused: failure.kind === 'refused',
    ...(failure.kind === 'refused' ? { code: failure.code } : {}),
    ...(failure.kind === 'limited' ? { afterMs: failure.afterMs } : {}),
  } as const;
}
