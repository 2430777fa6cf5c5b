import type { ChatPlatform, Reply } from '../../../core/ports/chat-platform.ts';
import type {
  EventHandler,
  PlatformSetup,
  TokenCheck,
  WorkspaceInstalls,
} from '../../../core/ports/connectors.ts';
import type { SentReply } from '../../../core/ports/rehearsal.ts';
import type { SettingKey } from '../../settings/config.ts';
import type { App } from '../app.ts';

/** A chat platform with what admins ask of it. What only some platforms have may be left out. */
export type ConnectedPlatform = ChatPlatform & {
  /** Tries the configured tokens now. */
  checkTokens(): Promise<TokenCheck[]>;
  /** Connects anew; the last resort for an error that escaped the platform's libraries. */
  restart?(why: string): void;
  /** How to bring the bot into a workspace, where that takes the tokens to know. */
  invite?(): Promise<PlatformSetup>;
  /** A workspace was added or removed; the others go on meanwhile. */
  workspacesChanged?(): Promise<void>;
  /** What is wrong with an added workspace; '' = nothing, null = it is not served. */
  troubleOf?(workspace: string): string | null;
  /** For events that come as requests; null where a socket brings them. */
  requestHandler?: EventHandler | null;
};

/** How a chat platform is made from the settings in force. */
export type PlatformKind = {
  /** Settings that hold its tokens; all begin with the id of the platform. */
  tokens: readonly SettingKey[];
  /** Names of the tokens that it cannot do without, given those that are set. */
  missing(set: ReadonlySet<string>): string[];
  /** Its library is loaded here, not before. Nothing is sent. */
  create(app: App): Promise<ConnectedPlatform>;
  /** How to bring the bot into a workspace. `connected` gives the platform with its tokens, or undefined without them. */
  setup?(app: App, connected: () => Promise<ConnectedPlatform | undefined>): Promise<PlatformSetup>;
  /** Adds workspaces by a press. `running` = the platform, where it is connected; `changed` puts what was stored to work. */
  installs?(
    app: App,
    running: () => ConnectedPlatform | undefined,
    changed: () => Promise<void>,
  ): WorkspaceInstalls;
  /** A reply as it would be sent, for rehearsals in the console; nothing is sent. */
  sent?(reply: Reply): Promise<SentReply>;
  /** Whether an error that nobody caught comes from its library. */
  escapedFrom?(error: unknown): boolean;
};

/** What every platform is given. `apiUrl` names the setting for another address of its API. */
export function sharedParts(app: Pick<App, 'clock' | 'config' | 'log' | 'random'>, apiUrl: SettingKey) {
  const address = app.config().get(apiUrl);
  return {
    clock: app.clock,
    random: app.random,
    logger: app.log,
    ...(address === '' ? {} : { apiUrl: address }),
  };
}
