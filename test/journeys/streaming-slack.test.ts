import { expect, test } from 'vitest';
import { wording } from '../../core/defensive-ux/wording.ts';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import type { FakeModelServer } from '../fakes/models/provider.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { FakeMessage } from '../fakes/slack/wire.ts';
import { trains } from './documents.ts';
import { startProgram } from './program.ts';
import { ask, channel, shown, startTeam } from './slack-people.ts';
import { answerOf, firstSentence, longPolicy, wholeSentences } from './written-slowly.ts';

const team = (slack: FakeSlack, { baseUrl }: FakeModelServer) =>
  startTeam(slack, { DOCENT_CHAT_MODEL: 'openai:any', OPENAI_BASE_URL: baseUrl });

/** What was appended to a streamed message, in order. */
const appended = (slack: FakeSlack, ts: string): string[] =>
  slack
    .callsOf('chat.appendStream')
    .filter(({ args }) => args['ts'] === ts)
    .map(({ args }) => String(args['markdown_text']));

const streamed = (slack: FakeSlack, thread: string, place = channel, nth = 1): Promise<FakeMessage> =>
  slack.waitFor(() => slack.posts(place, thread).filter((one) => one.text !== '')[nth - 1], {
    what: `message ${nth} of a streamed answer`,
  });

/** The finished message: it has its buttons. */
const finished = (slack: FakeSlack, message: FakeMessage): Promise<FakeMessage> =>
  slack.waitFor(() => shown(message).includes('feedback_buttons') && message, {
    what: 'the finished answer',
  });

test('an answer is streamed to Slack sentence by sentence, and its buttons and thumbs come with its end', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: answerOf(8) });
  const { admin } = await team(slack, openai);
  openai.setPace({ chunkDelayMs: 50 });
  const asked = await ask(slack, { text: trains.question });

  const message = await streamed(slack, asked.thread);
  expect(message).toMatchObject({ stream: 'open', text: expect.stringContaining(firstSentence) });
  expect(shown(message)).not.toContain('feedback_buttons');
  expect(slack.callsOf('chat.startStream')[0]?.args).toMatchObject({
    ...{ channel, thread_ts: asked.thread },
    ...{ recipient_user_id: 'U0ADA', recipient_team_id: slack.workspace.team.id },
  });
  await slack.waitFor(() => appended(slack, message.ts).length >= 3);
  expect(message.reactions.size).toBe(0);

  await finished(slack, message);
  expect(message.text).toBe(answerOf(8));
  expect(answerOf(8).startsWith(appended(slack, message.ts).join(''))).toBe(true);
  await admin.seesAnswer(trains.question, { outcome: 'Answered', delivery: 'Delivered' });
  await slack.waitFor(() => message.reactions.size === 2);
  expect(slack.posts(channel, asked.thread)).toEqual([message]);
  expect(slack.callsOf('chat.postMessage')).toEqual([]);
  // The status line said what went on before, and none stays.
  expect(slack.workspace.statuses.filter((one) => one.thread_ts === asked.thread).at(-1)?.status).toBe('');

  await slack.reaction({ action: 'added', reaction: '+1', channel, ts: message.ts });
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
});

test('a long answer is streamed to Slack into two messages, and a change at its end replaces what was shown', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: answerOf(60) });
  const { admin } = await team(slack, openai);
  await admin.upload(longPolicy.name, longPolicy.text);
  openai.setPace({ chunkDelayMs: 150, chunking: 100 });
  const long = await ask(slack, { text: `Long: ${trains.question}` });
  const first = await streamed(slack, long.thread);
  const second = await streamed(slack, long.thread, channel, 2);
  expect(second.stream).toBe('open');
  await finished(slack, first);
  await admin.seesAnswer('Long: ', { delivery: 'Delivered' });
  expect(slack.posts(channel, long.thread).map(({ ts }) => ts)).toEqual([first.ts, second.ts]);
  expect(wholeSentences(`${first.text} ${second.text}`)).toEqual(wholeSentences(answerOf(60)));
  expect(shown(second)).toContain('Train policy');

  // Without a source an answer does not stand: nothing of it is left.
  openai.setReply(answerOf(8).replaceAll(' [1]', ''));
  openai.setPace({ chunkDelayMs: 50, chunking: 'word' });
  const changed = await ask(slack, { text: `Changed: ${trains.question}` });
  const message = await streamed(slack, changed.thread);
  expect(message.text).toMatch(/^As a rule, /);
  await finished(slack, message);
  expect(message.text).toContain(wording.outcome.abstained);
  expect(shown(message)).not.toContain('travel desk');
  expect(slack.posts(channel, changed.thread)).toEqual([message]);
  expect(slack.workspace.messages.get(channel)?.filter(({ stream }) => stream === 'open')).toEqual([]);
});

