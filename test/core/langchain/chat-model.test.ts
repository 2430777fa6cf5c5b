import { MODEL_PROVIDER_CONFIG } from 'langchain/chat_models/universal';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { otherProviders } from '../../../bot/assembly/other-providers.ts';
import { otherChatProviders } from '../../../bot/settings/providers.ts';
import { createLangChainChatModel, type ModelLimits } from '../../../core/langchain/chat-model.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import {
  type ChatModelRig,
  chatModelContract,
  hear,
  quickLimits,
  REPLY,
} from '../../contracts/chat-model.ts';
import { createFakeAnthropic } from '../../fakes/models/anthropic.ts';
import { createFakeOllama } from '../../fakes/models/ollama.ts';
import { createFakeAzureOpenAI, createFakeOpenAI } from '../../fakes/models/openai.ts';
import type { FakeModelServer } from '../../fakes/models/provider.ts';

const nowhere = { apiKey: '', baseUrl: 'http://127.0.0.1:1' };

function createModel(model: string, fake: FakeModelServer, limits: ModelLimits = quickLimits) {
  const provider = { apiKey: 'key', baseUrl: fake.baseUrl };
  const others = { openai: nowhere, anthropic: nowhere, ollama: nowhere };
  const providers = { ...others, [model.slice(0, model.indexOf(':'))]: provider };
  return createLangChainChatModel({ model, ...providers, clock: systemClock, limits });
}

const rigOf =
  (model: string, start: () => Promise<FakeModelServer>, differs: ChatModelRig['differs'] = {}) =>
  async (): Promise<ChatModelRig> => {
    const fake = await start();
    return { fake, create: (limits) => createModel(model, fake, limits), differs };
  };

chatModelContract('openai', rigOf('openai:any-model', createFakeOpenAI));
// Anthropic has one reason for both, and no choices: an answer without content is an empty one.
chatModelContract(
  'anthropic',
  rigOf('anthropic:claude-any', createFakeAnthropic, { filter: 'refused', nochoices: 'empty' }),
);
// Ollama has neither a filter nor a refusal of its own.
chatModelContract('ollama', rigOf('ollama:llama3', createFakeOllama, { filter: 'empty', refusal: null }));

// A provider that Docent knows by its row in a table alone. A refusal's text never leaves its client: what arrives is a
// finished answer of nothing.
function createAzureModel(fake: FakeModelServer, limits: ModelLimits = quickLimits) {
  const variables: Record<string, string> = {
    AZURE_OPENAI_API_KEY: 'key',
    AZURE_OPENAI_ENDPOINT: fake.baseUrl,
  };
  const model = 'azure_openai:ours';
  const others = otherProviders({ variable: (name) => variables[name] ?? '' }, model);
  const settings = { openai: nowhere, anthropic: nowhere, ollama: nowhere, others };
  return createLangChainChatModel({ model, ...settings, clock: systemClock, limits });
}
process.env['AZURE_OPENAI_API_VERSION'] = '2024-10-21';
chatModelContract('azure_openai', async () => {
  const fake = await createFakeAzureOpenAI('ours', { apiKey: 'key' });
  return { fake, create: (limits) => createAzureModel(fake, limits), differs: { refusal: 'empty' } };
});

