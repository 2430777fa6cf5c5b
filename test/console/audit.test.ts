import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../console/assets.ts';
import { listEntries } from '../../console/audit/audit-log.ts';
import { createAuditTrail } from '../../console/audit/audit-trail.ts';
import { createFrame } from '../../console/frame/layout.ts';
import { consoleRoutes } from '../../console/route-table.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

const TOKEN = 'xoxb-canary-4711-0815-secret';

describe('the audit log', () => {
  let rig: ConsoleRig;
  let admin: Person;
  let curator: Person;
  beforeAll(async () => {
    rig = await startConsole();
    admin = await signIn(rig, 'Ada', 'admin');
    curator = await signIn(rig, 'Cora', 'curator');
  });
  afterAll(async () => await rig.close());

  const entries = () => listEntries(rig.deps.store, { limit: 200 });
  const latest = async () => {
    const [entry] = await entries();
    if (entry === undefined) throw new Error('the log is empty');
    return entry;
  };
  const channel = (mode: string) =>
    admin.post('/channels/slack/C0AUDIT', { mode, collections: '', models: '' });
  const undo = (id: number) => admin.post(`/audit/${id}/undo`);

  it('is told by every form what it changes, but for those that change nothing', () => {
    const assets = loadAssets();
    const trail = createAuditTrail(rig.deps);
    const forms = consoleRoutes(rig.deps, assets, createFrame(rig.deps, assets), trail).flatMap((route) =>
      'act' in route ? [route] : [],
    );
    const silent = forms.filter(({ audited }) => typeof audited === 'string').map(({ path }) => path);
    expect(silent.sort()).toEqual([
      '/answers/:id/vote',
      '/ask',
      '/audit/:id/undo',
      '/batches/sets/:id/estimate',
      '/connect/:id/check',
      '/documents/:id/preview',
      '/documents/duplicates/look',
      '/guards/test',
      '/rehearsal/ask',
      '/rehearsal/clear',
      '/rehearsal/press',
    ]);
    expect(forms.length - silent.length).toBeGreaterThan(35);
  });

  it('knows who signed in', async () => {
    expect(await latest()).toMatchObject({
      by: { name: 'Cora', via: 'console' },
      action: 'user.sign-in',
      at: '2026-11-24T10:00:00.000Z',
    });
  });

  it('says who changed what, and how it stood before and after', async () => {
    await channel('answer');
    expect(await latest()).toMatchObject({
      by: { name: 'Ada', via: 'console' },
      action: 'channel.set',
      subject: 'slack/C0AUDIT',
      before: null,
      after: { mode: 'answer', collections: null },
    });
    await channel('suggest');
    expect(await latest()).toMatchObject({ before: { mode: 'answer' }, after: { mode: 'suggest' } });
    const page = await admin.text('/audit?about=channel&q=C0AUDIT');
    expect(page).toContain('<del>answer</del>');
    expect(page).toContain('<ins>suggest</ins>');
  });

  it('tells of people who are invited, disabled and enabled', async () => {
    await admin.post('/users/link', { name: 'Bob', role: 'curator' });
    expect(await latest()).toMatchObject({
      action: 'user.link',
      subject: 'Bob',
      before: null,
      after: { role: 'curator', disabled: false },
    });
    const { id } = await rig.deps.store
      .selectFrom('users')
      .select('id')
      .where('name', '=', 'Bob')
      .executeTakeFirstOrThrow();
    await admin.post(`/users/${id}/disable`);
    expect(await latest()).toMatchObject({ action: 'user.disable', after: { name: 'Bob', disabled: true } });
    expect((await undo((await latest()).id)).status).toBe(303);
    expect(await latest()).toMatchObject({ action: 'user.disable', after: { disabled: false } });
  });

  it('has nothing of a form that was refused, or that is about nothing', async () => {
    const before = (await entries()).length;
    expect((await admin.post('/channels/nowhere/C1', { mode: 'off', collections: '' })).status).toBe(404);
    expect((await admin.post('/users/link', { name: '<b>' })).status).toBe(422);
    expect((await curator.post('/documents/none/delete')).status).toBe(404);
    expect((await curator.post('/users/link', { name: 'Eve', role: 'admin' })).status).toBe(403);
    expect((await entries()).length).toBe(before);
  });

  it('holds no secret, whichever way one comes', async () => {
    await admin.post('/connect/slack/settings', { SLACK_BOT_TOKEN: TOKEN });
    expect((await latest()).action).toBe('settings.save');
    await curator.post('/documents/synonyms', { said: 'the token', meant: `it is ${TOKEN}` });
    expect((await latest()).action).toBe('synonym.keep');
    const rows = await rig.deps.store.selectFrom('audit').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(TOKEN);
    expect(await admin.text('/audit')).not.toContain(TOKEN);
    // What had to be taken out cannot be put back.
    expect((await undo((await latest()).id)).status).toBe(409);
  });

  it('is only ever added to', async () => {
    const { store } = rig.deps;
    await expect(store.updateTable('audit').set({ name: 'nobody' }).execute()).rejects.toThrow(
      'never changed',
    );
    await expect(store.deleteFrom('audit').execute()).rejects.toThrow('never changed');
    await expect(sql`INSERT OR REPLACE INTO audit SELECT * FROM audit`.execute(store)).rejects.toThrow();
    expect((await entries()).length).toBeGreaterThan(5);
  });

  it('undoes what nobody changed since, once, and says so', async () => {
    await channel('off');
    const { id } = await latest();
    expect((await undo(id)).status).toBe(303);
    expect(await latest()).toMatchObject({ undoes: id, before: { mode: 'off' }, after: { mode: 'suggest' } });
    expect((await undo(id)).status).toBe(409);
    expect((await undo(999_999)).status).toBe(404);
    expect(await admin.text('/audit')).toContain(`(undid ${id})`);
  });

  it('undoes nothing over a later change', async () => {
    await channel('answer');
    const { id } = await latest();
    await channel('off');
    const refused = await undo(id);
    expect([refused.status, (await refused.text()).includes('changed again since')]).toEqual([409, true]);
  });

  it('puts settings, synonyms, guards and collections back as they were', async () => {
    const putBack = async (form: string, fields: Record<string, string>) => {
      expect((await admin.post(form, fields)).status).toBeLessThan(400);
      const { id, before } = await latest();
      expect((await undo(id)).status, form).toBe(303);
      expect((await latest()).after, form).toEqual(before);
    };
    await putBack('/connect/model/settings', { DOCENT_CHAT_MODEL: 'openai:any' });
    await putBack('/documents/synonyms', { said: 'pto', meant: 'paid leave' });
    await putBack('/help-channels/slack', { channel: 'C0HELP0000' });
    const [guard] = (await rig.deps.guardService.list()).filter(({ essential }) => essential !== true);
    await putBack(`/guards/${guard?.id}`, { on: 'no' });
    await putBack(`/guards/${guard?.id}`, { move: 'down' });
    await putBack('/cache/curated/add', { questions: 'Who cooks?', answer: 'Nobody.', collection: '' });
  });

  it('is shown page by page, and what is looked for alone', async () => {
    for (let at = 0; at < 60; at++)
      await curator.post('/documents/synonyms', { said: `word ${at}`, meant: 'thing' });
    const page = await admin.text('/audit?about=synonym&by=Cora');
    expect(page.match(/<tr id="entry-/g)).toHaveLength(50);
    const next = /<a class="button quiet" href="([^"]+)" rel="next"/
      .exec(page)?.[1]
      ?.replaceAll('&amp;', '&');
    const second = await admin.text(next ?? '');
    expect(second.match(/<tr id="entry-/g)?.length).toBeGreaterThan(9);
    expect(second).toContain('word 0');
    expect(await admin.text('/audit?q=%25')).toContain('Nothing matches');
    expect(await admin.text('/audit?by=Ada&about=synonym')).not.toContain('word 1');
  });
});