test('a stream to Slack that is refused, lost or expires ends in one complete answer', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: answerOf(6) });
  const { admin } = await team(slack, openai);
  openai.setPace({ chunkDelayMs: 50 });
  const endOf = async (name: string, meanwhile: (thread: string) => Promise<void> = async () => {}) => {
    const place = `C0${name.toUpperCase()}`;
    slack.workspace.addChannel({ id: place });
    const { ts } = await slack.mention({ text: `${name}: ${trains.question}`, channel: place });
    await meanwhile(ts);
    await admin.seesAnswer(`${name}: `, { outcome: 'Answered', delivery: 'Delivered' });
    expect(
      slack.posts(place, ts).map(({ text, stream }) => [text, stream === 'open']),
      name,
    ).toEqual([[answerOf(6), false]]);
  };

  slack.faults.fail('chat.startStream', 'unknown_method', { times: 1 });
  await endOf('refused');
  slack.faults.loseResponse('chat.startStream');
  await endOf('lost');
  slack.faults.serverError('chat.startStream');
  await endOf('broken');
  slack.faults.rateLimit('chat.appendStream', { retryAfter: 1 });
  await endOf('limited');
  slack.faults.loseResponse('chat.appendStream');
  await endOf('halflost');
  slack.faults.loseResponse('chat.stopStream');
  await endOf('stoplost');
  slack.faults.loseResponse('chat.update');
  await endOf('updatelost');
  slack.faults.fail('chat.update', 'edit_window_closed', { times: 1 });
  await endOf('frozen');
  await endOf('expired', async (thread) => {
    await streamed(slack, thread, 'C0EXPIRED');
    slack.expireStreams();
  });
});

test('a program that dies while it streams to Slack finishes the same message after its start', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: answerOf(8) });
  const { env, program, admin: first } = await team(slack, openai);
  openai.setPace({ chunkDelayMs: 100 });
  const middle = await ask(slack, { text: `Middle: ${trains.question}` });
  const message = await streamed(slack, middle.thread);
  await program.kill9();
  expect(message.stream).toBe('open');

  openai.setReply('Ask the travel desk for train tickets [1].');
  const second = await startProgram(env, program);
  await finished(slack, message);
  expect(message).toMatchObject({ text: 'Ask the travel desk for train tickets [1].', stream: 'stopped' });
  await first.at(second).seesAnswer('Middle', { delivery: 'Delivered' });

  // Killed when the message stands, before anybody knows of it.
  openai.setReply(answerOf(8));
  slack.faults.slow('chat.startStream', 20_000, { times: 1 });
  const begun = await ask(slack, { text: `Begun: ${trains.question}` });
  const [empty] = await slack.waitFor(() => {
    const posts = slack.posts(channel, begun.thread);
    return posts.length > 0 && posts;
  });
  await second.kill9();
  openai.setPace({ chunkDelayMs: 0 });
  const third = await startProgram(env, program);
  await first.at(third).seesAnswer('Begun', { outcome: 'Answered', delivery: 'Delivered' });
  expect(slack.posts(channel, begun.thread)).toEqual([empty]);
  expect(empty).toMatchObject({ text: answerOf(8), stream: 'stopped' });
  expect(slack.posts(channel, middle.thread)).toEqual([message]);
});

test('a question on Slack that is edited or deleted while its answer is streamed breaks the model off', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: answerOf(20) });
  const { admin } = await team(slack, openai);
  openai.setPace({ chunkDelayMs: 100 });
  const edited = await slack.directMessage({ text: `Edited: ${trains.question}` });
  const message = await streamed(slack, edited.ts, edited.channel);
  openai.setReply('Hotels may cost up to 140 euros a night [1].');
  openai.setPace({ chunkDelayMs: 0 });
  const hotels = 'How much may a hotel room cost a night?';
  await slack.editMessage({ channel: edited.channel, ts: edited.ts, text: hotels });
  await finished(slack, message);
  expect(message.text).toContain('140 euros');
  await slack.waitFor(() => openai.requests[0]?.closedEarly);
  await admin.seesAnswer(hotels, { delivery: 'Delivered' });
  expect(slack.posts(edited.channel, edited.ts)).toEqual([message]);

  openai.setReply(answerOf(20));
  openai.setPace({ chunkDelayMs: 100 });
  const calls = openai.requests.length;
  const deleted = await slack.directMessage({ user: 'U0BEN', text: `Deleted: ${trains.question}` });
  const gone = await streamed(slack, deleted.ts, deleted.channel);
  await slack.deleteMessage({ channel: deleted.channel, ts: deleted.ts });
  await slack.waitFor(() => gone.deleted);
  await slack.waitFor(() => openai.requests[calls]?.closedEarly);
  expect(slack.posts(deleted.channel, deleted.ts)).toEqual([]);
});
