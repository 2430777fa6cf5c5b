import { expect, test } from 'vitest';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import type { FakeModelServer } from '../fakes/models/provider.ts';
import { manifestEvents } from '../fakes/slack/envelopes.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import { trains } from './documents.ts';
import { startProgram } from './program.ts';
import { type Asked, ask, channel, replyTo, shown, startTeam } from './slack-people.ts';

const written = 'Ask the travel desk for train tickets [1].';

/** A team on Slack with a model, the travel policy uploaded. */
const team = (slack: FakeSlack, { baseUrl }: FakeModelServer) =>
  startTeam(slack, { DOCENT_CHAT_MODEL: 'openai:any', OPENAI_BASE_URL: baseUrl });

const postsIn = (slack: FakeSlack, { thread }: Asked) => slack.posts(channel, thread);

test('one question has one reply on Slack, whatever the network does', async () => {
  await using slack = await createFakeSlack({ subscriptions: [...manifestEvents, 'message.channels'] });
  await using openai = await createFakeOpenAI({ reply: written });
  const { admin } = await team(slack, openai);
  const asked: Asked[] = [];
  const askAndRead = async (text: string) => {
    const one = await ask(slack, { text });
    asked.push(one);
    return replyTo(slack, one);
  };

  // Each event twice, as a mention and as a message, and again later as Slack's redelivery.
  slack.delivery.copies = 2;
  await askAndRead(`Doubled: ${trains.question}`);
  slack.delivery.copies = 1;
  await slack.redeliver(String(slack.sent.at(-1)?.payload['event_id']));

  // Out of order: the message event before the mention.
  slack.delivery.hold();
  const late = ask(slack, { text: `Reordered: ${trains.question}` });
  await slack.waitFor(() => slack.workspace.messages.get(channel)?.at(-1)?.text.includes('Reordered'));
  await slack.delivery.release('reversed');
  asked.push(await late);
  await replyTo(slack, await late);

  slack.faults.loseResponse('chat.postMessage');
  await askAndRead(`Lost: ${trains.question}`);
  slack.faults.rateLimit('chat.postMessage', { retryAfter: 1 });
  await askAndRead(`Limited: ${trains.question}`);
  slack.faults.serverError('chat.postMessage', { times: 2 });
  await askAndRead(`Outage: ${trains.question}`);
  slack.faults.resetConnection('chat.postMessage');
  await askAndRead(`Reset: ${trains.question}`);

  for (const one of ['Doubled', 'Reordered', 'Lost', 'Limited', 'Outage', 'Reset'])
    await admin.seesAnswer(`${one}: `, { outcome: 'Answered', delivery: 'Delivered' });
  expect(asked.map((one) => postsIn(slack, one).length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await admin.answers()).toHaveLength(6);
});

test('a question on Slack that was accepted has one reply, though the program dies before, while and after writing it', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: written });
  const { env, program, admin: first } = await team(slack, openai);

  // Killed while the model thinks.
  openai.setPace({ latencyMs: 30_000 });
  const thinking = await ask(slack, { text: `Killed thinking: ${trains.question}` });
  await slack.waitFor(() => openai.requests.length === 1);
  await program.kill9();
  expect(postsIn(slack, thinking)).toEqual([]);
  openai.setPace({ latencyMs: 0 });
  const second = await startProgram(env, program);
  expect(shown(await replyTo(slack, thinking))).toContain('travel desk');
  let admin = first.at(second);
  await admin.seesAnswer('Killed thinking', { outcome: 'Answered', delivery: 'Delivered' });

  // Killed when the message stands, before Slack's answer to the posting came.
  slack.faults.slow('chat.postMessage', 20_000, { times: 1 });
  const posted = await ask(slack, { text: `Killed posting: ${trains.question}` });
  const reply = await replyTo(slack, posted);
  await second.kill9();
  const third = await startProgram(env, program);
  admin = first.at(third);
  await admin.seesAnswer('Killed posting', { outcome: 'Answered', delivery: 'Delivered' });
  await slack.waitFor(() => reply.reactions.size === 2);
  await slack.reaction({ action: 'added', reaction: '+1', channel, ts: reply.ts });
  await admin.seesAnswer('Killed posting', { votes: '1 up, 0 down' });

  // Stopped in good order while the model thinks: the question waits for the next start.
  openai.setPace({ latencyMs: 30_000 });
  const calls = openai.requests.length;
  const stopped = await ask(slack, { text: `Stopped: ${trains.question}` });
  await slack.waitFor(() => openai.requests.length === calls + 1);
  expect(await third.stop()).toBe(0);
  openai.setPace({ latencyMs: 0 });
  const fourth = await startProgram(env, program);
  expect((await replyTo(slack, stopped)).text).toContain('travel desk');
  admin = first.at(fourth);
  await admin.seesAnswer('Stopped', { outcome: 'Answered', delivery: 'Delivered' });

  // Slack sends the events again that it believes unseen.
  for (const { payload } of slack.sent.filter(({ kind }) => kind === 'events_api'))
    await slack.redeliver(String(payload['event_id']));
  await replyTo(slack, await ask(slack, { text: `Last: ${trains.question}` }));
  expect([thinking, posted, stopped].map((one) => postsIn(slack, one).length)).toEqual([1, 1, 1]);
  expect(slack.posts(channel)).toHaveLength(4);
});
