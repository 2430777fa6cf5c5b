import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECRET } from '../fakes/console/fake-connectors.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('what only admins do', () => {
  let rig: ConsoleRig;
  let admin: Person;
  beforeEach(async () => {
    rig = await startConsole();
    admin = await signIn(rig);
  });
  afterEach(async () => await rig.close());

  const userId = async (name: string) =>
    (await rig.deps.store.selectFrom('users').select('id').where('name', '=', name).executeTakeFirstOrThrow())
      .id;

  it('shows how each platform stands, what is missing and how to connect it', async () => {
    const page = await admin.text('/connect');
    expect(page).toContain('Slack refused the bot token.');
    expect(page).toContain('Still missing: SLACK_APP_TOKEN.');
    expect(page).toContain('&quot;display_information&quot;');
    expect(page).toContain('https://discord.com/oauth2/authorize?client_id=1');
    expect(page).toContain('Send Messages, Add Reactions');
    expect(page).toContain('xoxb-…4711');
  });

  it('stores tokens, keeps what an empty field leaves alone, and removes what is ticked', async () => {
    const page = await (
      await admin.post('/connect/slack/settings', { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: ' xapp-1 ' })
    ).text();
    expect(page).toContain('SLACK_APP_TOKEN was saved.');
    expect(Object.fromEntries(rig.settings.values)).toEqual({
      SLACK_BOT_TOKEN: SECRET,
      SLACK_APP_TOKEN: 'xapp-1',
    });
    await admin.post('/connect/slack/settings', { 'remove-SLACK_BOT_TOKEN': 'yes' });
    expect(rig.settings.values.has('SLACK_BOT_TOKEN')).toBe(false);
  });

  it('sets only what the form shows', async () => {
    for (const field of ['DOCENT_PORT', 'DISCORD_TOKEN', 'PATH', 'constructor']) {
      expect(`${field} ${(await admin.post('/connect/slack/settings', { [field]: 'x' })).status}`).toBe(
        `${field} 400`,
      );
    }
    expect((await admin.post('/connect/none/settings', {})).status).toBe(404);
    expect(rig.settings.values.size).toBe(1);
  });

  it('says when a value was not saved', async () => {
    const page = await (await admin.post('/connect/discord/settings', { DISCORD_TOKEN: 'nonsense' })).text();
    expect(page).toContain('Not all was saved.');
    expect(page).toContain('it has the wrong form');
  });

  it('sets the language model, and answers htmx with that card alone', async () => {
    const reply = await admin.post(
      '/connect/model/settings',
      { DOCENT_CHAT_MODEL: 'openai:any' },
      { 'HX-Request': 'true' },
    );
    expect(await reply.text()).toMatch(/^<section id="model"/);
    expect(rig.settings.values.get('DOCENT_CHAT_MODEL')).toBe('openai:any');
    await admin.post('/connect/model/settings', { DOCENT_CHAT_MODEL: '' });
    expect(rig.settings.values.has('DOCENT_CHAT_MODEL')).toBe(false);
  });

  it('checks tokens and tells the result in words', async () => {
    const page = await (await admin.post('/connect/slack/check')).text();
    expect(page).toContain('Something is wrong.');
    expect(page).toContain('The bot token was revoked.');
    expect(page).toContain('Install the app again and copy the new token.');
    expect(await (await admin.post('/connect/discord/check')).text()).toContain('nothing to check yet');
  });

  it('makes a link for somebody new, shows it once, and it works', async () => {
    const page = await (await admin.post('/users/link', { name: 'Bob', role: 'curator' })).text();
    const link = /http:\/\/127[^<\s]+\/sign-in\/[\w-]+/.exec(page)?.[0] ?? '';
    expect(await admin.text('/users')).not.toContain(link);
    const entered = await fetch(link, { method: 'POST', headers: { Origin: rig.url }, redirect: 'manual' });
    expect(entered.status).toBe(303);
  });

  it('refuses a name that cannot be used, in words', async () => {
    const reply = await admin.post('/users/link', { name: '<script>' });
    expect([reply.status, (await reply.text()).includes('1 to 80 letters')]).toEqual([422, true]);
  });

  it('ends the sessions and links of a user who is disabled', async () => {
    const cora = await signIn(rig, 'Cora', 'curator');
    const link = await rig.link('Cora', 'curator');
    expect((await admin.post(`/users/${await userId('Cora')}/disable`)).status).toBe(303);
    expect((await cora.get('/')).status).toBe(303);
    expect((await fetch(link)).status).toBe(410);
    expect((await admin.post('/users/link', { name: 'Cora' })).status).toBe(422);
    await admin.post(`/users/${await userId('Cora')}/enable`);
    expect((await admin.post('/users/link', { name: 'Cora' })).status).toBe(200);
  });

  it('never loses its last admin', async () => {
    expect((await admin.post(`/users/${await userId('Ada')}/disable`)).status).toBe(409);
    expect((await admin.get('/users')).status).toBe(200);
    expect((await admin.post('/users/none/disable')).status).toBe(404);
    expect((await admin.post('/users/link', { name: 'Ada', role: 'curator' })).status).toBe(422);
    expect((await admin.get('/users')).status).toBe(200);
  });
});
