import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ModelLimits } from '../../core/langchain/chat-model.ts';
import type { ChatEvent, ChatMessage, ChatModel, ModelFailure } from '../../core/ports/chat-model.ts';
import type { Fault, Mode } from '../fakes/models/modes.ts';
import type { FakeModelServer } from '../fakes/models/provider.ts';

/** A provider's fake, a model that talks to it, and what is particular to the provider. */
export type ChatModelRig = {
  fake: FakeModelServer;
  /** A model of the provider, with these limits instead of the real ones. */
  create(limits: ModelLimits): Promise<ChatModel>;
  /** Where this provider differs from {@link FAILURES}; null = it cannot tell, and answers. */
  differs?: Partial<Record<Mode, ModelFailure | null>>;
};

export const PROMPT: ChatMessage[] = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', text: 'Count please' },
];

export const REPLY = 'one two three four five';

/** Short enough for a test, long enough for a loopback answer. */
export const quickLimits: ModelLimits = {
  firstTextMs: 800,
  idleMs: 250,
  tries: 2,
  firstWaitMs: 10,
  longestWaitMs: 1_200,
};

/** Everything a provider can do wrong, and what it is called. */
const FAILURES: [Mode, ModelFailure][] = [
  ['empty', 'empty'],
  ['null', 'empty'],
  ['nochoices', 'provider-error'],
  ['filter', 'filtered'],
  ['refusal', 'refused'],
  ['length', 'too-long'],
  ['400', 'provider-error'],
  ['401', 'unauthorised'],
  ['404', 'provider-error'],
  ['429', 'rate-limited'],
  ['500', 'provider-error'],
  ['503', 'provider-error'],
  ['529', 'provider-error'],
  ['context', 'too-long'],
  ['quota', 'rate-limited'],
  ['badjson', 'provider-error'],
  ['html', 'provider-error'],
  ['cut', 'provider-error'],
  ['hang', 'timeout'],
  ['s-cut', 'cut-off'],
  ['s-end', 'cut-off'],
  ['s-stall', 'timeout'],
  ['s-bad', 'provider-error'],
  ['s-err', 'provider-error'],
];

export type Heard = { text: string; last: ChatEvent | undefined; kinds: string[] };

/** Reads a stream to its end. */
export async function hear(
  model: ChatModel,
  signal: AbortSignal = new AbortController().signal,
): Promise<Heard> {
  const events: ChatEvent[] = [];
  for await (const event of model.stream(PROMPT, { signal })) events.push(event);
  const text = events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
  return { text, last: events.at(-1), kinds: [...new Set(events.map((event) => event.kind))] };
}

