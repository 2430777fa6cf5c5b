import { describe, expect, test } from 'vitest';
import {
  type ChannelOptions,
  defaultOptions,
  quietUntil,
  readOptions,
  writeOptions,
} from '../../../../core/defensive-ux/channel-options.ts';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import { fill, wording } from '../../../../core/defensive-ux/wording.ts';
import { replied } from '../buttons/offers-rig.ts';
import { type Rig, rig, trains } from '../rig.ts';

const decide = (room: Rig, options: Partial<ChannelOptions>) =>
  setChannel(
    room.app,
    { platform: 'slack', channel: 'C1' },
    { mode: 'answer', collections: null, models: null, options: { ...defaultOptions, ...options } },
  );

const said = (room: Rig) => {
  const reply = room.platform.replies.at(-1);
  return reply?.kind === 'notice' ? reply.text : reply?.answer.text;
};

describe('quiet hours', () => {
  const at = (time: string) => Date.parse(`2026-06-01T${time}:00Z`);
  const night = { quiet: { from: '22:00', to: '07:00', zone: 'UTC' } };
  test.each([
    ['before', '21:59', null],
    ['from their first minute', '22:00', '07:00'],
    ['past midnight', '03:00', '07:00'],
    ['not in their last minute', '07:00', null],
  ])('%s', (_name, time, until) => expect(quietUntil(night, at(time))).toBe(until));
  test('go by the zone of the channel', () => {
    const berlin = { quiet: { from: '08:00', to: '09:00', zone: 'Europe/Berlin' } };
    expect(quietUntil(berlin, at('06:30'))).toBe('09:00');
    expect(quietUntil(berlin, at('08:30'))).toBeNull();
  });
});

test('options that a later version wrote are read as far as they are understood', () => {
  const stored = JSON.stringify({ thumbs: false, style: 'poem', experts: '#travel', mood: 'good' });
  expect(readOptions(stored)).toEqual({ ...defaultOptions, thumbs: false, experts: '#travel' });
  expect(writeOptions(defaultOptions)).toBeNull();
});

test('within quiet hours only the asker hears a word, and nothing is searched', async () => {
  const room = await rig();
  const now = new Date(room.app.clock.now());
  const hour = (offset: number) =>
    `${String((now.getUTCHours() + 24 + offset) % 24).padStart(2, '0')}:${now.getUTCMinutes() < 30 ? '00' : '30'}`;
  await decide(room, { quiet: { from: hour(-1), to: hour(2), zone: 'UTC' } });
  await replied(room, { text: trains });
  expect(said(room)).toBe(fill(wording.quiet, { until: hour(2) }));
  expect(room.platform.replies[0]?.onlyAsker).toBe(true);
  expect(await room.app.feedback.answers()).toEqual([]);
});

test('more questions an hour than allowed get a word, of one person or of all', async () => {
  const room = await rig();
  await decide(room, { perPerson: 1, experts: '#travel' });
  await replied(room, { text: trains });
  await replied(room, { text: trains });
  expect(said(room)).toContain('ask #travel');
  await replied(room, { text: trains, userId: 'U2' });
  expect(room.platform.replies.at(-1)?.kind).toBe('answer');
  await decide(room, { perChannel: 3 });
  await replied(room, { text: trains, userId: 'U3' });
  expect(said(room)).toBe(wording.limit.channel);
});

test('a language that the channel does not have is told which it has', async () => {
  const room = await rig();
  await decide(room, { languages: ['de', 'fr'] });
  await replied(room, { text: 'How do our employees book the tickets for a train when they travel?' });
  expect(said(room)).toBe(fill(wording.otherLanguage, { languages: 'German, French' }));
  await replied(room, { text: 'Wie buchen unsere Mitarbeiter die Fahrkarten für eine Reise mit dem Zug?' });
  expect(room.platform.replies.at(-1)?.kind).toBe('answer');
});

test('the channel’s experts are named where there is no answer', async () => {
  const room = await rig();
  await decide(room, { experts: '#house-help' });
  await replied(room);
  expect(said(room)).toContain('ask #house-help');
});
