import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { createAddressPolicy } from '../../../../knowledge/sources/fetch/address-policy.ts';
import { afterRedirect } from '../../../../knowledge/sources/fetch/reply-outcome.ts';
import { createSafeFetch, type SafeFetchDeps } from '../../../../knowledge/sources/fetch/safe-fetch.ts';
import { startSite, type WebSite } from '../../../fixtures/web-site.ts';

const limits = { redirects: 3, timeoutMs: 20_000, fileBytes: 100_000 };

function fetchWith(allow: string, more: Partial<SafeFetchDeps> = {}) {
  const policy = createAddressPolicy(allow);
  return createSafeFetch({ clock: systemClock, policy, userAgent: 'Docent/test', limits, ...more });
}

describe('fetching', () => {
  let site: WebSite;
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(async () => await site[Symbol.asyncDispose]());

  it('reads a page with its type, charset, validators and robots header', async () => {
    const headers = {
      'Content-Type': 'Text/HTML; Charset="ISO-8859-1"',
      ETag: '"a"',
      'Last-Modified': 'Tue, 24 Nov 2026 10:00:00 GMT',
      'X-Robots-Tag': 'noindex',
    };
    site.pages.set('/a?b=1', { headers, body: 'hello' });
    expect(await fetchWith('127.0.0.1')(`${site.url}/a?b=1`)).toEqual({
      kind: 'ok',
      url: `${site.url}/a?b=1`,
      mediaType: 'text/html',
      charset: 'iso-8859-1',
      robotsTag: 'noindex',
      etag: '"a"',
      lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT',
      body: Buffer.from('hello'),
    });
  });

  it('says who it is, and sends neither cookies nor credentials, also after a cookie was set', async () => {
    site.pages.set('/set', { status: 302, headers: { Location: '/b', 'Set-Cookie': 'id=1' } });
    site.pages.set('/b', 'hello');
    const fetch = fetchWith('127.0.0.1');
    await fetch(`${site.url}/set`);
    await fetch(`${site.url}/b`);
    expect(site.requests).toHaveLength(3);
    for (const { headers } of site.requests) {
      expect(headers['user-agent']).toBe('Docent/test');
      expect(Object.keys(headers).sort()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ]);
    }
  });

  it('asks whether there is a newer version, and hears that there is none', async () => {
    site.pages.set('/a', { headers: { ETag: '"1"' }, body: 'hello' });
    const validators = () => ({ etag: '"1"', lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT' });
    const fetched = await fetchWith('127.0.0.1')(`${site.url}/a`, { validators });
    expect(fetched).toEqual({ kind: 'not-modified', url: `${site.url}/a` });
    expect(site.requests[0]?.headers['if-modified-since']).toBe('Tue, 24 Nov 2026 10:00:00 GMT');
  });

  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [401, 'failed'],
    [418, 'failed'],
    [500, 'failed'],
    [204, 'failed'],
  ])('takes status %i as %s', async (status, kind) => {
    site.pages.set('/a', { status });
    const fetched = await fetchWith('127.0.0.1')(`${site.url}/a`);
    expect(fetched.kind).toBe(kind);
    if (fetched.kind === 'failed') expect(fetched.again).toBe(status >= 500);
  });

  it('hears how long a busy server wants to be left alone', async () => {
    site.pages.set('/a', { status: 429, headers: { 'Retry-After': '7' } });
    expect(await fetchWith('127.0.0.1')(`${site.url}/a`)).toMatchObject({ again: true, retryAfterMs: 7_000 });
  });

  it('reads no more than the limit, whatever the server says of the length', async () => {
    site.pages.set('/long', { body: 'x'.repeat(2_000) });
    site.pages.set('/endless', (_req, res) => {
      const more = () => {
        while (res.write('y'.repeat(10_000))) if (res.destroyed) return;
        res.once('drain', more);
      };
      more();
    });
    const fetch = fetchWith('127.0.0.1', { limits: { ...limits, fileBytes: 1_000 } });
    for (const path of ['/long', '/endless'])
      expect(await fetch(site.url + path)).toMatchObject({ kind: 'failed', again: false, status: null });
    const small = await fetchWith('127.0.0.1')(`${site.url}/long`, { maxBytes: () => 10 });
    expect(small).toMatchObject({ kind: 'failed', reason: expect.stringContaining('larger than') });
  });

  it('unpacks, and stops a bomb at the limit', async () => {
    const packed = (body: Buffer) => ({ headers: { 'Content-Encoding': 'gzip' }, body });
    site.pages.set('/packed', packed(gzipSync('hello')));
    site.pages.set('/bomb', packed(gzipSync(Buffer.alloc(50_000_000))));
    site.pages.set('/broken', packed(gzipSync('hello').subarray(0, 12)));
    site.pages.set('/odd', { headers: { 'Content-Encoding': 'zstd' }, body: 'hello' });
    site.pages.set('/twice', { headers: { 'Content-Encoding': 'gzip, gzip' }, body: 'hello' });
    const fetch = fetchWith('127.0.0.1');
    expect(await fetch(`${site.url}/packed`)).toMatchObject({ kind: 'ok', body: Buffer.from('hello') });
    expect(await fetch(`${site.url}/bomb`)).toMatchObject({
      reason: expect.stringContaining('larger than 0.1 MB'),
    });
    expect(await fetch(`${site.url}/broken`)).toMatchObject({ kind: 'failed' });
    expect(await fetch(`${site.url}/odd`)).toMatchObject({ reason: 'The reply is packed as "zstd".' });
    expect(await fetch(`${site.url}/twice`)).toMatchObject({ kind: 'failed' });
  });

  it('does not read the body of a type that nobody wants', async () => {
    site.pages.set('/film', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'video/mp4' });
      res.write('begins and never ends');
    });
    const fetched = await fetchWith('127.0.0.1')(`${site.url}/film`, {
      wants: (type) => type === 'text/html',
    });
    expect(fetched).toEqual({ kind: 'unwanted', url: `${site.url}/film`, mediaType: 'video/mp4' });
  });

  it('gives up a server that stays silent, and rejects when the caller has enough', async () => {
    site.pages.set('/silent', () => {});
    const fetch = fetchWith('127.0.0.1', { limits: { ...limits, timeoutMs: 50 } });
    expect(await fetch(`${site.url}/silent`)).toMatchObject({ kind: 'failed', again: true });
    const caller = new AbortController();
    const waiting = fetchWith('127.0.0.1')(`${site.url}/silent`, { signal: caller.signal });
    caller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('says in words that nobody answers', async () => {
    const { port } = site;
    await site[Symbol.asyncDispose]();
    expect(await fetchWith('127.0.0.1')(`http://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'failed',
      again: true,
      reason: `127.0.0.1:${port} refuses connections.`,
    });
    site = await startSite();
  });
});

describe('redirects', () => {
  it('are followed three times, not four, and only where the caller goes', async () => {
    await using site = await startSite({ '/3': 'there' });
    const hop = (to: string) => ({ status: 301, headers: { Location: to } });
    site.pages.set('/0', hop('/1#part'));
    site.pages.set('/1', hop('2'));
    site.pages.set('/2', hop(`${site.url}/3`));
    site.pages.set('/more', hop('/0'));
    site.pages.set('/nowhere', { status: 302 });
    const fetch = fetchWith('127.0.0.1');
    expect(await fetch(`${site.url}/0`)).toMatchObject({ kind: 'ok', url: `${site.url}/3` });
    expect(await fetch(`${site.url}/more`)).toMatchObject({ reason: 'There are more than 3 redirects.' });
    expect((await fetch(`${site.url}/nowhere`)).kind).toBe('failed');
    const follows = (url: URL) => url.pathname !== '/2';
    expect(await fetch(`${site.url}/0`, { follows })).toEqual({ kind: 'outside', url: `${site.url}/2` });
  });
});

describe('from https', () => {
  const redirect = (from: string, location: string) =>
    afterRedirect(new URL(from), { statusCode: 302, headers: { location } }, undefined);

  it('no redirect leads to http', () => {
    expect(redirect('https://a.example/', 'http://a.example/x')).toMatchObject({
      kind: 'refused',
      reason: 'It redirects from https to http.',
    });
    expect(redirect('https://a.example/', '//b.example/x#y')).toEqual(new URL('https://b.example/x'));
    expect(redirect('http://a.example/', 'https://a.example/')).toEqual(new URL('https://a.example/'));
  });
});
