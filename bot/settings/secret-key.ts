import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';

/** What tokens are encrypted with, in the data directory. */
export const KEY_FILE = 'secret.key';

/** A key for one purpose, from DOCENT_SECRET_KEY or from a key file that only the owner can read. */
export function keyFor(
  config: Config,
  purpose: 'stored settings' | 'source links' | 'people to tell' | 'installs',
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
