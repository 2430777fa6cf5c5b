import { type Entry, fromBufferPromise } from 'yauzl';
import { parserLimits } from '../limits.ts';
import { decodeText } from '../text/charset.ts';
import { isUnread } from './zip-check.ts';

/** A checked package (`checkZip`): its text files by name, and its pictures within the limits; null = there is none to be had. */
export type TextPackage = {
  names: string[];
  read(name: string): Promise<string | null>;
  bytes(name: string): Promise<Buffer | null>;
  picture(name: string): Promise<Buffer | null>;
  close(): void;
};

const readablePicture = /\.(?:png|jpe?g|tiff?)$/i;

/** Opens a package that `checkZip` let pass. */
export async function openPackage(bytes: Buffer): Promise<TextPackage> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const bytesOf = async (entry: Entry): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry))
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const counted = async (name: string): Promise<Buffer | null> => {
    const entry = entries.get(name);
    // A part that the check did not count is not opened, whatever points at it.
    return entry === undefined || isUnread(name) ? null : bytesOf(entry);
  };
  let pictures = 0;
  return {
    names: [...entries.keys()],
    async read(name) {
      const bytes = await counted(name);
      const decoded = bytes === null ? null : decodeText(bytes);
      return decoded?.kind === 'decoded' ? decoded.text : null;
    },
    bytes: counted,
    async picture(name) {
      const entry = entries.get(name);
      if (entry === undefined || !readablePicture.test(name)) return null;
      // The archive's reader ends a part that turns out larger than its directory says.
      const { pictureBytes, picturesBytes } = parserLimits.scans;
      pictures += entry.uncompressedSize;
      if (entry.uncompressedSize > pictureBytes || pictures > picturesBytes) return null;
      return bytesOf(entry);
    },
    close: () => zip.close(),
  };
}
