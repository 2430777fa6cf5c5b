// Entry of the child process that parses uploads. It knows no secrets and no network; when a file kills it, only it dies.
import { findFlags } from '../../curation/find-flags.ts';
import { extensionOf, formatOfExtension } from '../formats.ts';
import { parserLimits } from '../limits.ts';
import { parseFile } from '../parse-any.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type DocumentPart, type ParseReply, type ParseRequest, toParts } from './child-protocol.ts';

/** Texts up to so many characters are small: memory is looked at after so many of them. */
const SMALL_CHARS = 64 * 1024;
const WEIGHED_EVERY = 32;

let last: Promise<void> = Promise.resolve();
let unweighed = 0;

process.on('message', (request: ParseRequest) => {
  last = last.then(() => work(request));
});
process.on('disconnect', () => process.exit(0));

async function work(request: ParseRequest): Promise<void> {
  const { id } = request;
  let waiting: ParsedDocument[] = [];
  let chars = 0;
  let read = 0;
  try {
    const file = { ...request, step: () => send({ id, kind: 'step' }) };
    const end = await parseFile(file, async (documents) => {
      waiting.push(...documents.map(withFlags));
      const before = chars;
      for (const document of documents) for (const block of document.blocks) chars += block.text.length;
      read += chars - before;
      if (chars <= parserLimits.child.messageChars) return;
      for (const parts of toParts(waiting)) await sendParts(id, parts);
      waiting = [];
      chars = 0;
    });
    const messages = end.kind === 'parsed' ? [...toParts(waiting)] : [];
    const last = messages.pop() ?? [];
    for (const parts of messages) await sendParts(id, parts);
    await send({ id, kind: 'end', end, parts: JSON.stringify(last), residentMb: residentMb(request, read) });
  } catch (error) {
    await send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** How much memory this process holds, in MB; null after most small texts, since the asking takes as long as their reading. */
function residentMb({ name }: ParseRequest, chars: number): number | null {
  unweighed += 1;
  const isSmall = chars < SMALL_CHARS && formatOfExtension(extensionOf(name))?.container === 'text';
  if (isSmall && unweighed < WEIGHED_EVERY) return null;
  unweighed = 0;
  return process.memoryUsage.rss() / 1024 / 1024;
}

function withFlags(document: ParsedDocument): ParsedDocument {
  const flags = findFlags(document);
  return flags.length === 0 ? document : { ...document, flags };
}

function sendParts(id: number, parts: DocumentPart[]): Promise<void> {
  return send({ id, kind: 'parts', parts: JSON.stringify(parts) });
}

/** Resolves when the message is on its way: the child holds at most one. */
function send(reply: ParseReply): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, undefined, {}, () => resolve()));
}
