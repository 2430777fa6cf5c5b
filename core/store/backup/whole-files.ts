import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What is known of a file's bytes. */
export type FileFacts = { bytes: number; sha256: string };

/** Reads a file once, copying it to `to` where that is given: the facts are of the bytes that were copied. */
export async function factsOf(file: string, to?: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  if (to === undefined) {
    counted.resume();
    await pipeline(createReadStream(file), counted);
  } else {
    await pipeline(createReadStream(file), counted, createWriteStream(to, { mode: 0o600 }));
    await syncToDisk(to);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Waits until a file or folder is on the disk, so that it outlives a power failure. */
export async function syncToDisk(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a text so that the file is whole or not there. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, text, { mode: 0o600 });
  await syncToDisk(part);
  await rename(part, file);
  await syncToDisk(path.dirname(file));
}
