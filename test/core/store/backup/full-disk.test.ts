import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { backUp } from '../../../../core/store/backup/back-up.ts';
import { restore } from '../../../../core/store/backup/restore.ts';
import { openSqliteStore } from '../../../../core/store/sqlite.ts';

/** A disk smaller than an empty store; false where this machine lets nobody mount one. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'docent-full-'));
const small = path.join(folder, 'small');
mkdirSync(small);
const mounted = mountSmallDisk(small);
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', small]);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a full disk (skipped where nobody may mount a tmpfs)', () => {
  const dataDir = path.join(folder, 'data');
  const backUpTo = (into: string) =>
    backUp({ dataDir, into, withKey: false, version: '1.2.3', clock: systemClock });
  beforeAll(async () => {
    mkdirSync(dataDir);
    await (await openSqliteStore(path.join(dataDir, 'docent.sqlite'))).destroy();
  });

  it('leaves nothing of a backup that does not fit', async () => {
    await expect(backUpTo(small)).rejects.toThrow(/full|space/i);
    expect(readdirSync(small)).toEqual([]);
  });

  it('leaves nothing of a restore that does not fit', async () => {
    const { path: place } = await backUpTo(path.join(folder, 'backups'));
    await expect(
      restore({ place, dataDir: small, replace: false, by: 'tester', clock: systemClock }),
    ).rejects.toThrow(/full|space/i);
    expect(readdirSync(small)).toEqual([]);
  });
});
