// Entry of the child process that parses uploads. It knows no secrets and no network; when a file kills it, only it dies.
import { findFlags } from '../../curation/find-flags.ts';
import { parserLimits } from '../limits.ts';
import { parseFile } from '../parse-any.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type DocumentPart, type ParseReply, type ParseRequest, toParts } from './child-protocol.ts';

let last: Promise<void> = Promise.resolve();

process.on('message', (request: ParseRequest) => {
  last = last.then(() => work(request));
});
process.on('disconnect', () => process.exit(0));

async function work(request: ParseRequest): Promise<void> {
  const { id } = request;
  let waiting: ParsedDocument[] = [];
  let chars = 0;
  try {
    const file = { ...request, step: () => send({ id, kind: 'step' }) };
    const end = await parseFile(file, async (documents) => {
      waiting.push(...documents.map(withFlags));
      for (const document of documents) for (const block of document.blocks) chars += block.text.length;
      if (chars <= parserLimits.child.messageChars) return;
      for (const parts of toParts(waiting)) await sendParts(id, parts);
      waiting = [];
      chars = 0;
    });
    const messages = end.kind === 'parsed' ? [...toParts(waiting)] : [];
    const last = messages.pop() ?? [];
    for (const parts of messages) await sendParts(id, parts);
    const residentMb = process.memoryUsage.rss() / 1024 / 1024;
    await send({ id, kind: 'end', end, parts: JSON.stringify(last), residentMb });
  } catch (error) {
    await send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
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
