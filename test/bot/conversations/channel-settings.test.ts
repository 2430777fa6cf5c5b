import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createChannelSettings } from '../../../bot/conversations/channel-settings.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { channelRules } from '../../../core/defensive-ux/channels.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { systemClock as clock } from '../../../core/local/system-clock.ts';
import { systemRandom as random } from '../../../core/local/system-random.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const log = pino({ level: 'silent' });
const place = { platform: 'slack', channel: 'C1', userId: 'U1' };

async function settings() {
  const { store, ...temp } = await openTempStore();
  const config = () => loadConfig({});
  return { store, ...createChannelSettings({ store, config, clock, random, log }), ...temp };
}

test('each form asks five things at most, and saving one leaves what the other holds', async () => {
  await using room = await settings();
  for (const page of ['settings', 'limits'] as const) {
    const { fields, title } = await room.form(place, page);
    expect(fields.length).toBeLessThanOrEqual(5);
    expect(title.length).toBeLessThanOrEqual(24);
    for (const field of fields) expect(field.label.length).toBeLessThanOrEqual(45);
  }
  await room.save(place, { mode: 'suggest', style: 'links', thumbs: 'off', experts: '#it', quiet: '' });
  const limits = {
    followUps: 'alone',
    unnamed: 'nothing',
    languages: 'EN, de',
    perPerson: '5',
    perChannel: '',
  };
  expect(await room.save(place, limits)).toEqual({ words: wording.channelForm.saved });
  expect(await channelRules(room.store, place)).toMatchObject({
    mode: 'suggest',
    options: {
      ...{ style: 'links', thumbs: false, experts: '#it', quiet: null, persona: '' },
      ...{ followUps: 'alone', unnamed: 'nothing', languages: ['en', 'de'], perPerson: 5, perChannel: 0 },
    },
  });
  const { fields } = await room.form(place, 'limits');
  expect(Object.fromEntries(fields.map(({ id, value }) => [id, value]))).toEqual({
    ...{ followUps: 'alone', unnamed: 'nothing', languages: 'en, de', perPerson: '5', perChannel: '' },
  });
});

test.each([
  ['languages', 'English'],
  ['perPerson', '-1'],
  ['perChannel', 'many'],
  ['perChannel', '1001'],
  ['quiet', 'at night'],
  ['experts', '<!channel>'],
])('a field that cannot be read changes nothing: %s', async (field, value) => {
  await using room = await settings();
  const { wrong } = await room.save(place, { mode: 'off', [field]: value });
  expect(wrong?.field).toBe(field);
  expect(await channelRules(room.store, place)).toBeNull();
});
