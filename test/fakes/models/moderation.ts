import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Mode = 'ok' | '401' | '429' | '500' | 'html' | 'no-results' | 'hang';

/** A server of OpenAI's moderation protocol that flags the texts a pattern matches. */
export async function createFakeModeration(harmful: RegExp) {
  const state = {
    mode: 'ok' as Mode,
    seen: [] as { model: string; input: string; key: string | undefined }[],
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { model, input } = JSON.parse(body) as { model: string; input: string };
    state.seen.push({ model, input, key: request.headers.authorization });
    if (state.mode === 'hang') return;
    const json = { 'content-type': 'application/json' };
    if (/^\d+$/.test(state.mode))
      return void response.writeHead(Number(state.mode), json).end('{"error":{"message":"no"}}');
    if (state.mode === 'html') return void response.writeHead(200).end('<p>Good gateway</p>');
    if (state.mode === 'no-results') return void response.writeHead(200, json).end('{"results":[]}');
    const flagged = request.url === '/v1/moderations' && harmful.test(input);
    const result = {
      flagged,
      categories: { violence: flagged, hate: false },
      category_scores: { violence: 0.9, hate: 0 },
    };
    response.writeHead(200, json).end(JSON.stringify({ id: 'modr-1', model, results: [result] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    seen: state.seen,
    setMode: (mode: Mode) => {
      state.mode = mode;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
