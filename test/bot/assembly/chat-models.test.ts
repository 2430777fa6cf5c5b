import { describe, expect, it } from 'vitest';
import { chooseAnswerer, createChannelAnswerers } from '../../../bot/assembly/answerers.ts';
import { loadConfig } from '../../../bot/settings/config.ts';

const config = (model: string) =>
  loadConfig({ DOCENT_CHAT_MODEL: model, OPENAI_API_KEY: 'key', ANTHROPIC_API_KEY: 'key' });

describe('the setting of the chat models', () => {
  it('makes one answerer of several models, in their order', async () => {
    const { id, servedBy } = await chooseAnswerer(config('openai:one, anthropic:two,ollama:three'));
    expect(id).toMatch(/^openai:one,anthropic:two,ollama:three\//);
    expect(servedBy).toBe('model');
  });

  it('quotes where none of them could answer when extractive stands last', async () => {
    const alone = await chooseAnswerer(config('openai:one'));
    expect(alone.fallback).toBeUndefined();
    const both = await chooseAnswerer(config('openai:one, extractive'));
    expect(both).toMatchObject({ servedBy: 'model', fallback: { servedBy: 'extract' } });
    // Another list is another place in the cache.
    expect(both.id).not.toBe(alone.id);
  });

  it('quotes without a model', async () => {
    expect((await chooseAnswerer(config('extractive'))).servedBy).toBe('extract');
  });

  it.each([
    'openai:',
    'openai:a,',
    'openai:a,gpt',
    'extractive,openai:a',
    'extractive,extractive',
    'openai:a,,ollama:b',
    'nobody:a',
    'constructor:a',
  ])('refuses %j and says what is possible', (model) => {
    expect(() => config(model)).toThrow(/one or more of openai:NAME/);
  });

  it("takes every provider of LangChain's, and names the package that is missing", async () => {
    for (const model of ['mistralai:a', 'google-genai:b', 'groq:c', 'bedrock:d:e'])
      expect(config(model).get('DOCENT_CHAT_MODEL')).toBe(model);
    await expect(chooseAnswerer(config('mistralai:a'))).rejects.toMatchObject({
      code: 'model.package-missing',
      message: expect.stringContaining('npm install @langchain/mistralai'),
    });
    // As the console and the command line ask before they save a channel's models.
    const channels = createChannelAnswerers(() => config('extractive'));
    expect(await channels.problem(['groq:c'])).toContain('@langchain/groq');
  });
});