/** Every `ChatModel` passes this, the real client running against its provider's fake. */
export function chatModelContract(name: string, setup: () => Promise<ChatModelRig>): void {
  describe(`ChatModel contract: ${name}`, () => {
    let rig: ChatModelRig;
    let model: ChatModel;
    beforeEach(async () => {
      rig = await setup();
      rig.fake.setReply(REPLY);
      model = await rig.create(quickLimits);
    });
    afterEach(() => rig.fake.close());

    const expected = (mode: Mode, reason: ModelFailure) =>
      rig.differs?.[mode] === undefined ? reason : rig.differs[mode];

    test('yields the text in pieces and one finish with the tokens spent', async () => {
      const heard = await hear(model);
      expect(heard.text).toBe(REPLY);
      expect(heard.kinds).toEqual(['text', 'finish']);
      expect(heard.last).toEqual({
        kind: 'finish',
        usage: { model: model.id, inputTokens: 4, outputTokens: 5 },
      });
    });

    test('sends system, user and assistant turns in their roles', async () => {
      const seen: string[] = [];
      rig.fake.setReply(({ messages }) => {
        seen.push(...messages.map(({ role, text }) => `${role}: ${text}`));
        return REPLY;
      });
      const turns: ChatMessage[] = [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', text: 'Hello' },
        { role: 'assistant', text: 'Hi' },
        { role: 'user', text: 'Count {please}' },
      ];
      for await (const _event of model.stream(turns, { signal: new AbortController().signal }));
      expect(seen).toEqual(['system: Be brief.', 'user: Hello', 'assistant: Hi', 'user: Count {please}']);
    });

    test.each(FAILURES)(
      'ends with a failure on %s (%s), as its last event, without throwing',
      async (mode, reason) => {
        rig.fake.setMode(mode);
        const heard = await hear(model);
        const wanted = expected(mode, reason);
        if (wanted === null) expect(heard.last?.kind).toBe('finish');
        else
          expect(heard.last).toMatchObject({ kind: 'failure', reason: wanted, message: expect.any(String) });
        expect(heard.kinds).toHaveLength(heard.text === '' ? 1 : 2);
      },
    );

    test('tries once more when nothing was said yet', async () => {
      rig.fake.failNext(1, '500');
      expect((await hear(model)).last?.kind).toBe('finish');
      expect(rig.fake.requests.map(({ mode }) => mode)).toEqual(['500', 'ok']);
    });

    test('tries no third time', async () => {
      rig.fake.setMode('500');
      await hear(model);
      expect(rig.fake.requests).toHaveLength(2);
    });

    test.each<Mode>(['400', '401', '404', 'context'])(
      'does not repeat what cannot succeed (%s)',
      async (mode) => {
        rig.fake.setMode(mode);
        await hear(model);
        expect(rig.fake.requests).toHaveLength(1);
      },
    );

    test.each<Mode>(['s-end', 's-bad', 's-err', 's-stall'])(
      'does not repeat what it already said (%s)',
      async (mode) => {
        rig.fake.failNext(1, mode);
        const heard = await hear(model);
        expect([heard.text, heard.last?.kind]).toEqual(['one two', 'failure']);
        expect(rig.fake.requests).toHaveLength(1);
      },
    );

    test('never takes part of a text for the whole, wherever the connection breaks', async () => {
      for (const after of [0, 1, 3, 5]) {
        const fault: Fault = { mode: 's-end', after };
        rig.fake.setMode(fault);
        expect((await hear(model)).last).toMatchObject({ kind: 'failure' });
      }
    });

    test.each<Mode>(['hang', 's-stall'])(
      'closes the connection when the provider goes silent (%s)',
      async (mode) => {
        rig.fake.setMode(mode);
        expect((await hear(model)).last).toMatchObject({ kind: 'failure', reason: 'timeout' });
        await vi.waitFor(() => expect(rig.fake.requests[0]?.closedEarly).toBe(true));
      },
    );

    test.each<Mode>(['hang', 's-stall'])(
      'ends as aborted and closes the connection when asked to (%s)',
      async (mode) => {
        rig.fake.setMode(mode);
        const stop = new AbortController();
        const hearing = hear(model, stop.signal);
        await vi.waitFor(() => expect(rig.fake.requests).toHaveLength(1));
        stop.abort();
        expect((await hearing).last).toMatchObject({ kind: 'failure', reason: 'aborted' });
        await vi.waitFor(() => expect(rig.fake.requests[0]?.closedEarly).toBe(true));
        expect(rig.fake.requests).toHaveLength(1);
      },
    );

    test('calls a deadline of its caller a timeout', async () => {
      rig.fake.setMode('s-stall');
      const heard = await hear(model, AbortSignal.timeout(150));
      expect(heard.last).toMatchObject({ kind: 'failure', reason: 'timeout' });
    });

    test('asks nobody when it is stopped before it starts', async () => {
      expect((await hear(model, AbortSignal.abort())).last).toMatchObject({ reason: 'aborted' });
      expect(rig.fake.requests).toHaveLength(0);
    });

    test('closes the connection when the reader stops reading', async () => {
      rig.fake.setMode('s-stall');
      for await (const event of model.stream(PROMPT, { signal: new AbortController().signal })) {
        if (event.kind === 'text') break;
      }
      await vi.waitFor(() => expect(rig.fake.requests[0]?.closedEarly).toBe(true));
    });
  });
}
