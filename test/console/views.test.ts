import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../console/assets.ts';
import { createAuditTrail } from '../../console/audit/audit-trail.ts';
import { createFrame } from '../../console/frame/layout.ts';
import { nothing } from '../../console/frame/parts.ts';
import { consoleRoutes } from '../../console/route-table.ts';
import { isInstead } from '../../console/routes/replies.ts';
import { type Asked, pageRoute, type ViewRoute } from '../../console/routes/view-route.ts';
import { hashToken } from '../../console/session/session.ts';
import { createExactCache } from '../../core/caching/entries/exact-cache.ts';
import { SECRET } from '../fakes/console/fake-connectors.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { aCitation, anAnswer } from '../fixtures/answers.ts';
import { type Person, signIn } from './browserless.ts';

const JSON_PLEASE = { Accept: 'application/json' };

describe('the views behind the pages', () => {
  let rig: ConsoleRig;
  let admin: Person;
  let curator: Person;
  let views: { route: ViewRoute; address: string }[];

  beforeAll(async () => {
    rig = await startConsole();
    admin = await signIn(rig);
    curator = await signIn(rig, 'Cora', 'curator');
    const document = rig.library.put(
      { path: 'leave.md', draft: 2, externalId: 'row 1' },
      'Five days.\n\nMore.',
    );
    const source = rig.sources.put({ address: 'https://docs.example.com/' });
    const seen = { documentId: null, seenAt: '2026-11-24T09:00:00.000Z' };
    rig.sources.items.set(source.sourceId, [
      { item: '/a', state: 'failed', reason: 'It is damaged.', ...seen },
    ]);
    const cache = createExactCache({ store: rig.deps.store, clock: rig.deps.clock });
    await cache.write(rig.deps.store, 'k1', anAnswer({ citations: [aCitation()] }), 'scope');
    await admin.post('/ask', { question: 'How many days?' });
    await curator.post('/cache/curated/add', { questions: 'Who?', answer: 'Nobody.' });
    await rig.batches.importSet({ name: 'Set', format: 'csv', text: 'question\none\ntwo' });
    for (const _ of [1, 2]) await rig.batches.start('set_1', {});
    await rig.batches.finishRuns();
    await rig.batches.setBaseline('run_2');
    await rig.deps.gates.save('set_1', { allowed: 0, floor: null });
    await rig.deps.gates.start('set_1');
    await rig.batches.finishRuns();
    const cora = await rig.deps.store
      .selectFrom('users')
      .select('id')
      .where('name', '=', 'Cora')
      .executeTakeFirstOrThrow();
    const [answer] = await rig.deps.feedback.answers({ limit: 1 });
    const ids: [string, string][] = [
      ['/documents/:id', `/documents/${document.documentId}`],
      ['/users/:id', `/users/${cora.id}`],
      ['/uploads/:id', `/uploads/${document.documentId}`],
      ['/sources/:id', `/sources/${source.sourceId}`],
      ['/answers/:id', `/answers/${answer?.answer.traceId}`],
      ['/cache/:key', '/cache/k1'],
      ['/channels/:platform/:channel', '/channels/slack/C0HELP'],
      ['/batches/runs/:id/cases/:case', '/batches/runs/run_1/cases/case_1'],
      ['/batches/sets/:id/cases/:case', '/batches/sets/set_1/cases/case_1'],
      ['/batches/gates/:id/runs/:run', '/batches/gates/set_1/runs/run_3'],
      ['/batches/gates/:id', '/batches/gates/set_1'],
      ['/batches/sets/:id', '/batches/sets/set_1'],
      ['/batches/runs/:id', '/batches/runs/run_1'],
      ['/tuning/runs/:id', `/tuning/runs/${await rig.deps.tuningRuns.start('Mine', 'Ada')}`],
    ];
    const assets = loadAssets();
    views = consoleRoutes(
      rig.deps,
      assets,
      createFrame(rig.deps, assets),
      createAuditTrail(rig.deps),
    ).flatMap((route) => {
      if (!('open' in route)) return [];
      const address = ids.reduce((path, [pattern, known]) => path.replace(pattern, known), route.path);
      return [{ route, address }];
    });
  });
  afterAll(async () => await rig.close());

  /** Opens a route as the console does, without a request. */
  async function viewOf({ route, address }: { route: ViewRoute; address: string }): Promise<unknown> {
    const names = route.path.split('/');
    const values = address.split('/');
    const asked: Asked = {
      user: { id: 'usr_1', name: 'Ada', role: 'admin' },
      sessionId: 'none',
      param: (name) => values[names.indexOf(`:${name}`)] ?? '',
      query: () => '',
    };
    const opened = await route.open(asked);
    if (isInstead(opened)) throw new Error(`${address} shows nothing: ${JSON.stringify(opened)}`);
    return opened.view;
  }

  it('are plain data: JSON carries each and gives it back as it was', async () => {
    expect(views.length).toBeGreaterThan(25);
    for (const place of views) {
      const view = await viewOf(place);
      expect(view, place.address).toBeTypeOf('object');
      expect(JSON.parse(JSON.stringify(view)), place.address).toEqual(view);
    }
  });

  it('are sent as they are to whoever asks for JSON', async () => {
    for (const place of views) {
      const reply = await admin.get(place.address, JSON_PLEASE);
      expect([place.address, reply.status, reply.headers.get('Content-Type')]).toEqual([
        place.address,
        200,
        'application/json; charset=utf-8',
      ]);
      expect(Object.keys((await reply.json()) as object), place.address).toEqual(
        Object.keys(JSON.parse(JSON.stringify(await viewOf(place)))),
      );
    }
  });

  it('hold no secret: no token, no key, no session', async () => {
    const secrets = [SECRET];
    for (const { cookie, csrf } of [admin, curator]) {
      const token = cookie.split('=')[1] ?? '';
      secrets.push(csrf, token, hashToken(token));
    }
    await admin.post('/users/link', { name: 'Bob' });
    const links = await rig.deps.store.selectFrom('sign_in_links').select('token_hash').execute();
    secrets.push(...links.map((link) => link.token_hash));
    expect(secrets.every((secret) => secret.length > 15)).toBe(true);
    for (const { address } of views) {
      const text = await (await admin.get(address, JSON_PLEASE)).text();
      for (const secret of secrets) expect(text, address).not.toContain(secret);
    }
  });

  it('need the same rights as their pages', async () => {
    const guests = await Promise.all(
      views.map(({ address }) => fetch(rig.url + address, { headers: JSON_PLEASE, redirect: 'manual' })),
    );
    expect(new Set(guests.map(({ status }) => status))).toEqual(new Set([401]));
    for (const { route, address } of views) {
      const reply = await curator.get(address, JSON_PLEASE);
      expect([address, reply.status]).toEqual([address, route.access === 'admin' ? 403 : 200]);
    }
  });

  it('say in JSON, too, what is not there', async () => {
    const reply = await admin.get('/documents/none', JSON_PLEASE);
    expect([reply.status, await reply.json()]).toEqual([
      404,
      {
        error: {
          title: 'This did not work',
          text: 'There is no such document. It may have been deleted.',
          reference: null,
        },
      },
    ]);
  });

  it('stay pages for browsers and for whoever takes anything', async () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const Accept of [browser, '*/*', 'text/html']) {
      const reply = await admin.get('/documents', { Accept });
      expect(reply.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    }
  });

  it('do not compile where JSON cannot carry them', () => {
    const place = {
      path: '/x',
      access: 'curator',
      page: () => ({ title: '', area: null, body: nothing }),
    } as const;
    pageRoute({ ...place, load: async () => ({ when: 'now', many: [1, null] }) });
    // @ts-expect-error a map is no plain data
    pageRoute({ ...place, load: async () => ({ seen: new Map<string, number>() }) });
    // @ts-expect-error finished HTML is no plain data
    pageRoute({ ...place, load: async () => ({ text: nothing }) });
    // @ts-expect-error a function is no plain data
    pageRoute({ ...place, load: async () => ({ act: () => 1 }) });
  });
});
