// Entry of the child process that parses uploads. It knows no secrets and no network; when a file kills it, only it dies.
import { type ParseReply, type ParseRequest, toParts } from './child-protocol.ts';
import { parserLimits } from './limits.ts';
import { parseFile } from './parse-any.ts';
import type { ParsedDocument } from './parsed.ts';

let last: Promise<void> = Promise.resolve();

process.on('message', (request: ParseRequest) => {
  last = last.then(() => work(request));
});
process.on('disconnect', () => process.exit(0));

async function work(request: ParseRequest): Promise<void> {
  const { id } = request;
  let waiting: ParsedDocument[] = [];
  let chars = 0;
  const sendWaiting = async (): Promise<void> => {
    for (const parts of toParts(waiting)) await send({ id, kind: 'parts', parts: JSON.stringify(parts) });
    waiting = [];
    chars = 0;
  };
  try {
    const end = await parseFile(request, async (documents) => {
      waiting.push(...documents);
      for (const document of documents) for (const block of document.blocks) chars += block.text.length;
      if (chars > parserLimits.child.messageChars) await sendWaiting();
    });
    if (end.kind === 'parsed') await sendWaiting();
    await send({ id, kind: 'end', end, residentMb: process.memoryUsage.rss() / 1024 / 1024 });
  } catch (error) {
    await send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Resolves when the message is on its way: the child holds at most one. */
function send(reply: ParseReply): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, undefined, {}, () => resolve()));
}
