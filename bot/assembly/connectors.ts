import type { ChatPlatform, PlatformHandlers, PlatformStatus } from '../../core/ports/chat-platform.ts';
import { isoNow } from '../../core/ports/clock.ts';
import type { ConnectorInfo, Connectors, TokenCheck } from '../../core/ports/connectors.ts';
import { isPlatformId, type PlatformId, platformIds, platforms } from '../../core/ports/platforms.ts';
import type { App } from './app.ts';
import type { ConnectedPlatform } from './platforms/platform-kind.ts';
import { platformKinds } from './platforms/platform-kinds.ts';

/** The connectors as the program runs them. */
export type RunningConnectors = Connectors & {
  /** Connects every platform that has its tokens. */
  start(handlers: PlatformHandlers, ready: (platform: string) => Promise<void>): Promise<void>;
  /** Connects a platform anew with the settings in force now. */
  restart(id: string): Promise<void>;
  platform(id: string): ChatPlatform | undefined;
  /** For rejections that escaped a platform's own library: the name of the one that connects anew because of it, or null. */
  contain(error: unknown): string | null;
  stop(): Promise<void>;
};

/** The chat platforms, made from the settings in force. Their libraries are loaded when a token is there. */
export function createConnectors(app: App): RunningConnectors {
  const connected = new Map<PlatformId, ConnectedPlatform>();
  let begun: { handlers: PlatformHandlers; ready: (platform: string) => Promise<void> } | undefined;

  const setTokens = (id: PlatformId) =>
    new Set(platformKinds[id].tokens.filter((key) => app.config().get(key) !== ''));
  const missingTokens = (id: PlatformId) => platformKinds[id].missing(setTokens(id));
  const usable = (id: PlatformId) => missingTokens(id).length === 0;
  const platformOf = (id: string): ChatPlatform | undefined =>
    isPlatformId(id) ? connected.get(id) : undefined;
  /** The one that is connected, or one that can be asked without connecting. */
  const either = async (id: PlatformId) => connected.get(id) ?? (await platformKinds[id].create(app));

  /** One after the other for each platform: two settings saved in a row must not leave two connections. */
  const changes = new Map<string, Promise<void>>();
  function inTurn(id: PlatformId, change: () => Promise<void>): Promise<void> {
    const before = changes.get(id) ?? Promise.resolve();
    const own = before.catch(() => {}).then(change);
    changes.set(id, own);
    return own;
  }

  async function connect(id: PlatformId): Promise<void> {
    if (begun === undefined || !usable(id)) return;
    const { handlers, ready } = begun;
    const platform = await platformKinds[id].create(app);
    connected.set(id, platform);
    await platform.start(handlers);
    await ready(id);
  }

  async function drop(id: PlatformId): Promise<void> {
    const platform = connected.get(id);
    connected.delete(id);
    await platform?.stop();
  }

  function statusOf(id: PlatformId): PlatformStatus {
    const missing = missingTokens(id);
    const off = missing.length > 0 ? `Not connected. Missing: ${missing.join(', ')}.` : 'Not connected.';
    return connected.get(id)?.status() ?? { state: 'off', message: off, since: isoNow(app.clock) };
  }

  /** A platform that runs takes them up by itself; one that had no workspace before is connected. */
  async function workspacesChanged(id: PlatformId): Promise<void> {
    const platform = connected.get(id);
    await (platform?.workspacesChanged?.() ?? inTurn(id, () => connect(id)));
  }

  return {
    list: () =>
      platformIds.map(
        (id): ConnectorInfo => ({
          id,
          name: platforms[id].name,
          status: statusOf(id),
          configured: [...setTokens(id)],
          missing: missingTokens(id),
        }),
      ),
    async setup(id) {
      if (!isPlatformId(id)) return null;
      const withTokens = async () => (usable(id) ? await either(id) : undefined);
      return (await platformKinds[id].setup?.(app, withTokens)) ?? null;
    },
    async check(id): Promise<TokenCheck[]> {
      if (!isPlatformId(id)) return [];
      const { name } = platforms[id];
      const missing = missingTokens(id);
      const hint = `Set ${missing.join(' and ')}.`;
      if (setTokens(id).size === 0) return [{ ok: false, message: `${name} has no token yet.`, hint }];
      if (missing.length > 0)
        return [{ ok: false, message: `${name} needs more: ${missing.join(', ')} is missing.`, hint }];
      return (await either(id)).checkTokens();
    },
    installs(id) {
      if (!isPlatformId(id)) return null;
      const running = () => connected.get(id);
      return platformKinds[id].installs?.(app, running, () => workspacesChanged(id)) ?? null;
    },
    eventHandler: (id) => (isPlatformId(id) ? connected.get(id)?.requestHandler : undefined) ?? null,
    async permalink(address, messageId) {
      return (await platformOf(address.platform)?.permalink(address, messageId)) ?? null;
    },
    async start(handlers, ready) {
      begun = { handlers, ready };
      await Promise.all(platformIds.map((id) => inTurn(id, () => connect(id))));
    },
    async restart(id) {
      if (!isPlatformId(id)) return;
      // At once, since a connection attempt that hangs would hold up its turn; and again what came up meanwhile.
      await drop(id);
      await inTurn(id, async () => {
        await drop(id);
        await connect(id);
      });
    },
    platform: platformOf,
    contain(error) {
      const id = platformIds.find((one) => platformKinds[one].escapedFrom?.(error) === true);
      const platform = id === undefined ? undefined : connected.get(id);
      if (id === undefined || platform?.restart === undefined) return null;
      platform.restart('its connection library failed');
      return platforms[id].name;
    },
    async stop() {
      begun = undefined;
      await Promise.all(platformIds.map(drop));
      await Promise.allSettled(changes.values());
      await Promise.all(platformIds.map(drop));
    },
  };
}
