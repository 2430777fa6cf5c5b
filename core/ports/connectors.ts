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

/** What an admin needs to bring the bot into a workspace. */
export type PlatformSetup =
  /** Description of the app, ready to paste at the platform (JSON text). */
  | { kind: 'manifest'; json: string }
  /** Invite link with what it asks for; `url` is null until the application's id is known, and the hint says how. */
  | {
      kind: 'invite';
      url: string | null;
      scopes: string[];
      permissions: string[];
      intents: string[];
      hint: string;
    };

/** Takes events that a platform sends as HTTP requests. */
export type EventHandler = (req: IncomingMessage, res: ServerResponse) => void;

/** What the console and the doctor need of the chat platforms; implemented in `bot/`. */
export type Connectors = {
  list(): ConnectorInfo[];
  /** How to bring the bot into a workspace; null for a platform that needs no more than its tokens, or an unknown id. */
  setup(id: string): Promise<PlatformSetup | null>;
  /** Tries the configured tokens of a platform now. */
  check(id: string): Promise<TokenCheck[]>;
  /** For a platform whose events come as requests, or null where they come over a socket. Mount before any body parser. */
  eventHandler(id: string): EventHandler | null;
  /** Link to a message, or null. */
  permalink(
    address: { platform: string; workspace: string; channel: string; thread: string | null },
    messageId: string,
  ): Promise<string | null>;
};
