import { describe, expect, it } from 'vitest';
import { draftDetail } from '../../../core/answering/trace-details.ts';
import { createLangChainChatModel } from '../../../core/langchain/chat-model.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import type { ChatModel, ModelFailure } from '../../../core/ports/chat-model.ts';
import { createModelAnswerer } from '../../../core/rag/model-answerer.ts';
import { putModelsInOrder } from '../../../core/rag/models-in-order.ts';
import { chatModelContract, hear, REPLY } from '../../contracts/chat-model.ts';
import { createFakeAnthropic } from '../../fakes/models/anthropic.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createScriptedModel, type Scripted } from '../../fakes/models/scripted-model.ts';

const scripted = (id: string, said: Scripted) => ({ ...createScriptedModel(() => said), id });
const aside = { apiKey: '', baseUrl: 'http://127.0.0.1:1' };

// An order of one is that model and nothing in between.
chatModelContract('models in order', async () => {
  const fake = await createFakeOpenAI();
  return {
    fake,
    create: async (limits) => {
      const openai = { apiKey: 'key', baseUrl: fake.baseUrl };
      const providers = { openai, anthropic: aside, ollama: aside, clock: systemClock, limits };
      return putModelsInOrder([await createLangChainChatModel({ model: 'openai:any', ...providers })]);
    },
  };
});

describe('models in order', () => {
  const falls: ModelFailure[] = [
    ...(['timeout', 'cut-off', 'empty', 'filtered', 'refused'] as const),
    ...(['rate-limited', 'unauthorised', 'provider-error'] as const),
  ];
  it.each(falls)('ask the next model after %s, and say who was passed over', async (reason) => {
    const first = scripted('a:first', { failure: reason });
    const heard = await hear(putModelsInOrder([first, scripted('b:second', REPLY)]));
    expect(heard.text).toBe(REPLY);
    expect(heard.last).toMatchObject({
      kind: 'finish',
      passedOver: [{ model: 'a:first', reason }],
    });
  });

  it.each<ModelFailure>(['too-long', 'aborted'])('ask nobody else after %s', async (reason) => {
    const second = scripted('b:second', REPLY);
    const heard = await hear(putModelsInOrder([scripted('a:first', { failure: reason }), second]));
    expect(heard.last).toMatchObject({ kind: 'failure', reason });
    expect(second.asked).toEqual([]);
  });

  it('let nothing be heard of a model that stopped in the middle', async () => {
    const heard = await hear(
      putModelsInOrder([scripted('a:first', { cutOff: 'Half a' }), scripted('b:second', REPLY)]),
    );
    expect(heard.text).toBe(REPLY);
    expect(heard.last).toMatchObject({ passedOver: [{ model: 'a:first', reason: 'cut-off' }] });
  });

  it('do not ask the second while the first answers', async () => {
    const second = scripted('b:second', 'never');
    const heard = await hear(putModelsInOrder([scripted('a:first', REPLY), second]));
    expect(heard.last).toEqual({ kind: 'finish', usage: expect.anything() });
    expect(second.asked).toEqual([]);
  });

  it('end with the last failure and the names of the others when none can', async () => {
    const all = [
      scripted('a:first', { failure: 'rate-limited' }),
      scripted('b:second', { failure: 'refused' }),
    ] as const;
    expect((await hear(putModelsInOrder(all))).last).toMatchObject({
      kind: 'failure',
      reason: 'refused',
      passedOver: [{ model: 'a:first', reason: 'rate-limited' }],
    });
  });

  it('hold to a shape only where all of them do', () => {
    const shape = { kind: 'pattern', pattern: 'a' } as const;
    const holding = (hold: 'token' | 'provider' | null): ChatModel =>
      createScriptedModel(
        () => '',
        () => hold,
      );
    expect(putModelsInOrder([holding('token'), holding('token')]).holdsTo?.(shape)).toBe('token');
    expect(putModelsInOrder([holding('token'), holding('provider')]).holdsTo?.(shape)).toBe('provider');
    expect(putModelsInOrder([holding('token'), holding(null)]).holdsTo?.(shape)).toBeNull();
  });

  it('fall from one provider that is out of quota to another, and the trace says so', async () => {
    await using openai = await createFakeOpenAI();
    await using anthropic = await createFakeAnthropic({ reply: 'By train [1].' });
    openai.setMode('quota');
    const providers = {
      openai: { apiKey: 'key', baseUrl: openai.baseUrl },
      anthropic: { apiKey: 'key', baseUrl: anthropic.baseUrl },
      ollama: aside,
      clock: systemClock,
    };
    const answerer = createModelAnswerer(
      putModelsInOrder([
        await createLangChainChatModel({ model: 'openai:big', ...providers }),
        await createLangChainChatModel({ model: 'anthropic:other', ...providers }),
      ]),
    );
    expect(answerer.id).toMatch(/^openai:big,anthropic:other\//);
    const request = { question: 'How?', thread: [], passages: [], signal: new AbortController().signal };
    const draft = await answerer.answer(request);
    expect(draft).toMatchObject({ kind: 'drafted', text: 'By train [1].' });
    expect(draftDetail(draft)).toMatchObject({
      model: 'anthropic:other',
      passedOver: [{ model: 'openai:big', reason: 'rate-limited' }],
    });
  });
});
