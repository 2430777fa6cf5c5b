import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../fakes/discord/push-interactions.ts';
import { aReply } from '../../fixtures/answers.ts';
import { connected, hastyClock, platformFor, type Rig } from './rig.ts';

const own = ({ fake }: Rig) =>
  fake.messages().filter(({ author, deleted }) => author.id === fake.bot.id && !deleted);
const ask = (rig: Rig, options: Record<string, string | boolean> = {}, channel = 'general') =>
  rig.fake.slashCommand({
    name: 'ask',
    options: { question: 'How do I book a train?', ...options },
    channel,
  });

describe('the command /ask', () => {
  it('is registered once, and again only when it changed', async () => {
    const { fake, heard } = await connected();
    const registrations = () => fake.requestsTo('PUT /applications/*/commands');
    await fake.waitFor(() => registrations().length === 1);
    const again = platformFor(fake);
    await again.start(heard.handlers);
    await fake.waitFor(() => fake.requestsTo('GET /applications/*/commands').length === 2);
    await again.stop();
    expect(registrations()).toHaveLength(1);
    expect(fake.commands.get('global')).toMatchObject([
      {
        name: 'ask',
        options: [
          { name: 'question', type: 3, required: true },
          { name: 'share', type: 5 },
        ],
      },
      {
        ...{ name: 'docent', default_member_permissions: '16' },
        options: [
          { name: 'settings', type: 1 },
          { name: 'limits', type: 1 },
        ],
      },
      { name: 'Save as knowledge', type: 3, default_member_permissions: '8192' },
      { name: 'Ask about this', type: 3 },
    ]);
  });

  it('is deferred for the asker alone, and its answer takes that place', async () => {
    const rig = await connected();
    const command = ask(rig);
    const question = await rig.question(command.id);
    const response = await rig.fake.waitFor(() => command.response);
    expect(response).toMatchObject({ type: 5, data: { flags: 64 } });
    expect(question).toMatchObject({
      kind: 'command',
      text: 'How do I book a train?',
      eventId: command.id,
      userId: rig.fake.user('ada').id,
      address: { channel: rig.fake.channel('general').id, thread: null },
    });
    await rig.platform.acknowledge(question);
    const delivered = await rig.platform.deliver(aReply(question));
    const [message, ...others] = own(rig);
    expect(others).toEqual([]);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: [message?.id] });
    expect(message?.ephemeralTo?.name).toBe('ada');
    expect(message?.content).toContain('Book trains through the travel desk.');
    expect(message?.pings).toEqual({ users: [], roles: [], everyone: false });
    expect(message && buttonsOf(message).map(({ label }) => label)).toEqual([
      'Good answer',
      'Bad answer',
      'Why this answer?',
    ]);
    expect(rig.fake.typing).toEqual([]);
  });

  it('has the words of a message asked from its menu, for whoever chose it alone', async () => {
    const rig = await connected();
    const target = rig.fake.plainMessage({
      user: 'bea',
      text: `How does <@${rig.fake.user('cid').id}> book a train?`,
    });
    const chosen = rig.fake.messageCommand({ name: 'Ask about this', target });
    const question = await rig.question(chosen.id);
    expect(question).toMatchObject({
      ...{ kind: 'command', text: 'How does @cid book a train?', userId: rig.fake.user('ada').id },
    });
    await rig.platform.deliver(aReply(question));
    expect(own(rig).map(({ ephemeralTo }) => ephemeralTo?.name)).toEqual(['ada']);
  });

  it('shows the answer to everyone when asked to', async () => {
    const rig = await connected();
    const question = await rig.question(ask(rig, { share: true }).id);
    await rig.platform.deliver(aReply(question));
    expect(own(rig).map(({ ephemeralTo }) => ephemeralTo)).toEqual([undefined]);
  });

  it('answers in as many messages as it takes, all of them private', async () => {
    const rig = await connected();
    const question = await rig.question(ask(rig).id);
    const delivered = await rig.platform.deliver(aReply(question, { text: 'Words and more. '.repeat(300) }));
    expect(own(rig).length).toBeGreaterThan(2);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: own(rig).map(({ id }) => id) });
    expect(own(rig).every(({ ephemeralTo }) => ephemeralTo?.name === 'ada')).toBe(true);
  });

  it('answers once although a response gets lost', async () => {
    const rig = await connected({ clock: hastyClock() });
    const question = await rig.question(ask(rig).id);
    rig.fake.faults.next('PATCH /webhooks/*/*/messages/@original', { kind: 'lost-response' });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toHaveLength(1);
  });

  it('repeats nothing after a restart', async () => {
    const rig = await connected();
    const reply = aReply(await rig.question(ask(rig).id), { text: 'Words and more. '.repeat(300) });
    await rig.platform.deliver(reply);
    const shown = own(rig).length;
    const restarted = platformFor(rig.fake);
    expect(await restarted.deliver(reply)).toEqual({ kind: 'delivered', messageIds: [own(rig)[0]?.id] });
    expect(own(rig)).toHaveLength(shown);
  });

  it('has a further reply where somebody pressed "try again" under the first one, which stays', async () => {
    const rig = await connected({ clock: hastyClock() });
    const question = await rig.question(ask(rig).id);
    const offers = ['try-again'] as const;
    await rig.platform.deliver({ ...aReply(question, { outcome: 'unavailable', text: 'Sorry.' }), offers });
    const [apology] = own(rig);
    if (apology === undefined) throw new Error('no apology');
    let token = '';
    rig.heard.handlers.onPress = async ({ replyToken = '' }) => {
      token = replyToken;
      return null;
    };
    rig.fake.buttonPress({ message: apology, button: 'Try again' });
    await rig.fake.waitFor(() => own(rig).length === 2 && token);
    // The command's own fifteen minutes are over by then.
    const messageId = '1';
    const again = {
      ...aReply({ ...question, messageId, replyToken: token }, {}, 'again'),
      further: true as const,
    };
    rig.fake.faults.next('PATCH /webhooks/*/*/messages/@original', { kind: 'lost-response' });
    expect(await rig.platform.deliver(again)).toMatchObject({ kind: 'delivered' });
    expect(await platformFor(rig.fake).deliver(again)).toMatchObject({ kind: 'delivered' });
    expect(own(rig).map(({ content }) => content.split('\n')[0])).toEqual([
      'Sorry.',
      expect.stringContaining('Book trains'),
    ]);
    expect(own(rig).every(({ ephemeralTo }) => ephemeralTo?.name === 'ada')).toBe(true);
  });

  it('is answered by a direct message when its token has expired', async () => {
    const rig = await connected();
    const question = await rig.question(ask(rig).id);
    rig.fake.expireInteractions();
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    const [message] = rig.fake.messages(rig.fake.dm('ada').id);
    expect(message?.content).toContain('Book trains');
  });

  const CALLBACK = 'POST /interactions/*/*/callback';

  it('is stored although Discord never hears that it was seen, and its asker gets a direct message', async () => {
    const rig = await connected({ clock: hastyClock() });
    rig.fake.faults.next(CALLBACK, { kind: 'lost-request' }, 100_000);
    const command = ask(rig);
    const question = await rig.question(command.id);
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(command.response).toBeUndefined();
    expect(own(rig).map(({ channelId }) => channelId)).toEqual([rig.fake.dm('ada').id]);
  });

  it('is stored although it is seen too late', async () => {
    const rig = await connected({ interactionDeadlineMs: 0 });
    const question = await rig.question(ask(rig).id);
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig).map(({ channelId }) => channelId)).toEqual([rig.fake.dm('ada').id]);
  });

  it('is answered in its place although the response to the first response got lost', async () => {
    const rig = await connected();
    rig.fake.faults.next(CALLBACK, { kind: 'lost-response' });
    const command = ask(rig);
    const question = await rig.question(command.id);
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig).map(({ interactionId, ephemeralTo }) => [interactionId, ephemeralTo?.name])).toEqual([
      [command.id, 'ada'],
    ]);
  });

  it('is responded to while the store is busy, and its answer waits for that', async () => {
    const rig = await connected();
    const stored = Promise.withResolvers<void>();
    const { onQuestion } = rig.heard.handlers;
    rig.heard.handlers.onQuestion = async (question) => {
      await stored.promise;
      await onQuestion(question);
    };
    const command = ask(rig);
    await rig.fake.waitFor(() => command.response);
    stored.resolve();
    await rig.platform.deliver(aReply(await rig.question(command.id)));
    expect(own(rig)).toMatchObject([{ interactionId: command.id }]);
  });

  const noDirect = 'POST /users/@me/channels';

  it.each([
    [true, 'the answer', 'Book trains'],
    [false, 'only that there is one', 'Allow direct messages'],
  ])('whose asker takes no direct messages: with share %s the channel hears %s', async (share, _, words) => {
    const rig = await connected({ interactionDeadlineMs: 0 });
    const question = await rig.question(ask(rig, { share }).id);
    rig.fake.faults.next(noDirect, { kind: 'error', status: 403, code: 50007 });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toMatchObject([{ channelId: rig.fake.channel('general').id }]);
    expect(own(rig)[0]?.content).toContain(words);
    expect(own(rig)[0]?.content.includes('Book trains')).toBe(share);
  });

  it('says so when the question could not be taken in', async () => {
    const rig = await connected();
    rig.heard.handlers.onQuestion = async () => {
      throw new Error('disk full');
    };
    ask(rig);
    const message = await rig.fake.waitFor(() => own(rig).find(({ content }) => content !== ''));
    expect(message.content).toContain('Something went wrong on my side');
    expect(rig.platform.status().state).toBe('ready');
  });

  it('knows the thread it was used in', async () => {
    const rig = await connected();
    const thread = rig.fake.createThread({ name: 'old', archived: true });
    const question = await rig.question(ask(rig, {}, thread.id).id);
    expect(question.address).toMatchObject({ channel: rig.fake.channel('general').id, thread: thread.id });
  });
});
