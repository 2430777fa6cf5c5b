import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { hashFile } from '../../../knowledge/ingest/hash-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'docent-hash-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([0, 5, 65_535, 65_536, 65_537, 300_000])(
  'the digest of a file of %d bytes is of all of them',
  async (size) => {
    const file = path.join(folder, `${size}`);
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 31) % 251));
    writeFileSync(file, bytes);
    expect(await hashFile(file)).toBe(createHash('sha256').update(bytes).digest('hex'));
  },
);

it('a file that is gone has none', async () => {
  await expect(hashFile(path.join(folder, 'gone'))).rejects.toThrow('ENOENT');
});
