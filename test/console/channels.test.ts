import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelRules, setChannel } from '../../core/defensive-ux/channels.ts';
import { helpChannels } from '../../core/defensive-ux/help-channel.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('the Channels page', () => {
  let rig: ConsoleRig;
  let admin: Person;
  const place = { platform: 'slack', channel: 'C0HELP' };
  beforeAll(async () => {
    rig = await startConsole();
    admin = await signIn(rig, 'Ada', 'admin');
  });
  afterAll(async () => await rig.close());

  it('decides what the bot does in a channel', async () => {
    expect(await admin.text('/channels')).toContain('No channels yet');
    const [known] = await rig.library.collections();
    const collections = known?.collection ?? '';
    await admin.post('/channels/slack/C0HELP', { mode: 'suggest', collections });
    expect(await channelRules(rig.deps.store, place)).toEqual({
      mode: 'suggest',
      collections: collections === '' ? null : [collections],
      models: null,
    });
    expect(await admin.text('/channels')).toContain('C0HELP');
  });

  it('decides about direct messages, and says which collections are searched only in some places', async () => {
    const post = (form: Record<string, string>) => admin.post('/channels/discord/direct', form);
    await post({ mode: 'suggest', collections: 'all' });
    const direct = { platform: 'discord', channel: 'direct' };
    expect(await channelRules(rig.deps.store, direct)).toMatchObject({ mode: 'suggest', collections: ['*'] });
    const rules = { mode: 'answer', collections: ['hr'], models: null } as const;
    await setChannel(rig.deps, { platform: 'slack', channel: 'C0HR' }, { ...rules, collections: ['hr'] });
    const page = await admin.text('/channels');
    expect(page).toContain('Direct messages');
    expect(page).toContain('placeholder="All but hr"');
    expect(page).toMatch(/<code>hr<\/code>: C0HR/);
  });

  it('names the models that answer in a channel, once they can be opened', async () => {
    const post = (models: string) =>
      admin.post('/channels/slack/C0MODEL', { mode: 'answer', collections: '', models });
    await post('openai:a, extractive');
    const rules = await channelRules(rig.deps.store, { platform: 'slack', channel: 'C0MODEL' });
    expect(rules?.models).toEqual(['openai:a', 'extractive']);
    expect(await admin.text('/channels')).toContain('value="openai:a, extractive"');
    const refused = await post('nobody:a');
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('No such provider.');
  });

  it('names the channel where members have questions passed on to people', async () => {
    const post = (platform: string, channel: string) => admin.post(`/help-channels/${platform}`, { channel });
    expect((await post('discord', ' 1234567890123456789 ')).status).toBe(303);
    expect(await helpChannels(rig.deps.store)).toEqual({ discord: '1234567890123456789' });
    expect(await admin.text('/channels')).toContain('value="1234567890123456789"');
    const refused = await post('slack', '#team');
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Give the id of the channel');
    expect((await post('irc', 'C0TEAM')).status).toBe(404);
    await post('discord', '');
    expect(await helpChannels(rig.deps.store)).toEqual({});
  });

  it('refuses a mode and a collection that do not exist', async () => {
    const post = (form: Record<string, string>) => admin.post('/channels/slack/C0HELP', form);
    expect((await post({ mode: 'shout', collections: '' })).status).toBe(400);
    expect((await post({ mode: 'off', collections: 'nowhere' })).status).toBe(422);
    expect((await channelRules(rig.deps.store, place))?.mode).toBe('suggest');
  });
});

describe('the page of a channel', () => {
  let rig: ConsoleRig;
  let admin: Person;
  const place = { platform: 'slack', channel: 'C0ALL' };
  const form = {
    ...{
      mode: 'answer',
      style: 'links',
      thumbs: 'off',
      followUps: 'alone',
      unnamed: 'nothing',
      collections: '',
      models: '',
    },
    ...{ persona: 'Short and kind.', experts: '#travel', outside: 'allow', languages: 'en, DE' },
    ...{ quietFrom: '22:00', quietTo: '07:00', quietZone: 'Europe/Berlin', perPerson: '5', perChannel: '0' },
  };
  beforeAll(async () => {
    rig = await startConsole();
    admin = await signIn(rig, 'Ada', 'admin');
  });
  afterAll(async () => await rig.close());
  const post = (fields: Record<string, string>) =>
    admin.post('/channels/slack/C0ALL/options', { ...form, ...fields });

  it('decides everything about it, and shows it', async () => {
    expect((await post({})).status).toBe(303);
    const rules = await channelRules(rig.deps.store, place);
    expect(rules).toEqual({
      ...{ mode: 'answer', collections: null, models: null, outside: true },
      options: {
        ...{ thumbs: false, style: 'links', persona: 'Short and kind.', experts: '#travel' },
        ...{ languages: ['en', 'de'], quiet: { from: '22:00', to: '07:00', zone: 'Europe/Berlin' } },
        ...{ perPerson: 5, perChannel: 0, followUps: 'alone', unnamed: 'nothing' },
      },
    });
    const page = await admin.text('/channels/slack/C0ALL');
    for (const shown of ['Short and kind.', 'value="#travel"', 'value="en, de"', 'value="22:00"'])
      expect(page).toContain(shown);
  });

  it('keeps them when only the mode is changed in the list', async () => {
    await post({});
    await admin.post('/channels/slack/C0ALL', { mode: 'suggest', collections: '' });
    expect(await channelRules(rig.deps.store, place)).toMatchObject({
      ...{ mode: 'suggest', outside: true, options: { style: 'links' } },
    });
  });

  it.each([
    [{ quietTo: '' }, 'a beginning and an end'],
    [{ quietZone: 'Mars/Base' }, 'no time zone'],
    [{ languages: 'english' }, 'no code of a language'],
    [{ experts: '<!channel>' }, 'Experts must be'],
    [{ collections: 'nowhere' }, 'no collection'],
    [{ models: 'nobody:a' }, 'No such provider'],
  ])('says what cannot be: %o', async (fields, words) => {
    const refused = await post(fields);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(words);
  });

  it('is for admins alone, and for chats that there are', async () => {
    const curator = await signIn(rig, 'Cora', 'curator');
    expect((await curator.get('/channels/slack/C0ALL')).status).not.toBe(200);
    expect((await admin.get('/channels/telegram/C0ALL')).status).toBe(404);
  });
});
