import { expect, test } from 'vitest';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { sendSignedEvent } from '../fakes/slack/signed-http.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';
import { ask, channel, replyTo, shown, statusCameFirst } from './slack-people.ts';

const signingSecret = 'the-signing-secret-of-the-journey';

test('a team on Slack over signed requests asks, reads and votes', async () => {
  await using slack = await createFakeSlack();
  const program = await startProgram({
    SLACK_BOT_TOKEN: slack.workspace.tokens.bot,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  const url = `${program.url}/slack/events`;
  slack.delivery.target = { url, signingSecret };
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('slack', 'Connected');

  const asked = await ask(slack, { text: trains.question });
  const answer = await replyTo(slack, asked);
  expect(statusCameFirst(slack, asked)).toBe(true);
  expect(answer.text).toContain(trains.answer);
  expect(shown(answer)).toContain('[1] Travel policy');
  await slack.waitFor(() => answer.reactions.size === 2);

  await slack.reaction({ action: 'added', reaction: '-1', channel, ts: answer.ts });
  await admin.seesAnswer(trains.question, { votes: '0 up, 1 down', delivery: 'Delivered' });
  await slack.reaction({ action: 'removed', reaction: '-1', channel, ts: answer.ts });
  await admin.seesAnswer(trains.question, { votes: '–' });
  await slack.blockAction({ ts: answer.ts, action_id: 'docent_feedback', choice: 'positive', channel });
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });

  // The command answers its author alone.
  await slack.slashCommand({ command: '/ask', text: trains.question, channel });
  const alone = await slack.waitFor(() => slack.ephemerals.find(({ via }) => via === 'api'));
  expect(alone.user).toBe('U0ADA');
  expect(alone.text).toContain(trains.answer);

  // Slack's redelivery of what it believes unseen, and somebody who does not know the secret.
  await slack.redeliver(String(slack.sent[0]?.payload['event_id']));
  const forged = slack.sent[0]?.payload ?? {};
  expect((await sendSignedEvent(url, 'a-wrong-secret', { ...forged, event_id: 'EvForged' })).status).toBe(
    401,
  );
  const again = await ask(slack, { text: 'Are first class journeys allowed?', user: 'U0BEN' });
  await replyTo(slack, again);
  expect(slack.posts(channel)).toHaveLength(2);
  expect(slack.acks.every(({ status }) => status === 200)).toBe(true);
});
