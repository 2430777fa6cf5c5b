import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { allText, wholeRig } from './whole-rig.ts';

const came = (user: string) => ({
  ...{ type: 'member_joined_channel', user, channel: 'C0HELP', channel_type: 'C' },
  ...{ team: 'T0DOCENT', inviter: 'U0ADA', event_ts: '1.1' },
});

test('a channel that the bot is brought to is greeted once; others who come are not', async () => {
  const { slack } = await wholeRig();
  const { bot } = slack.workspace;
  await slack.event(came('U0BEN'));
  await slack.event(came(bot.user_id));
  const welcome = await slack.waitForMessage('C0HELP', (one) => allText(one).includes(wording.welcome));
  expect(welcome.thread_ts).toBeUndefined();
  expect(allText(welcome)).toContain('Travel');
  await slack.event(came(bot.user_id));
  await delay(500);
  expect(slack.posts('C0HELP')).toHaveLength(1);
});
