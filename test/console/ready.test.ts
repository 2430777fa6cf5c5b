import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';

let rig: ConsoleRig;
beforeAll(async () => {
  rig = await startConsole();
});
afterAll(async () => await rig.close());

const ready = (headers: Record<string, string> = {}) => fetch(`${rig.url}/readyz`, { headers });
const text = async () => {
  const reply = await ready();
  return `${reply.status} ${await reply.text()}`;
};

describe('/readyz', () => {
  test('is ready while parts only serve less well, and names them', async () => {
    rig.parts.splice(
      0,
      rig.parts.length,
      { part: 'store', state: 'ok' },
      { part: 'model', state: 'degraded' },
    );
    expect(await text()).toBe('200 ready: model not well');
    rig.parts.splice(0, rig.parts.length, { part: 'store', state: 'ok' });
    expect(await text()).toBe('200 ready');
  });

  test('is not ready where a part does not serve, and gives all of them as JSON', async () => {
    rig.parts.splice(
      0,
      rig.parts.length,
      { part: 'store', state: 'down' },
      { part: 'disk', state: 'degraded' },
    );
    expect(await text()).toBe('503 not ready: store not well');
    expect(await (await ready({ Accept: 'application/json' })).json()).toEqual({
      ready: false,
      parts: [
        { part: 'store', state: 'down' },
        { part: 'disk', state: 'degraded' },
      ],
    });
  });
});
