import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { createAddressPolicy } from '../../../../knowledge/sources/fetch/address-policy.ts';
import {
  createSafeFetch,
  type Lookup,
  type SafeFetchDeps,
} from '../../../../knowledge/sources/fetch/safe-fetch.ts';
import { startSite, type WebSite } from '../../../fixtures/web-site.ts';

const limits = { redirects: 3, timeoutMs: 20_000, fileBytes: 100_000 };

function fetchWith(allow: string, more: Pick<SafeFetchDeps, 'lookup'> = {}) {
  const policy = createAddressPolicy(allow);
  return createSafeFetch({ clock: systemClock, policy, userAgent: 'Docent/test', limits, ...more });
}

describe('the own network', () => {
  let site: WebSite;
  beforeEach(async () => {
    site = await startSite({ '/': 'secret', '/robots.txt': 'secret' });
  });
  afterEach(async () => await site[Symbol.asyncDispose]());

  it('is not reached by any spelling of an address', async () => {
    const fetch = fetchWith('');
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '017700000001',
      '0177.0.0.01',
      '127.1',
      '0.0.0.0',
      '0',
      'localhost',
      'localhost.',
      'LOCALHOST',
      '127.0.0.1.',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '①②⑦.⓪.⓪.①',
    ]) {
      const fetched = await fetch(`http://${host}:${site.port}/`);
      expect(`${host} ${fetched.kind}`).toMatch(/ refused$/);
    }
    expect(site.requests).toEqual([]);
  });

  it('is not reached by names: one forbidden address among several is enough', async () => {
    const answers = [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const fetch = fetchWith('', { lookup: async () => answers });
    expect(await fetch(`http://two.example:${site.port}/`)).toMatchObject({
      kind: 'refused',
      reason: 'two.example (127.0.0.1) is a private, local or reserved address.',
    });
    const none = fetchWith('', { lookup: async () => [] });
    expect((await none('http://none.example/')).kind).toBe('failed');
    expect(site.requests).toEqual([]);
  });

  it('is not reached behind an allowed address: the second of a name is checked, too', async () => {
    const answers = [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ];
    const fetched = await fetchWith('127.0.0.1', { lookup: async () => answers })(
      `http://two.example:${site.port}/`,
    );
    expect(fetched.kind).toBe('refused');
    expect(site.requests).toEqual([]);
  });

  it('is sent nothing when the connection went elsewhere than was checked', async () => {
    await using other = await startSite({ '/': 'private' }, '127.0.0.2');
    let reads = 0;
    const turning = {
      family: 4,
      get address() {
        reads += 1;
        return reads === 1 ? '127.0.0.1' : '127.0.0.2';
      },
    };
    const fetched = await fetchWith('127.0.0.1', { lookup: async () => [turning] })(
      `http://turning.example:${other.port}/`,
    );
    expect(fetched).toMatchObject({
      kind: 'refused',
      reason: 'turning.example (127.0.0.2) is a private, local or reserved address.',
    });
    expect(other.requests).toEqual([]);
  });

  it('is not reached by other schemes or with a password', async () => {
    const fetch = fetchWith('127.0.0.1');
    for (const address of [
      'file:///etc/hostname',
      'ftp://127.0.0.1/',
      'gopher://127.0.0.1/',
      'data:text/html,x',
      `http://user:word@127.0.0.1:${site.port}/`,
      `http://public.example@127.0.0.1:${site.port}/`,
      'no address',
    ])
      expect(`${address} ${(await fetch(address)).kind}`).toMatch(/ refused$/);
    expect(site.requests).toEqual([]);
  });

  it('gets the connection that was checked, although the name changes its mind', async () => {
    await using other = await startSite({ '/': 'private' }, '127.0.0.2');
    const answers = ['127.0.0.1', '127.0.0.2'];
    const asked: string[] = [];
    const lookup: Lookup = async (host) => {
      asked.push(host);
      return [{ address: answers.shift() ?? '127.0.0.2', family: 4 }];
    };
    // 127.0.0.1 stands for a public address, 127.0.0.2 for a private one.
    const fetched = await fetchWith('127.0.0.1', { lookup })(`http://rebind.example:${site.port}/`);
    expect(fetched).toMatchObject({ kind: 'ok', body: Buffer.from('secret') });
    expect(asked).toEqual(['rebind.example']);
    const again = await fetchWith('127.0.0.1', { lookup })(`http://rebind.example:${other.port}/`);
    expect(again.kind).toBe('refused');
    expect(other.requests).toEqual([]);
  });

  it('is not reached by redirects: every hop is checked anew', async () => {
    await using open = await startSite({}, '127.0.0.2');
    const fetch = fetchWith('127.0.0.2');
    const secure = new URL(site.url);
    for (const target of [
      `${site.url}/`,
      `http://localhost:${secure.port}/`,
      `http://[::ffff:127.0.0.1]:${secure.port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/hostname',
      'gopher://127.0.0.2/',
      `http://user:word@127.0.0.2:${open.port}/ok`,
    ]) {
      open.pages.set('/go', { status: 302, headers: { Location: target } });
      const fetched = await fetch(`${open.url}/go`);
      expect(`${target} ${fetched.kind}`).toMatch(/ refused$/);
    }
    expect(site.requests).toEqual([]);
  });
});
