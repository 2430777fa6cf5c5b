import { App, type AppOptions, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { FakeSlack } from './fake-slack.ts';

/** A logger that keeps what is said, for the tests that ask about it, and prints nothing. */
export const quietLogger = (): Logger & { lines: string[] } => {
  const lines: string[] = [];
  const keep = (...said: unknown[]): void => {
    lines.push(said.map(String).join(' '));
  };
  return {
    lines,
    debug: () => undefined,
    info: () => undefined,
    warn: keep,
    error: keep,
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
};

/** The real Bolt over Socket Mode against a fake; reconnects in 100 ms instead of 5 s. */
export const socketModeApp = (slack: FakeSlack, options: Partial<AppOptions> = {}): App => {
  const logger = quietLogger();
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 2, minTimeout: 10, factor: 1 } };
  const receiver = new SocketModeReceiver({
    appToken: slack.workspace.tokens.app,
    clientPingTimeout: 100,
    logger,
    installerOptions: { clientOptions },
  });
  return new App({
    token: slack.workspace.tokens.bot,
    receiver,
    logger,
    clientOptions,
    deferInitialization: true,
    ...options,
  });
};

export const signingSecret = 'a-signing-secret-of-the-tests';

/** The real Bolt over HTTP against a fake. */
export const httpApp = (slack: FakeSlack, options: Partial<AppOptions> = {}): App =>
  new App({
    token: slack.workspace.tokens.bot,
    signingSecret,
    logger: quietLogger(),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    deferInitialization: true,
    ...options,
  });
