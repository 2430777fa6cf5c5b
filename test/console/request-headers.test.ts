import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

let rig: ConsoleRig;
let admin: Person;
beforeAll(async () => {
  rig = await startConsole();
  admin = await signIn(rig);
});
afterAll(async () => await rig.close());

describe('what a request claims in its headers', () => {
  test('takes no other method from a header or a field', async () => {
    for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])
      await admin.get('/sign-out?_method=POST', { [header]: 'POST' });
    // The form that signs out is a POST: the session goes on.
    expect((await admin.get('/documents')).status).toBe(200);
    const headers = { Cookie: admin.cookie, Origin: rig.url };
    expect((await fetch(`${rig.url}/documents`, { method: 'DELETE', headers })).status).toBe(404);
  });

  test('lets no other origin read a reply', async () => {
    for (const origin of ['https://evil.example', 'null'])
      for (const path of ['/healthz', '/sign-in', '/documents', '/assets/none', '/nowhere']) {
        const reply = await admin.get(path, { Origin: origin });
        expect(reply.headers.get('Access-Control-Allow-Origin')).toBeNull();
      }
  });
});
