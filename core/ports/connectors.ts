import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PlatformStatus } from './chat-platform.ts';

/** Result of trying a token against its platform, in words. */
export type TokenCheck = { ok: boolean; message: string; hint: string };

/** One platform on the console's Connect page and in `docent doctor`. */
export type ConnectorInfo = {
  id: string;
  name: string;
  status: PlatformStatus;
  /** Setting names that are set, never their values. */
  configured: string[];
  missing: string[];
};

/** What the console and the doctor need of the chat platforms; implemented in `bot/`. */
export type Connectors = {
  list(): ConnectorInfo[];
  /** Slack app manifest, ready to paste (JSON text). */
  slackManifest(): string;
  /** Discord invite link with scopes and permissions, and the intents to switch on; null until the application id is known. */
  discordInvite(): Promise<{
    url: string | null;
    scopes: string[];
    permissions: string[];
    intents: string[];
    hint: string;
  }>;
  /** Tries the configured tokens of a platform now. */
  check(id: string): Promise<TokenCheck[]>;
  /** Bolt's raw handler for Slack over HTTP, or null in Socket Mode. Mount before any body parser. */
  slackRequestHandler(): ((req: IncomingMessage, res: ServerResponse) => void) | null;
  /** Link to a message, or null. */
  permalink(
    address: { platform: string; workspace: string; channel: string; thread: string | null },
    messageId: string,
  ): Promise<string | null>;
};
