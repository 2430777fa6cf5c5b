import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';

let rig: ConsoleRig;
beforeAll(async () => {
  rig = await startConsole();
});
afterAll(async () => await rig.close());

/** The status of a POST under a host name that `fetch` would not send. */
function statusUnder(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${rig.url}/mcp`, { method: 'POST', headers: { Host: host } }, (res) => {
      res.resume();
      resolve(res.statusCode);
    });
    asked.on('error', reject);
    asked.end('{}');
  });
}

test('agents are served at /mcp only where a token is set, without a session, and under known host names', async () => {
  const post = () => fetch(`${rig.url}/mcp`, { method: 'POST', body: '{}' });
  expect((await post()).status).toBe(404);
  Object.assign(rig.deps, {
    agents: () => (_: unknown, res: { end(text: string): void }) => res.end('agent'),
  });
  expect(await (await post()).text()).toBe('agent');
  expect(await statusUnder('evil.example')).toBe(421);
});
