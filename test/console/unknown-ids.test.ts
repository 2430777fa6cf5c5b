import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadAssets } from '../../console/assets.ts';
import { createAuditTrail } from '../../console/audit/audit-trail.ts';
import { createFrame } from '../../console/frame/layout.ts';
import { consoleRoutes } from '../../console/route-table.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

let rig: ConsoleRig;
let admin: Person;
beforeAll(async () => {
  rig = await startConsole();
  admin = await signIn(rig, 'Ada', 'admin');
});
afterAll(async () => await rig.close());

/** What a form needs beside the id, so that only the id is wrong. */
const FIELDS: Record<string, Record<string, string>> = {
  '/channels/:platform/:channel': { mode: 'off', collections: '' },
  '/help-channels/:platform': { channel: '' },
  '/sources/:id/remove': { documents: 'keep' },
  '/documents/:id/details': { owner: '', reviewOn: '' },
  '/documents/collections/:collection': { personalData: 'removed' },
  '/guards/:id': { on: 'no' },
  '/answers/:id/vote': { polarity: '1' },
};

describe('a form about something that does not exist', () => {
  test('is never answered as if it was carried out, whatever it is about', async () => {
    const assets = loadAssets();
    const routes = consoleRoutes(rig.deps, assets, createFrame(rig.deps, assets), createAuditTrail(rig.deps));
    const forms = routes.filter(({ method, path }) => method === 'post' && path.includes(':'));
    expect(forms.length).toBeGreaterThan(25);
    const asIfDone: string[] = [];
    for (const { path } of forms) {
      const { status } = await admin.post(path.replaceAll(/:\w+/g, 'nothing-like-it'), FIELDS[path] ?? {});
      if (status < 400 || status >= 500) asIfDone.push(`${path} ${status}`);
    }
    expect(asIfDone).toEqual([]);
  });

  test.each(['/cache/curated/remove', '/documents/synonyms/remove'])('says so at %s', async (path) => {
    const field = path.startsWith('/cache') ? { id: 'nothing-like-it' } : { said: 'nothing-like-it' };
    expect((await admin.post(path, field)).status).toBe(404);
  });
});
