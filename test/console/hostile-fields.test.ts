import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../console/assets.ts';
import { createAuditTrail } from '../../console/audit/audit-trail.ts';
import { createFrame } from '../../console/frame/layout.ts';
import { consoleRoutes } from '../../console/route-table.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

const CONSOLE = path.resolve(import.meta.dirname, '../../console');

/** Names of fields and of parameters, as the console's own sources have them. */
function namesInSources(): { fields: string[]; parameters: string[] } {
  const files = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const text = files.map((name) => readFileSync(path.join(CONSOLE, name), 'utf8')).join('\n');
  const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  return {
    fields: found(/\bname="([\w-]+)"/g).filter((name) => name !== '_csrf'),
    parameters: found(/query\('(\w+)'\)/g),
  };
}

const { fields, parameters } = namesInSources();

/** Signs of SQL, of LIKE, of full text and of JSON paths. */
const SQL = [
  "'; DROP TABLE answers; --",
  "' OR 1=1 --",
  '" OR ""="',
  "x') UNION SELECT csrf FROM sessions --",
  '%_!%',
  'a* NEAR(b c) AND ("',
  '$.x\'"]',
  '\u0000',
];

/** Forms have many fields: those signs that are not of one kind with others. */
const SQL_IN_FORMS = SQL.filter((_, at) => at % 2 === 0);

/** A form as a page shows it: what stands in its fields, and which they are. */
type ShownForm = { action: string; given: Record<string, string>; written: string[] };

/** More pages than the rig has kinds of. */
const MOST_PAGES = 120;

