import { createHash } from 'node:crypto';
import { close, open, read } from 'node:fs';
import { promisify } from 'node:util';

/** Most files are read in one go. */
const AT_ONCE = 65_536;

// Streams and file handles cost more than the reading of a small file, of which an ingest has many thousands.
const [openFile, readFile, closeFile] = [promisify(open), promisify(read), promisify(close)];

/** SHA-256 (hex) of a file's bytes. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  const opened = await openFile(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(AT_ONCE);
    while (true) {
      const { bytesRead } = await readFile(opened, { buffer });
      hash.update(buffer.subarray(0, bytesRead));
      if (bytesRead < AT_ONCE) return hash.digest('hex');
    }
  } finally {
    await closeFile(opened);
  }
}
