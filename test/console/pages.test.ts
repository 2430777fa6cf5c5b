import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET } from '../fakes/console/fake-connectors.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('every response', () => {
  let rig: ConsoleRig;
  let admin: Person;
  beforeAll(async () => {
    rig = await startConsole();
    rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'Five days of leave carry over.');
    admin = await signIn(rig);
  });
  afterAll(async () => await rig.close());

  it('carries the headers that keep scripts, frames and sniffers out', async () => {
    const replies = [
      await admin.get('/'),
      await admin.get('/nowhere'),
      await admin.post('/ask', { question: 'explode' }),
      await fetch(`${rig.url}/sign-in`),
      await fetch(`${rig.url}/healthz`),
      await fetch(`${rig.url}/assets/none.js`),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([200, 404, 500, 200, 200, 404]);
    for (const reply of replies) {
      const policy = reply.headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toContain('unsafe');
      expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(reply.headers.get('Referrer-Policy')).toBe('same-origin');
      expect(reply.headers.has('X-Powered-By')).toBe(false);
      expect(reply.headers.has('Access-Control-Allow-Origin')).toBe(false);
      expect(reply.headers.has('Strict-Transport-Security')).toBe(false);
    }
  });

  it('is stored by no cache when it is a page', async () => {
    expect((await admin.get('/')).headers.get('Cache-Control')).toBe('no-store');
    expect((await fetch(`${rig.url}/sign-in`)).headers.get('Cache-Control')).toBe('no-store');
  });

  it('is cached for good when it is a file with its hash in its name', async () => {
    const page = await admin.text('/');
    const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(6);
    for (const file of new Set(files)) {
      const reply = await fetch(rig.url + file);
      expect(`${file} ${reply.status}`).toBe(`${file} 200`);
      expect(reply.headers.get('Cache-Control')).toContain('immutable');
      const again = await fetch(rig.url + file, {
        headers: { 'If-None-Match': reply.headers.get('ETag') ?? '', 'Cache-Control': 'max-age=0' },
      });
      expect(again.status).toBe(304);
    }
  });

  it('has no inline script, style or handler', async () => {
    for (const path of ['/', '/documents', '/answers', '/batches', '/tuning', '/connect', '/users']) {
      const page = await admin.text(path);
      expect(page, path).not.toMatch(/<script(?![^>]* src=)/);
      expect(page, path).not.toMatch(/<style|\sstyle="|\son[a-z]+="|javascript:/i);
    }
  });

  it('shows trouble with an id and no stack, and logs it under that id', async () => {
    const page = await (await admin.post('/ask', { question: 'explode' })).text();
    const id = /err_\w+/.exec(page)?.[0] ?? 'none';
    expect(page).not.toMatch(/secret detail|\/srv\/|\.ts/);
    const logged = rig.logs.find(
      (line) => line.level === 'error' && JSON.stringify(line.fields).includes(id),
    );
    expect(logged).toBeDefined();
  });

  it('never shows a stored secret', async () => {
    for (const path of ['/connect', '/users', '/', '/documents'])
      expect(await admin.text(path)).not.toContain(SECRET);
  });

  it('answers damaged requests with words, never with a crash', async () => {
    const attempts = [
      admin.get('/%E0%A4%A'),
      admin.get('/documents?q=a&q=b&collection[x]=1'),
      admin.get(`/answers/${'x'.repeat(5_000)}`),
      admin.get("/documents/' OR 1=1 --"),
      admin.post('/ask', { question: 'x'.repeat(300_000) }),
      admin.post('/ask', { question: 'hi', role: 'admin' }),
      admin.post('/ask', { __proto__x: '1' }),
      admin.post('/answers/none/vote', { polarity: '7' }),
      admin.post('/users/link', { name: 'x', role: 'owner' }),
      fetch(`${rig.url}/ask`, {
        method: 'POST',
        headers: {
          Cookie: admin.cookie,
          Origin: rig.url,
          'Content-Type': 'application/json',
          'X-CSRF-Token': admin.csrf,
        },
        body: '{"question":["a"],"__proto__":{"polluted":1}}',
      }),
      fetch(`${rig.url}/documents/upload`, {
        method: 'POST',
        headers: {
          Cookie: admin.cookie,
          Origin: rig.url,
          'Content-Type': 'multipart/form-data; boundary=x',
          'X-CSRF-Token': admin.csrf,
        },
        body: '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\ncut off',
      }),
    ];
    const statuses = (await Promise.all(attempts)).map((reply) => reply.status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses.slice(4)).toEqual([413, 400, 400, 400, 400, 400, 400]);
    expect('polluted' in {}).toBe(false);
  });

  it('says in the header what is being worked on and what needs attention', async () => {
    expect(await admin.text('/health')).not.toContain('in progress');
    rig.jobs.push({
      id: 'job_1',
      kind: 'upload',
      payload: {},
      state: 'running',
      attempts: 1,
      progress: 0.5,
      message: '',
      createdAt: '',
    });
    const line = await admin.text('/health');
    expect(line).toContain('1 job in progress');
    expect(line).toContain('Slack: needs attention');
  });
});
