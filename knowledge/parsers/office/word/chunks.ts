import PostalMime from 'postal-mime';
import { htmlBlocks } from '../../html/html.ts';
import { parserLimits } from '../../limits.ts';
import type { Block } from '../../parsed.ts';
import { decodeText } from '../../text/charset.ts';
import { parsePlainText } from '../../text/plain-text.ts';
import { tidySource } from '../../text/text-tidy.ts';
import { checkZip } from '../../zip/zip-check.ts';
import type { Parts, Relations } from '../parts.ts';
import { parseRichText } from '../rich-text.ts';

type ReadWord = (bytes: Buffer) => Promise<{ blocks: Block[] }>;

/**
 * The files that Word shows as parts of the text (altChunk: HTML, saved web pages, plain or rich text, documents), by the id of
 * their relation. What cannot be read is missing. `readWord`: null where documents inside are not opened any more.
 */
export async function readChunks(
  parts: Parts,
  relations: Relations,
  readWord: ReadWord | null,
): Promise<Map<string, Block[]>> {
  const chunks = new Map<string, Block[]>();
  for (const [id, { kind, target }] of relations) {
    const bytes = kind === 'aFChunk' ? await parts.bytes(target) : null;
    const blocks = bytes === null ? null : await blocksOf(bytes, target, readWord);
    // They are no pages or lines of this file.
    if (blocks !== null)
      chunks.set(
        id,
        blocks.map(({ kind, text, level }) => ({ kind, text, ...(level === undefined ? {} : { level }) })),
      );
  }
  return chunks;
}

async function blocksOf(bytes: Buffer, name: string, readWord: ReadWord | null): Promise<Block[] | null> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const isSafe = readWord !== null && (await checkZip(bytes)) === null;
    return isSafe ? (await readWord(bytes)).blocks : null;
  }
  if (bytes.subarray(0, 5).toString('latin1') === '{\\rtf') return (await parseRichText(bytes)).blocks;
  const decoded = decodeText(bytes);
  if (decoded.kind === 'rejected') return null;
  const { text } = decoded;
  if (/^\s*(?:MIME-Version|Content-Type|From):/i.test(text)) {
    const page = await PostalMime.parse(bytes, { maxNestingDepth: parserLimits.mailParts });
    return page.html === undefined
      ? parsePlainText(tidySource(page.text ?? '')).blocks
      : htmlBlocks(tidySource(page.html));
  }
  const isHtml = /\.x?html?$/i.test(name) || /<(?:html|body|p|div|h\d)\b/i.test(text);
  return isHtml ? htmlBlocks(tidySource(text)) : parsePlainText(tidySource(text)).blocks;
}
