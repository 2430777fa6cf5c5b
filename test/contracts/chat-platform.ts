import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Delivered, HelpPost, IncomingQuestion, Offer } from '../../core/ports/chat-platform.ts';
import type { LiveRecord } from '../../core/ports/live-reply.ts';
import { aReply } from '../fixtures/answers.ts';
import { type ChatPlatformRig, createHeard, type Heard, hostile } from './chat-platform-rig.ts';

/** Every `ChatPlatform` passes this, the real library running against the platform's fake. */
export function chatPlatformContract(name: string, setup: () => Promise<ChatPlatformRig>): void {
  describe(`ChatPlatform contract: ${name}`, () => {
    const open: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of open.splice(0).reverse()) await close();
    });

    const begin = async (): Promise<{ rig: ChatPlatformRig; heard: Heard }> => {
      const rig = await setup();
      const heard = createHeard();
      open.push(
        () => rig.close(),
        () => rig.platform.stop(),
      );
      await rig.platform.start(heard.handlers);
      await vi.waitFor(() => expect(rig.platform.status().state).toBe('ready'), { timeout: 10_000 });
      return { rig, heard };
    };

    const asked = async (
      { rig, heard }: { rig: ChatPlatformRig; heard: Heard },
      text: string,
      inThreadOf?: string,
    ): Promise<IncomingQuestion> => {
      const { messageId } = await rig.ask(text, inThreadOf);
      return vi.waitFor(() => {
        const question = heard.questions.find((one) => one.messageId === messageId);
        if (question === undefined) throw new Error(`the question ${messageId} has not arrived`);
        return question;
      });
    };

    const idsOf = (delivered: Delivered): string[] => {
      if (delivered.kind !== 'delivered') throw new Error(`${delivered.kind}: ${delivered.why}`);
      return delivered.messageIds;
    };

    test('hands a mention over with the mention taken out', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      expect(question).toMatchObject({ text: 'How do I book a train?', kind: 'mention' });
      expect(question.address.platform).toBe(rig.platform.id);
      expect(question.eventId).not.toBe('');
      expect(question.userId).not.toBe('');
    });

    test('shows that the question was seen', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      expect(rig.acknowledged(question.messageId)).toBe(false);
      await rig.platform.acknowledge(question);
      expect(rig.acknowledged(question.messageId)).toBe(true);
    });

    test('posts the answer with its source and label', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const ids = idsOf(await rig.platform.deliver(aReply(question)));
      expect(rig.shown().map((message) => message.id)).toEqual(ids);
      const [first] = rig.shown();
      expect(first?.text).toContain('Book trains through the travel desk.');
      expect(first?.text).toContain('Travel policy');
      expect(first?.text).toContain('Quoted from your documents');
    });

    test('posts once when the same delivery is asked for twice', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const first = idsOf(await rig.platform.deliver(aReply(question)));
      const second = idsOf(await rig.platform.deliver(aReply(question)));
      expect(second).toEqual(first);
      expect(rig.shown()).toHaveLength(first.length);
    });

    test('leaves exactly one visible answer when a response gets lost', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      rig.loseNextResponse();
      let delivered = await rig.platform.deliver(aReply(question));
      if (delivered.kind === 'retry') delivered = await rig.platform.deliver(aReply(question));
      expect(idsOf(delivered)).toEqual(rig.shown().map((message) => message.id));
      expect(rig.shown()).toHaveLength(1);
    });

    /** Where a platform writes down in which messages it shows an answer; null = begun, and not known to stand. */
    const aRecord = (): { kept: (string | null)[]; record: LiveRecord } => {
      const kept: (string | null)[] = [];
      const record: LiveRecord = {
        begin: async (part) => void kept.splice(part, 1, null),
        stands: async (part, messageId) => void kept.splice(part, 1, messageId),
        refused: async (part) => void kept.splice(part, 1),
      };
      return { kept, record };
    };

    test('shows an answer while it is written, and the reply takes the place of what was shown', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const { kept, record } = aRecord();
      const live = rig.platform.live?.(question, 'ask_live', record) ?? null;
      live?.show(`Ask the travel desk. [1] ${hostile}`);
      await vi.waitFor(() => expect(rig.shown()[0]?.text).toContain('Ask the travel desk'), {
        timeout: 10_000,
      });
      const [shown] = rig.shown();
      expect(kept).toEqual([shown?.id]);
      expect(shown?.pings).toEqual([]);
      await live?.end();
      const reply = { ...aReply(question), deliveryId: 'ask_live', replaces: [String(shown?.id)] };
      expect(idsOf(await rig.platform.deliver(reply))).toEqual([shown?.id]);
      expect(rig.shown().map(({ id }) => id)).toEqual([shown?.id]);
      expect(rig.shown()[0]?.text).toMatch(/^Book trains through the travel desk/);
      expect(rig.shown()[0]?.text).not.toContain('Ask the travel desk');
    });

    test('takes back what was shown of an answer that may not stand', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const live = rig.platform.live?.(question, 'ask_live', aRecord().record) ?? null;
      live?.show('Ask the travel desk. [1]');
      await vi.waitFor(() => expect(rig.shown()[0]?.text).toContain('travel desk'), { timeout: 10_000 });
      live?.show('');
      await live?.end();
      expect(rig.shown().map(({ text }) => text.includes('travel desk'))).toEqual([false]);
    });

    test('explains an answer to whoever presses the button, without pinging anybody', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const [messageId = ''] = idsOf(await rig.platform.deliver(aReply(question)));
      const before = rig.shown().length;
      const explanation = await rig.pressWhy(messageId);
      expect(heard.whys).toEqual([expect.objectContaining({ platform: rig.platform.id, messageId })]);
      expect(explanation.text).toContain('I used these passages.');
      expect(explanation.pings).toEqual([]);
      expect(rig.shown()).toHaveLength(before);
    });

    test('offers buttons under an apology and under thin evidence, and shows their presser alone what came of it', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const offers: Offer[] = ['ask-human', 'try-again', 'delete-reply'];
      const apology = {
        ...aReply(question, { outcome: 'unavailable', text: 'Sorry.', citations: [] }),
        offers,
      };
      const [messageId = ''] = idsOf(await rig.platform.deliver(apology));
      for (const offer of offers) {
        const heardBack = await rig.pressOffer(messageId, offer);
        expect(heardBack.text).toContain('Passed on.');
        expect(heardBack.pings).toEqual([]);
      }
      expect(heard.presses).toEqual(
        offers.map((offer) => expect.objectContaining({ platform: rig.platform.id, messageId, offer })),
      );
      expect(heard.presses[0]?.userId).not.toBe(question.userId);
      expect(rig.shown()).toHaveLength(1);
    });

    const forPeople = (
      rig: ChatPlatformRig,
      { userId }: IncomingQuestion,
      link: string | null,
    ): HelpPost => ({
      deliveryId: 'ask_1-people',
      channel: rig.helpChannel,
      userId,
      question: `${hostile} ${'Who repairs the lift? '.repeat(400)}`,
      link,
      nearest: [{ documentId: 'd', externalId: null, title: `Lifts ${hostile}`, path: 'lifts.md' }],
      since: Date.now(),
    });

    test('passes a question on as one message that names the asker and pings nobody else', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'Who repairs the lift?');
      const link = await rig.platform.permalink(question.address, question.messageId);
      const ids = idsOf(await rig.platform.passOn(forPeople(rig, question, link)));
      const again = idsOf(await rig.platform.passOn(forPeople(rig, question, link)));
      expect(again).toEqual(ids);
      expect(rig.shown('help').map(({ id }) => id)).toEqual(ids);
      const [post] = rig.shown('help');
      expect(post?.text).toContain(rig.mentionOf(question.userId));
      expect(post?.text).toContain('Who repairs the lift?');
      expect(post?.text).toContain(link);
      expect(post?.text).toContain('Lifts');
      const own = [rig.mentionOf(question.userId), `${link}`];
      expect(post?.pings.filter((ping) => !own.some((one) => ping.includes(one)))).toEqual([]);
      expect(rig.shown()).toEqual([]);
    });

    test('leaves exactly one message for people when a response gets lost, in another process too', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'Who repairs the lift?');
      const post = forPeople(rig, question, null);
      rig.loseNextResponse();
      const first = await rig.platform.passOn(post);
      const ids = idsOf(first.kind === 'retry' ? await rig.platform.passOn(post) : first);
      // Killed before it was on record: the next process finds what stands there.
      const next = rig.anotherProcess();
      open.push(() => next.stop());
      await next.start(heard.handlers);
      await vi.waitFor(() => expect(next.status().state).toBe('ready'), { timeout: 10_000 });
      expect(idsOf(await next.passOn(post))).toEqual(ids);
      expect(rig.shown('help').map(({ id }) => id)).toEqual(ids);
    });

    test('turns a thumb and its removal into votes, and ignores its own seeds', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const [messageId = ''] = idsOf(await rig.platform.deliver(aReply(question)));
      await rig.thumb(messageId, 'down', 'add');
      await vi.waitFor(() => expect(heard.votes).toHaveLength(1));
      await rig.thumb(messageId, 'down', 'remove');
      await vi.waitFor(() => expect(heard.votes).toHaveLength(2));
      expect(heard.votes[0]).toMatchObject({ messageId, polarity: -1, signal: 'reaction' });
      expect(heard.votes[0]?.platform).toBe(rig.platform.id);
      expect(heard.votes[1]).toMatchObject({ messageId, polarity: 0, retracts: -1, signal: 'reaction' });
      await rig.thumb(messageId, 'up', 'add');
      await vi.waitFor(() => expect(heard.votes).toHaveLength(3));
      expect(heard.votes[2]).toMatchObject({ messageId, polarity: 1 });
      expect(new Set(heard.votes.map((vote) => vote.eventId)).size).toBe(3);
    });

    test('gives the earlier turns of a thread, oldest first, and none outside a thread', async () => {
      const { rig, heard } = await begin();
      const first = await asked({ rig, heard }, 'How do I book a train?');
      expect(await rig.platform.thread(first, 10)).toEqual([]);
      idsOf(await rig.platform.deliver(aReply(first)));
      const followUp = await asked({ rig, heard }, 'And a plane?', first.messageId);
      const turns = await rig.platform.thread(followUp, 10);
      expect(turns.map((turn) => turn.role)).toEqual(['user', 'assistant']);
      expect(turns[0]?.text).toBe('How do I book a train?');
      expect(turns[1]?.text).toContain('Book trains through the travel desk.');
      expect((await rig.platform.thread(followUp, 1)).map((turn) => turn.role)).toEqual(['assistant']);
    });

    test('pings nobody, whatever an answer or a title says', async () => {
      const { rig, heard } = await begin();
      const question = await asked({ rig, heard }, 'How do I book a train?');
      const nearest = [{ documentId: 'd', externalId: null, title: hostile, path: hostile }];
      await rig.platform.deliver(aReply(question, { text: hostile }));
      await rig.platform.deliver(aReply(question, { outcome: 'abstained', text: hostile, nearest }, 'dlv_2'));
      expect(rig.shown()).toHaveLength(2);
      expect(rig.shown().flatMap((message) => message.pings)).toEqual([]);
      expect(rig.shown()[0]?.text).toContain('ok');
    });

    test('turns a bad token into a status that says what to do, and stays up', async () => {
      const rig = await setup();
      open.push(() => rig.close());
      const platform = rig.withBadToken();
      open.push(() => platform.stop());
      await platform.start(createHeard().handlers);
      await vi.waitFor(() => expect(platform.status().state).toBe('failing'), { timeout: 10_000 });
      expect(platform.status().message).toMatch(/token/i);
      expect(platform.status().message.length).toBeGreaterThan(20);
    });
  });
}
