import { expect, test } from 'vitest';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { office, trains } from './documents.ts';
import { startProgram } from './program.ts';
import { ask, channel, replyTo, shown, startTeam, statusCameFirst } from './slack-people.ts';

test('a team on Slack asks, reads, votes and asks again', async () => {
  await using slack = await createFakeSlack();
  const { env, travelId, ...started } = await startTeam(slack);
  let { program, admin } = started;
  await admin.upload(office.name, office.text);

  // A status shows, then the answer stands in the thread: with its source, its label, buttons and thumbs to press.
  const asked = await ask(slack, { text: trains.question });
  const answer = await replyTo(slack, asked);
  expect(statusCameFirst(slack, asked)).toBe(true);
  expect(answer.thread_ts).toBe(asked.ts);
  expect(answer.text).toContain(trains.answer);
  expect(answer.text).toContain('[1]');
  expect(shown(answer)).toContain('[1] Travel policy');
  expect(shown(answer)).toContain('Quoted from your documents');
  expect(shown(answer)).toContain('feedback_buttons');
  await slack.waitFor(() => answer.reactions.size === 2);
  expect([...answer.reactions.keys()]).toEqual(['thumbsup', 'thumbsdown']);

  const line = await admin.seesAnswer(trains.question, {
    outcome: 'Answered',
    servedBy: 'Quoted',
    sources: 'Travel policy',
    votes: '–',
    askedIn: `Slack, ${channel}`,
    delivery: 'Delivered',
  });
  const details = await admin.page(`/answers/${line.id}`);
  expect(details(`a[href*="${asked.ts.replace('.', '')}"]`).text()).toBe('Open it in chat');

  // One vote a person: the last thumb wins, and taking it back leaves what still stands.
  const react = (action: 'added' | 'removed', reaction: string, user = 'U0ADA') =>
    slack.reaction({ action, reaction, channel, ts: answer.ts, user });
  await react('added', '+1::skin-tone-4');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  await react('added', '-1');
  await admin.seesAnswer(trains.question, { votes: '0 up, 1 down' });
  await react('removed', '+1::skin-tone-4');
  await react('added', '+1', 'U0BEN');
  await admin.seesAnswer(trains.question, { votes: '1 up, 1 down' });
  await react('removed', '-1');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  // A thumb on what somebody else wrote is no vote: the next one that counts shows that it was not counted.
  await slack.reaction({ action: 'added', reaction: '-1', channel, ts: asked.ts, user: 'U0CAT' });
  await slack.blockAction({ ts: answer.ts, action_id: 'docent_feedback', choice: 'positive', channel });
  await admin.seesAnswer(trains.question, { votes: '2 up, 0 down' });

  // A restart forgets no vote, and a thumb on the old answer still counts.
  expect(await program.stop()).toBe(0);
  program = await startProgram(env, program);
  admin = admin.at(program);
  await slack.waitForSocket(2);
  await admin.seesAnswer(trains.question, { votes: '2 up, 0 down' });
  await react('added', 'thumbsdown::skin-tone-2', 'U0CAT');
  await admin.seesAnswer(trains.question, { votes: '2 up, 1 down' });

  // A follow-up is understood from its thread.
  const followUp = await ask(slack, {
    text: 'And for how many hours is first class?',
    thread_ts: asked.ts,
  });
  expect((await replyTo(slack, followUp)).text).toContain('more than four hours');
  const { id } = await admin.seesAnswer('And for how many hours', { outcome: 'Answered' });
  expect((await admin.page(`/answers/${id}`))('.facts').text()).toContain('book train tickets');

  // Somebody voted the answer down, so it is not served from the cache; it is gone with its source.
  const again = await ask(slack, { text: trains.question, user: 'U0BEN' });
  const anew = await replyTo(slack, again);
  expect(shown(anew)).not.toContain('Answered before');
  expect(anew.text).toBe(answer.text);
  await admin.deleteDocument(travelId);
  const late = await ask(slack, { text: trains.question, user: 'U0CAT' });
  const without = await replyTo(slack, late);
  expect(without.text).toContain('I could not find this');
  expect(shown(without)).not.toMatch(/travel desk|Travel policy/);

  expect(slack.posts(channel)).toHaveLength(4);
  expect(slack.warnings).toEqual([]);
  // The bound is a second; one slow moment of the machine is not Docent's.
  expect(Math.min(asked.seenMs, again.seenMs, late.seenMs)).toBeLessThan(1_000);
});
