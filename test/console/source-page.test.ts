import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { signIn } from './browserless.ts';

const made = '2026-11-24T10:00:00.000Z';

describe('the page of one passage', () => {
  let rig: ConsoleRig;
  let url: string;
  let text: string;
  beforeAll(async () => {
    rig = await startConsole();
    rig.library.put({ path: 'travel.md' }, 'Book trains through the travel desk.');
    const [document] = await rig.library.list({ limit: 1 });
    const [passage] = await rig.library.passages(document?.documentId ?? '');
    url = rig.deps.sourceLinks.linkTo(passage?.passageId ?? '', made) ?? '';
    text = passage?.text.split('\n')[0] ?? '';
  });
  afterAll(async () => await rig.close());
  const open = (address = url, headers: Record<string, string> = {}) =>
    fetch(address, { redirect: 'manual', headers });

  it('is read by whoever has the link, and leads nowhere else in the console', async () => {
    const reply = await open();
    const page = await reply.text();
    expect(reply.status).toBe(200);
    expect(text).not.toBe('');
    expect(page).toContain(text.slice(0, 20));
    expect(page).not.toContain('href="/documents');
    expect(reply.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(reply.headers.get('Cache-Control')).toBe('no-store');
  });

  it('is not there for a token that was changed', async () => {
    expect((await open(`${url.slice(0, -1)}${url.endsWith('0') ? '1' : '0'}`)).status).toBe(404);
    expect((await open(`${rig.url}/read/1`)).status).toBe(404);
  });

  it('takes users of the console alone where an admin wants that, and nobody where pages are off', async () => {
    rig.readers.who = 'signed-in';
    const turned = await open();
    expect([turned.status, turned.headers.get('Location')]).toEqual([303, '/sign-in']);
    const person = await signIn(rig, 'Cora', 'curator');
    expect((await open(url, { Cookie: person.cookie })).status).toBe(200);
    rig.readers.who = 'off';
    expect((await open(url, { Cookie: person.cookie })).status).toBe(404);
    rig.readers.who = 'link';
  });

  it('says so once the link is over, and once the text has changed', async () => {
    const gone = await open(rig.deps.sourceLinks.linkTo('987654321', made) ?? '');
    expect([gone.status, (await gone.text()).includes('This text has changed')]).toEqual([410, true]);
    rig.time.now += 31 * 24 * 3_600_000;
    const late = await open();
    expect([late.status, (await late.text()).includes('does not work any more')]).toEqual([410, true]);
  });
});
