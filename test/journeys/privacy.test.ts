import { expect, test } from 'vitest';
import { wording } from '../../core/defensive-ux/wording.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { trains } from './documents.ts';
import { ask, channel, replyTo, startTeam } from './slack-people.ts';

test('a member of a team on Slack reads what is stored about them and has it deleted', async () => {
  await using slack = await createFakeSlack();
  const { admin } = await startTeam(slack);

  const said = async (text: string) => (await replyTo(slack, await ask(slack, { text }))).text;
  const answer = await replyTo(slack, await ask(slack, { text: trains.question }));
  await slack.waitFor(() => answer.reactions.size === 2);
  await slack.reaction({ action: 'added', reaction: '+1', channel, ts: answer.ts });
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down', delivery: 'Delivered' });

  expect(await said('What do you store about me?')).toMatch(
    /2 of your messages.* on 1 of the answers you got.* 1 of your votes/s,
  );
  expect(await said('Delete my data')).toContain('delete my data now');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  expect(await said('Delete my data now')).toContain(wording.privacy.deleted.slice(0, 40));
  await admin.seesAnswer(trains.question, { votes: '–' });
  expect(await said('What do you store about me?')).toContain('1 of your messages');
});
