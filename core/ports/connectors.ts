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

/** A workspace that the app was added to from the console. */
export type InstalledWorkspace = {
  id: string;
  name: string;
  /** `stopped` = the workspace took the rights back: nothing is read or written there any more. */
  state: 'ready' | 'connecting' | 'failing' | 'stopped';
  /** What is wrong and what to do; '' = nothing. */
  message: string;
  /** When it was added, or for a stopped one when it stopped: ISO 8601. */
  since: string;
};

/** Adding the app to workspaces by a press, and taking it out of them (OAuth). Secrets never pass through here. */
export type WorkspaceInstalls = {
  /** Why no workspace can be added now, and what to do; null = nothing is in the way. */
  problem(redirectUrl: string): string | null;
  /** Where an admin allows it. They come back to `redirectUrl` with `state` and a code. */
  allowUrl(state: string, redirectUrl: string): Promise<string>;
  /** Uses the code up; the workspace is served from then on. `by` = the id of the user who added it. */
  finish(came: {
    code: string;
    redirectUrl: string;
    by: string;
  }): Promise<TokenCheck & { workspace?: string }>;
  list(): Promise<InstalledWorkspace[]>;
  /** Takes the app out of a workspace and forgets its tokens. */
  remove(id: string): Promise<TokenCheck>;
};

/** What the console and the doctor need of the chat platforms; implemented in `bot/`. */
export type Connectors = {
  list(): ConnectorInfo[];
  /** How to bring the bot into a workspace; null for a platform that needs no more than its tokens, or an unknown id. */
  setup(id: string): Promise<PlatformSetup | null>;
  /** Tries the configured tokens of a platform now. */
  check(id: string): Promise<TokenCheck[]>;
  /** Null where a platform is connected by tokens alone. */
  installs?(id: string): WorkspaceInstalls | null;
  /** For a platform whose events come as requests, or null where they come over a socket. Mount before any body parser. */
  eventHandler(id: string): EventHandler | null;
  /** Link to a message, or null. */
  permalink(
    address: { platform: string; workspace: string; channel: string; thread: string | null },
    messageId: string,
  ): Promise<string | null>;
};
