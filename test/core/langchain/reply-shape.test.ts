import { expect, it } from 'vitest';
import { z } from 'zod';
import { createLangChainChatModel } from '../../../core/langchain/chat-model.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { runTemplate, type TemplatePen } from '../../../core/rag/templates/run-template.ts';
import { quickLimits } from '../../contracts/chat-model.ts';
import { createFakeOllama } from '../../fakes/models/ollama.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';

const schema = z.object({ city: z.string() });
const template = (pen: TemplatePen) => {
  pen.user('Where to?');
  return pen.json('place', schema);
};

it.each([
  ['ollama:any', createFakeOllama, 'provider'],
  ['openai:any', createFakeOpenAI, 'validated'],
] as const)(
  '%s fills a json hole, held to its schema as far as the provider can',
  async (name, createFake, enforced) => {
    await using fake = await createFake({ reply: '{"city": "Ulm"}' });
    const provider = { apiKey: 'key', baseUrl: fake.baseUrl };
    const providers = { openai: provider, anthropic: provider, ollama: provider };
    const model = await createLangChainChatModel({
      model: name,
      ...providers,
      clock: systemClock,
      limits: quickLimits,
    });
    const result = await runTemplate(model, template, { signal: new AbortController().signal });
    expect(result).toMatchObject({ kind: 'done', value: { city: 'Ulm' }, filled: [{ enforced, tries: 1 }] });
    const body = JSON.stringify(fake.requests[0]?.body);
    expect(body.includes('"format":{')).toBe(enforced === 'provider');
  },
);
