import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { Store } from '../../core/store/schema.ts';
import { problemWith } from './check-value.ts';
import { type Config, settings } from './config.ts';
import { createSeal } from './seal.ts';
import { keyFor } from './secret-key.ts';

/** Settings saved in the console. Secrets are encrypted at rest; backups leave the key file out. */
export type StoredSettings = {
  /** Everything that was saved and can be decrypted; `unreadable` names the rest. */
  all(): Promise<{ values: Record<string, string>; unreadable: string[] }>;
  /** Saves or (null) removes one; says in words why it cannot. */
  set(key: string, value: string | null): Promise<{ ok: boolean; message: string }>;
};

export function createStoredSettings(deps: { store: Store; clock: Clock; config: Config }): StoredSettings {
  const { store, clock, config } = deps;
  const seal = createSeal(() => keyFor(config, 'stored settings'));
  return {
    async all() {
      const values: Record<string, string> = {};
      const unreadable: string[] = [];
      for (const row of await store.selectFrom('settings').selectAll().execute()) {
        const value = row.encrypted === 1 ? seal.open(row.key, row.value) : row.value;
        if (value === null) unreadable.push(row.key);
        else values[row.key] = value;
      }
      return { values, unreadable };
    },
    async set(name, value) {
      const row = settings.find((candidate) => candidate.key === name);
      if (row === undefined || !row.console)
        return { ok: false, message: `${name} cannot be set here; use an environment variable.` };
      if (value === null || value.trim() === '') {
        await store.deleteFrom('settings').where('key', '=', name).execute();
        return { ok: true, message: `${name} was removed.` };
      }
      const clean = value.trim();
      const wrong = problemWith(row, clean) ?? wrongToken(name, clean);
      if (wrong !== null) return { ok: false, message: `${name} was not saved: ${wrong}` };
      const secret = row.type === 'secret';
      const values = {
        value: secret ? seal.close(name, clean) : clean,
        encrypted: secret ? 1 : 0,
        updated_at: isoNow(clock),
      };
      await store
        .insertInto('settings')
        .values({ key: name, ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
        .execute();
      const shadowed = config.source(row.key) === 'environment';
      return {
        ok: true,
        message: shadowed ? `${name} was saved, but the environment variable wins.` : `${name} was saved.`,
      };
    },
  };
}

/** Slack's tokens tell by their beginning what they are: the wrong one is caught before it is saved. */
function wrongToken(name: string, value: string): string | null {
  const start = { SLACK_BOT_TOKEN: 'xoxb-', SLACK_APP_TOKEN: 'xapp-' }[name];
  return start === undefined || value.startsWith(start) ? null : `it must start with ${start}.`;
}