describe('every field and parameter', () => {
  let fake: ConsoleRig;
  let rig: RealConsole;
  let pages: string[];
  let forms: string[];
  beforeAll(async () => {
    fake = await startConsole();
    const assets = loadAssets();
    const routes = consoleRoutes(
      fake.deps,
      assets,
      createFrame(fake.deps, assets),
      createAuditTrail(fake.deps),
    );
    const paths = (method: string) =>
      routes
        .filter((route) => route.method === method && !('listen' in route) && route.access !== 'public')
        .map((route) => route.path);
    pages = paths('get').filter((place) => !place.includes('/sign-in'));
    forms = paths('post').filter((place) => !['/sign-in/:token', '/sign-out'].includes(place));
    rig = await startRealConsole();
    await rig.ingest({ 'leave.md': '# Leave\n\nFive days of leave carry over.\n' });
    await rig.ask('How many days carry over?');
    await rig.deps.batches.importSet({ name: 'Gold', format: 'jsonl', text: '{"question":"a"}' });
  });
  afterAll(async () => {
    await rig[Symbol.asyncDispose]();
    await fake.close();
  });

  /** How many rows each table has, and what the tables are. */
  async function tables(): Promise<Record<string, number>> {
    const { store } = rig.deps;
    const { rows } = await sql<{ name: string }>`SELECT name FROM sqlite_master WHERE type = 'table'`.execute(
      store,
    );
    const counts: Record<string, number> = {};
    for (const { name } of rows) {
      const counted = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(name)}`.execute(store);
      counts[name] = counted.rows[0]?.n ?? -1;
    }
    return counts;
  }
  const placeOf = (route: string, value: string) => route.replaceAll(/:\w+/g, encodeURIComponent(value));

  it('takes signs of SQL for text: reading with them fails nowhere and changes nothing', async () => {
    const admin = await signIn(rig, 'Ada');
    expect(pages.length).toBeGreaterThan(25);
    expect(parameters.length).toBeGreaterThan(10);
    const before = await tables();
    const failed: string[] = [];
    for (const value of SQL) {
      const query = new URLSearchParams(Object.fromEntries(parameters.map((name) => [name, value])));
      for (const route of pages) {
        const inPath = value === '\u0000' ? 'x' : value;
        const reply = await admin.get(`${placeOf(route, inPath)}?${query}`);
        await reply.arrayBuffer();
        if (reply.status >= 500) failed.push(`${route} ${reply.status} ${value}`);
      }
    }
    expect(failed).toEqual([]);
    expect(await tables()).toEqual(before);
  });

  /** The forms of all pages that links lead to, each kind once. */
  async function shownForms(admin: Person): Promise<ShownForm[]> {
    const found = new Map<string, ShownForm>();
    const queue = pages.filter((route) => !route.includes(':'));
    const seen = new Set(queue);
    for (let at = 0; at < queue.length && at < MOST_PAGES; at++) {
      const reply = await admin.get(queue[at] ?? '/');
      if (reply.status !== 200 || !(reply.headers.get('Content-Type') ?? '').includes('html')) continue;
      const page = load(await reply.text());
      for (const element of page('a[href^="/"]').toArray()) {
        const to = (page(element).attr('href') ?? '').split('#')[0] ?? '';
        if (seen.has(to) || to.startsWith('/assets')) continue;
        seen.add(to);
        queue.push(to);
      }
      for (const element of page('form[method="post"]').toArray()) {
        const form = page(element);
        const action = form.attr('action') ?? '';
        const given: Record<string, string> = {};
        const written: string[] = [];
        for (const input of form.find('input[name], textarea[name], select[name], button[name]').toArray()) {
          const field = page(input);
          const name = field.attr('name') ?? '';
          const type = field.attr('type') ?? 'text';
          if (
            name === '_csrf' ||
            type === 'file' ||
            (type === 'checkbox' && field.attr('checked') === undefined)
          )
            continue;
          given[name] = String(field.val() ?? '');
          written.push(name);
        }
        if (action === '/sign-out' || written.length === 0) continue;
        const kind = `${action.replaceAll(/[\w-]*\d[\w-]*/g, ':id')} ${written.join()}`;
        if (!found.has(kind)) found.set(kind, { action, given, written });
      }
    }
    return [...found.values()];
  }

  it('takes signs of SQL for text: forms with them fail nowhere, and no table is lost or emptied', async () => {
    let admin = await signIn(rig, 'Ada');
    const shown = await shownForms(admin);
    expect(shown.length).toBeGreaterThan(15);
    const before = await tables();
    const failed: string[] = [];
    for (const { action, given, written } of shown) {
      for (const value of SQL_IN_FORMS) {
        for (const name of written) {
          const reply = await admin.post(action, { ...given, [name]: value });
          await reply.arrayBuffer();
          if (reply.status >= 500) failed.push(`${action} ${name} ${reply.status} ${value}`);
          // A form may end the session that sent it.
          if (reply.status === 401) admin = await signIn(rig, 'Ada');
        }
      }
    }
    expect(failed).toEqual([]);
    expect(Object.keys(await tables())).toEqual(Object.keys(before));
    const counts = await tables();
    const emptied = ['users', 'settings', 'migrations', 'audit', 'answers'].filter(
      (name) => (counts[name] ?? 0) < (before[name] ?? 0),
    );
    expect(emptied).toEqual([]);
    expect((await sql<{ quick_check: string }>`PRAGMA quick_check`.execute(rig.deps.store)).rows).toEqual([
      { quick_check: 'ok' },
    ]);
  });

  it('of a wrong shape is answered in words at every address, and ends nothing', async () => {
    const failed: string[] = [];
    for (const route of forms) {
      const admin = await signIn(rig, 'Ada');
      const { csrf, cookie } = admin;
      const shapes: [type: string, body: string | Buffer][] = [
        ['application/x-www-form-urlencoded', `_csrf=${csrf}`],
        [
          'application/x-www-form-urlencoded',
          `_csrf=${csrf}&${fields.map((name) => `${name}[x]=1&${name}[]=2`).join('&')}`,
        ],
        [
          'application/x-www-form-urlencoded',
          `_csrf=${csrf}&${fields.map((name) => `${name}=1&${name}=2`).join('&')}`.slice(0, 4_000),
        ],
        [
          'application/x-www-form-urlencoded',
          `_csrf=${csrf}&__proto__[x]=1&constructor[prototype][x]=1&a=%E0%A4%A`,
        ],
        [
          'application/x-www-form-urlencoded',
          `_csrf=${csrf}&${fields.map((name) => `${name}=${'9'.repeat(1_000)}`).join('&')}`,
        ],
        ['application/json', 'null'],
        ['application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
        ['application/json', '{"__proto__":{"polluted":1},"question":[1]}'],
        [
          'multipart/form-data; boundary=x',
          '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\ncut',
        ],
        ['multipart/form-data', 'no boundary'],
        ['application/octet-stream', Buffer.from([0, 255, 254, 10, 13])],
      ];
      for (const [type, body] of shapes) {
        const reply = await fetch(rig.url + placeOf(route, 'nothing-like-it'), {
          method: 'POST',
          headers: { Cookie: cookie, Origin: rig.url, 'Content-Type': type, 'X-CSRF-Token': csrf },
          body,
          redirect: 'manual',
        });
        await reply.arrayBuffer();
        if (reply.status >= 500) failed.push(`${route} ${reply.status} ${type} ${body.slice(0, 60)}`);
      }
    }
    expect(failed).toEqual([]);
    expect('polluted' in {}).toBe(false);
    expect((await fetch(`${rig.url}/healthz`)).status).toBe(200);
  });
});
