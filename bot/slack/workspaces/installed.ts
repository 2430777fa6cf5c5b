import type { Installs } from './installs.ts';
import type { SlackOAuth } from './oauth.ts';
import { type Served, type ServedDeps, servedByInstall } from './served.ts';

/** The workspaces that the app was added to, as far as they are served. */
export type InstalledWorkspaces = {
  /** One for each; those of `before` whose tokens are the same stay as they are. */
  served(before: readonly Served[], deps: ServedDeps): Promise<Served[]>;
  /** The workspace whose ids are plain; see `Installs`. */
  first(teamId: string): Promise<string>;
  /** As far as it was known at the start. */
  knownFirst: string | null;
};

export function createInstalledWorkspaces(
  installs: Installs,
  oauth: SlackOAuth | null,
  knownFirst: string | null,
): InstalledWorkspaces {
  /** Without the app's credentials a token that expires cannot be exchanged. */
  const refresh: SlackOAuth['refresh'] =
    oauth?.refresh ??
    (async () => ({
      kind: 'failed',
      failure: { kind: 'unknown', why: 'SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not set' },
    }));
  return {
    knownFirst,
    first: installs.first,
    async served(before, deps) {
      const now: Served[] = [];
      for (const install of await installs.list()) {
        const { tokens, stopped, teamId } = install;
        if (tokens === null || stopped !== '') continue;
        const same = before.find((one) => one.isOf(install));
        const isKnown = same === undefined && (await installs.isKnown(teamId));
        now.push(
          same ?? servedByInstall({ ...install, tokens }, isKnown, { ...deps, oauth: { refresh }, installs }),
        );
      }
      return now;
    },
  };
}
