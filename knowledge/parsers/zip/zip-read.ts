import { type Entry, fromBufferPromise } from 'yauzl';
import { decodeText } from '../text/charset.ts';
import { isUnread } from './zip-check.ts';

/** A checked package (`checkZip`), its text files by name. */
export type TextPackage = { names: string[]; read(name: string): Promise<string | null>; close(): void };

/** Opens a package that `checkZip` let pass. */
export async function openPackage(bytes: Buffer): Promise<TextPackage> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      // A part that the check did not count is not opened, whatever points at it.
      if (entry === undefined || isUnread(name)) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry))
        if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      const decoded = decodeText(Buffer.concat(chunks));
      return decoded.kind === 'decoded' ? decoded.text : null;
    },
    close: () => zip.close(),
  };
}
