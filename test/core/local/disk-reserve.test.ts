import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiskReserve } from '../../../core/local/disk-reserve.ts';
import { withReserve } from '../../../knowledge/ingest/with-reserve.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'docent-reserve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reserveOf = (bytes: number) => createDiskReserve({ file: path.join(folder, 'reserve'), bytes });
const full = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

it('takes up the room that it names, once, and gives it back', async () => {
  const reserve = reserveOf(2_500_000);
  expect(await reserve.fill()).toBe(true);
  const { size, blocks, mtimeMs } = statSync(path.join(folder, 'reserve'));
  expect([size, blocks * 512 >= size]).toEqual([2_500_000, true]);
  expect(await reserve.fill()).toBe(true);
  expect(statSync(path.join(folder, 'reserve')).mtimeMs).toBe(mtimeMs);
  expect([await reserve.release(), await reserve.release()]).toEqual([true, false]);
});

it('is not made where it would fill the disk, nor where none is wanted', async () => {
  expect(await reserveOf(2 ** 60).fill()).toBe(false);
  await reserveOf(1_000).fill();
  expect(await reserveOf(0).fill()).toBe(false);
  expect(await reserveOf(0).release()).toBe(false);
});

it('lets what makes room do so on a full disk, and helps with nothing else', async () => {
  const reserve = reserveOf(1_000);
  await reserve.fill();
  const tries: string[] = [];
  const remove = withReserve(reserve, async (id: string) => {
    tries.push(id);
    if (tries.length === 1) throw full();
    return true;
  });
  expect(await remove('doc_1')).toBe(true);
  expect(tries).toEqual(['doc_1', 'doc_1']);
  const always = withReserve(reserve, async () => {
    tries.push('again');
    throw full();
  });
  // The reserve is gone: it is said, and not tried for ever.
  await expect(always()).rejects.toThrow('disk is full');
  await reserve.fill();
  const other = withReserve(reserve, async () => {
    throw new Error('another trouble');
  });
  await expect(other()).rejects.toThrow('another trouble');
  expect(await reserve.release()).toBe(true);
});
