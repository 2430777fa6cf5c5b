import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { Store } from '../../core/store/schema.ts';
import { problemWith } from './check-value.ts';
import { type Config, settings } from './config.ts';

const ALGORITHM = 'aes-256-gcm';
/** What tokens are encrypted with, in the data directory. */
export const KEY_FILE = 'secret.key';

/** Settings saved in the console. Secrets are encrypted at rest; backups leave the key file out. */
export type StoredSettings = {
  /** Everything that was saved and can be decrypted; `unreadable` names the rest. */
  all(): Promise<{ values: Record<string, string>; unreadable: string[] }>;
  /** Saves or (null) removes one; says in words why it cannot. */
  set(key: string, value: string | null): Promise<{ ok: boolean; message: string }>;
};

export function createStoredSettings(deps: { store: Store; clock: Clock; config: Config }): StoredSettings {
  const { store, clock, config } = deps;
  const key = () => keyFor(config, 'stored settings');
  return {
    async all() {
      const values: Record<string, string> = {};
      const unreadable: string[] = [];
      for (const row of await store.selectFrom('settings').selectAll().execute()) {
        const value = row.encrypted === 1 ? decrypt(key(), row.key, row.value) : row.value;
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
        value: secret ? encrypt(key(), name, clean) : clean,
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

/** A key for one purpose, from DOCENT_SECRET_KEY or from a key file that only the owner can read. */
export function keyFor(
  config: Config,
  purpose: 'stored settings' | 'source links' | 'people to tell',
): Buffer {
  const given = config.get('DOCENT_SECRET_KEY');
  const file = path.join(config.dataDir, KEY_FILE);
  if (given === '' && !existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  const material = given === '' ? readFileSync(file, 'utf8').trim() : given;
  return Buffer.from(hkdfSync('sha256', material, 'docent', purpose, 32));
}

function encrypt(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, key, iv);
  cipher.setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64')).join('.');
}

/** Null when the value was saved with another key. */
function decrypt(key: Buffer, name: string, value: string): string | null {
  try {
    const [iv, tag, body] = value.split('.').map((part) => Buffer.from(part, 'base64'));
    const decipher = createDecipheriv(ALGORITHM, key, iv ?? Buffer.alloc(0));
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(tag ?? Buffer.alloc(0));
    return Buffer.concat([decipher.update(body ?? Buffer.alloc(0)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Slack's tokens tell by their beginning what they are: the wrong one is caught before it is saved. */
function wrongToken(name: string, value: string): string | null {
  const start = { SLACK_BOT_TOKEN: 'xoxb-', SLACK_APP_TOKEN: 'xapp-' }[name];
  return start === undefined || value.startsWith(start) ? null : `it must start with ${start}.`;
}