describe('the OpenAI client', () => {
  it('waits as long as a 429 asks for and then succeeds', async () => {
    await using fake = await createFakeOpenAI({ reply: REPLY });
    fake.failNext(1, { mode: '429', retryAfter: 1 });
    const started = performance.now();
    expect((await hear(await createModel('openai:any', fake))).text).toBe(REPLY);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it('does not wait for a 429 that asks for more than the limit', async () => {
    await using fake = await createFakeOpenAI();
    fake.setMode({ mode: '429', retryAfter: 60 });
    expect((await hear(await createModel('openai:any', fake))).last).toMatchObject({
      reason: 'rate-limited',
    });
    expect(fake.requests).toHaveLength(1);
  });

  it('gives up a wait when the asker goes', async () => {
    await using fake = await createFakeOpenAI();
    fake.setMode({ mode: '429', retryAfter: 1 });
    const stop = new AbortController();
    const hearing = hear(await createModel('openai:any', fake), stop.signal);
    await vi.waitFor(() => expect(fake.requests).toHaveLength(1));
    stop.abort();
    expect((await hearing).last).toMatchObject({ kind: 'failure', reason: 'aborted' });
    expect(fake.requests).toHaveLength(1);
  });

  it.each(['gpt-5.6', 'gpt-5.2-pro', 'some-codex-model', 'gpt-4.1-mini'])(
    'asks for chat completions whatever the model is called (%s)',
    async (name) => {
      await using fake = await createFakeOpenAI({ reply: REPLY });
      expect((await hear(await createModel(`openai:${name}`, fake))).text).toBe(REPLY);
      expect(fake.requests[0]).toMatchObject({ path: '/v1/chat/completions', body: { model: name } });
    },
  );

  it.each([
    ['gpt-4.1-mini', 0],
    ['gpt-5-chat-latest', 0],
    ['qwen3:8b', 0],
    ['gpt-5.6', undefined],
    ['o4-mini', undefined],
  ])('sends a temperature only to models that take one (%s: %s)', async (name, temperature) => {
    await using fake = await createFakeOpenAI({ reply: REPLY });
    await hear(await createModel(`openai:${name}`, fake));
    expect(fake.requests[0]?.body.temperature).toBe(temperature);
  });

  it('has a piece of text for every piece that is streamed', async () => {
    await using fake = await createFakeOpenAI({ reply: REPLY, chunking: 'char' });
    const model = await createModel('openai:any', fake);
    const pieces: string[] = [];
    for await (const event of model.stream([{ role: 'user', text: 'Hi' }], {
      signal: AbortSignal.timeout(5000),
    }))
      if (event.kind === 'text') pieces.push(event.text);
    expect(pieces).toHaveLength(REPLY.length);
  });

  it('keeps two answers apart that are written at the same time', async () => {
    await using fake = await createFakeOpenAI({ chunkDelayMs: 5 });
    let asked = 0;
    fake.setReply(() => {
      asked += 1;
      return asked === 1 ? 'aaa aaa aaa' : 'bbb bbb bbb';
    });
    const model = await createModel('openai:any', fake);
    const texts = (await Promise.all([hear(model), hear(model)])).map((heard) => heard.text);
    expect(texts.toSorted()).toEqual(['aaa aaa aaa', 'bbb bbb bbb']);
  });
});

describe('the Anthropic client', () => {
  it.each(['claude-opus-4-7', 'claude-sonnet-5'])(
    'answers with a model that takes no temperature (%s)',
    async (name) => {
      await using fake = await createFakeAnthropic({ reply: REPLY });
      expect((await hear(await createModel(`anthropic:${name}`, fake))).last?.kind).toBe('finish');
    },
  );
});

describe('the Ollama client', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  afterEach(() => warn.mockClear());

  it('fails on a broken line, which the client itself would only warn of', async () => {
    await using fake = await createFakeOllama({ reply: REPLY });
    fake.setMode('s-bad');
    expect((await hear(await createModel('ollama:llama3', fake))).last).toMatchObject({ kind: 'failure' });
    expect(warn).not.toHaveBeenCalled();
  });

  it('sends a key where one is set', async () => {
    await using fake = await createFakeOllama({ reply: REPLY, apiKey: 'key' });
    expect((await hear(await createModel('ollama:llama3', fake))).text).toBe(REPLY);
    expect(fake.requests[0]?.headers.authorization).toBe('Bearer key');
  });

  it('reads lines that arrive in pieces, characters of several bytes included', async () => {
    const text = 'Zürich – 東京 🙂';
    await using fake = await createFakeOllama({ reply: text, chunking: 'char', chunkDelayMs: 1 });
    expect((await hear(await createModel('ollama:llama3', fake))).text).toBe(text);
  });
});

describe('a model that cannot be used', () => {
  it.each(['gpt-4', 'openai:', 'nobody:command', ':x'])(
    'is refused by name with a hint (%s)',
    async (model) => {
      await using fake = await createFakeOpenAI();
      await expect(createModel(model, fake)).rejects.toMatchObject({
        name: 'AppError',
        code: 'model.unusable',
        hint: expect.stringContaining('openai:NAME'),
      });
    },
  );

  it.each(Object.entries(otherChatProviders).filter(([, row]) => !isInstalled(row.package)))(
    'is refused by the name of the package that it needs (%s)',
    async (provider, row) => {
      const others = otherProviders({ variable: () => '' }, `${provider}:x`);
      const settings = { openai: nowhere, anthropic: nowhere, ollama: nowhere, others };
      await expect(
        createLangChainChatModel({ model: `${provider}:x`, ...settings, clock: systemClock }),
      ).rejects.toMatchObject({
        code: 'model.package-missing',
        message: expect.stringContaining(`npm install ${row.package}`),
      });
    },
  );
});

describe('the table of other providers', () => {
  // LangChain names packages for these three that npm does not have; LangSmith is no provider of its own.
  const leftOut = ['fireworks', 'together', 'perplexity', 'langsmith'];

  it("has LangChain's names and packages", () => {
    const known = Object.entries(MODEL_PROVIDER_CONFIG).map(([name, config]) => [name, config.package]);
    const own = ['openai', 'anthropic', 'ollama', ...leftOut];
    const rows = Object.entries(otherChatProviders).map(([name, row]) => [name, row.package]);
    expect(rows.toSorted()).toEqual(known.filter(([name = '']) => !own.includes(name)).toSorted());
  });
});

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
