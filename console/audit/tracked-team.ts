import { isChannelMode } from '../../core/defensive-ux/channel-modes.ts';
import { readOptions } from '../../core/defensive-ux/channel-options.ts';
import { type ChannelRules, forgetChannel, setChannel } from '../../core/defensive-ux/channels.ts';
import { helpChannel, setHelpChannel } from '../../core/defensive-ux/help-channel.ts';
import { backupIntervals } from '../../core/ports/backups.ts';
import { platformOfSetting } from '../../core/ports/platforms.ts';
import type { ConsoleDeps } from '../deps.ts';
import { listApiTokens } from '../tokens/api-tokens.ts';
import { setUserDisabled } from '../users/users-store.ts';
import type { AuditState } from './audit-state.ts';
import { channelState } from './channel-state.ts';
import { GONE, listIn, OTHER_VERSION, textIn } from './put-back.ts';
import type { Tracked } from './tracked-kind.ts';

export type TeamNeeds = Pick<ConsoleDeps, 'store' | 'clock' | 'settings' | 'backups'>;

/** Settings of no platform, as the Connect page calls them. */
const MODEL = 'model';

/** Reads what `channelSubject` wrote. */
function placeOf(subject: string): { platform: string; channel: string } {
  const [, platform = '', channel = ''] = /^([^/]*)\/(.*)$/s.exec(subject) ?? [];
  return { platform, channel };
}

function trackedChannel({ store, clock }: TeamNeeds): Tracked {
  return {
    state: (subject) => channelState(store, placeOf(subject)),
    async putBack(subject, state) {
      if (state === null) {
        await forgetChannel(store, placeOf(subject));
        return null;
      }
      const mode = textIn(state, 'mode');
      if (mode === null || !isChannelMode(mode)) return OTHER_VERSION;
      const rules: ChannelRules = {
        mode,
        collections: listIn(state, 'collections'),
        models: listIn(state, 'models'),
        outside: state['outside'] === true,
        options: readOptions(textIn(state, 'options')),
      };
      await setChannel({ store, clock }, placeOf(subject), rules);
      return null;
    },
  };
}

function trackedHelpChannel({ store, clock }: TeamNeeds): Tracked {
  return {
    // Of the first workspace, which is the one that the form shows.
    state: async (platform) => ({ channel: await helpChannel(store, { platform, channel: '' }) }),
    async putBack(platform, state) {
      await setHelpChannel({ store, clock }, platform, textIn(state, 'channel'));
      return null;
    },
  };
}

/** Saved values of one card of the Connect page. A secret shows by its last letters at most, as everywhere. */
function trackedSettings({ settings }: TeamNeeds): Tracked {
  const rowsOf = async (group: string) =>
    (await settings.list()).filter(({ key }) => (platformOfSetting(key) ?? MODEL) === group);
  return {
    async state(group) {
      const saved = (await rowsOf(group)).filter(({ source }) => source === 'console');
      return Object.fromEntries(saved.map(({ key, shown }) => [key, shown]));
    },
    async putBack(group, state) {
      const rows = await rowsOf(group);
      const now = (row: (typeof rows)[number]) => (row.source === 'console' ? row.shown : null);
      const changed = rows.filter((row) => now(row) !== textIn(state, row.key));
      const secret = changed.find((row) => row.secret && textIn(state, row.key) !== null);
      if (secret !== undefined) return `${secret.key} is a secret: it was not kept. Enter it again.`;
      for (const { key } of changed) {
        const result = await settings.set(key, textIn(state, key));
        if (!result.ok) return result.message;
      }
      return null;
    },
  };
}

/** A user goes by id or by name: a link is made for a name. */
function trackedUser({ store }: TeamNeeds): Tracked {
  const find = (subject: string) =>
    store
      .selectFrom('users')
      .select(['id', 'name', 'role', 'disabled'])
      .where((row) => row.or([row('id', '=', subject), row('name', '=', subject)]))
      .executeTakeFirst();
  return {
    async state(subject): Promise<AuditState | null> {
      const user = await find(subject);
      return user === undefined ? null : { name: user.name, role: user.role, disabled: user.disabled === 1 };
    },
    async putBack(subject, state) {
      const user = await find(subject);
      if (user === undefined || state === null) return GONE;
      if (textIn(state, 'role') !== user.role) return 'Change the role with a new sign-in link.';
      const done = await setUserDisabled({ store }, user.id, state['disabled'] === true);
      return done === 'done' ? null : 'This is the last admin. Make another one first.';
    },
  };
}

/** By id, or by name where it is only being made. The token itself is nowhere. */
function trackedToken(deps: TeamNeeds): Tracked {
  return {
    async state(subject) {
      const found = (await listApiTokens(deps)).find(({ id, name }) => id === subject || name === subject);
      if (found === undefined) return null;
      const { id, name, scopes, expiresAt, state } = found;
      return { id, name, scopes, expiresAt, state };
    },
  };
}

/** There is one schedule: the subject only names it. */
function trackedBackups({ backups }: TeamNeeds): Tracked {
  return {
    async state() {
      const { every, folder, keep } = await backups.plan();
      return { every, folder, keep };
    },
    async putBack(_subject, state) {
      const every = backupIntervals.find((one) => one === state?.['every']);
      const folder = state === null ? null : textIn(state, 'folder');
      if (every === undefined || folder === null) return OTHER_VERSION;
      return backups.change({ every, folder, keep: Number(state?.['keep']) });
    },
  };
}

/** People, places and settings. */
export function trackedTeam(deps: TeamNeeds) {
  return {
    backups: trackedBackups(deps),
    channel: trackedChannel(deps),
    'help-channel': trackedHelpChannel(deps),
    settings: trackedSettings(deps),
    token: trackedToken(deps),
    user: trackedUser(deps),
  };
}
