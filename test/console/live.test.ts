import { createServer, get } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { createLive } from '../../console/playground/live.ts';
import type { Visit } from '../../console/routes/route.ts';

it('writes nothing to a page that it has let go', async () => {
  const live = createLive();
  const troubles: unknown[] = [];
  let first: Visit | undefined;
  const server = createServer((req, plain) => {
    const res = Object.assign(plain, {
      status: () => res,
      type: () => res,
    });
    res.on('error', (error) => troubles.push(error));
    const visit = {
      req: Object.assign(req, { params: { id: req.url?.slice(1) } }),
      res,
      session: { user: { id: 'usr_1' } },
    } as unknown as Visit;
    first ??= visit;
    live.route.listen(visit);
    // More pages than are kept: the first was let go just now.
    live.teller(first, 'page-0')?.('Half an answer.');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.closeAllConnections());
  const { port } = server.address() as { port: number };
  for (let page = 0; page < 70; page++)
    await new Promise<void>((resolve, reject) => {
      const request = get({ host: '127.0.0.1', port, path: `/page-${page}`, agent: false }, (response) => {
        response.on('error', () => {}).resume();
        resolve();
      });
      request.on('error', reject);
    });
  await new Promise((resolve) => setImmediate(resolve));
  expect(troubles).toEqual([]);
  server.close();
});
