import { randomFillSync } from 'node:crypto';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

const CHUNK = 1_048_576;
/** Filled only where so many times its size is free: it must not be what fills the disk. */
const ROOM = 3;

/** A file that takes up room until it is needed to make room: SQLite cannot delete on a disk that is full. */
export type DiskReserve = {
  /** Makes the file where there is room for it and it is not there. False = it is not there. */
  fill(): Promise<boolean>;
  /** Gives the room back. False when there was nothing to give. */
  release(): Promise<boolean>;
};

/** `bytes` 0 = none is kept. */
export function createDiskReserve({ file, bytes }: { file: string; bytes: number }): DiskReserve {
  const size = async (): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0;
  return {
    async fill() {
      const now = await size();
      if (bytes === 0) await rm(file, { force: true });
      if (bytes === 0 || now === bytes) return bytes > 0;
      const { bavail, bsize } = await statfs(path.dirname(file));
      if (bavail * bsize < bytes * ROOM) return false;
      const part = `${file}.part`;
      try {
        await writeNoise(part, bytes);
        await rename(part, file);
        return true;
      } catch {
        await rm(part, { force: true });
        return false;
      }
    },
    async release() {
      if ((await size()) === 0) return false;
      await rm(file, { force: true });
      return true;
    },
  };
}

/** Noise, since a file system that packs zeros would keep nothing free. */
async function writeNoise(file: string, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(CHUNK);
  const handle = await open(file, 'w', 0o600);
  try {
    for (let left = bytes; left > 0; left -= CHUNK) {
      randomFillSync(chunk);
      await handle.write(chunk, 0, Math.min(left, CHUNK));
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
