import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The bytes of a reply, unpacked; or why they were not read to the end. */
export type Body = { kind: 'read'; bytes: Buffer } | { kind: 'too-large' } | { kind: 'packed'; how: string };

/** What `Accept-Encoding` offers. */
export const ACCEPTED_ENCODINGS = 'gzip, br, deflate';

const unpackers: Record<string, () => Transform | null> = {
  '': () => null,
  identity: () => null,
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Reads a reply and counts while it unpacks: a bomb ends at `maxBytes` of text, not of packed bytes. */
export async function readBody(reply: IncomingMessage, maxBytes: number): Promise<Body> {
  const how = (reply.headers['content-encoding'] ?? '').trim().toLowerCase();
  const unpacker = unpackers[how];
  if (unpacker === undefined) {
    reply.destroy();
    return { kind: 'packed', how };
  }
  const transform = unpacker();
  if (transform === null && Number(reply.headers['content-length'] ?? 0) > maxBytes) {
    reply.destroy();
    return { kind: 'too-large' };
  }
  const source: Readable = transform === null ? reply : pipeline(reply, transform, () => {});
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      reply.destroy();
      return { kind: 'too-large' };
    }
    chunks.push(chunk);
  }
  return { kind: 'read', bytes: Buffer.concat(chunks) };
}
