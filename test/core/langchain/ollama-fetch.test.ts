import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLineFetch } from '../../../core/langchain/ollama-fetch.ts';

/** What a client reads when the server sends these bytes one by one. */
async function readBack(body: string, status = 200): Promise<string> {
  const server = createServer(async (_req, res) => {
    res.writeHead(status, { 'content-type': 'application/x-ndjson' });
    for (const byte of Buffer.from(body)) {
      res.write(Buffer.from([byte]));
      await sleep(2);
    }
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const response = await createLineFetch(new AbortController().signal)(`http://127.0.0.1:${port}/`);
    expect(response.status).toBe(status);
    return await response.text();
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('createLineFetch', () => {
  it.each([
    ['whole lines', '{"a":1}\n{"b":2}\n', '{"a":1}\n{"b":2}\n'],
    ['a last line without its end', '{"a":1}\n{"b":2}', '{"a":1}\n{"b":2}\n'],
    ['characters of several bytes', '{"a":"Zürich – 東京 🙂"}\n', '{"a":"Zürich – 東京 🙂"}\n'],
    ['empty lines, which are left out', '\n{"a":1}\r\n\n', '{"a":1}\r\n'],
    ['nothing', '', ''],
  ])('hands on %s', async (_name, sent, read) => {
    expect(await readBack(sent)).toBe(read);
  });

  it.each(['{"a":1}\n{"b"\n{"c":3}\n', '<html></html>', '{"a":1}\n{"b":'])('fails on %j', async (sent) => {
    await expect(readBack(sent)).rejects.toThrow();
  });

  it('leaves the body of an error alone', async () => {
    expect(await readBack('no such model', 404)).toBe('no such model');
  });
});
