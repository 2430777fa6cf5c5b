import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
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
  ['openai:any', createFakeOpenAI, 'provider'],
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
    const body: Record<string, unknown> = { ...fake.requests[0]?.body };
    expect(body).toHaveProperty(name.startsWith('ollama') ? 'format' : 'response_format');
    // Fields that servers removed, and would refuse or ignore.
    expect(Object.keys(body).filter((field) => field.startsWith('guided_'))).toEqual([]);
  },
);

/** A server of OpenAI's protocol that takes some fields and refuses all others, as vLLM does since `guided_*` went. */
async function strictServer(taken: readonly string[]) {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer(async (req, res) => {
    const body = (await json(req)) as Record<string, unknown>;
    bodies.push(body);
    const unknown = Object.keys(body).filter((field) => !taken.includes(field));
    if (unknown.length > 0) {
      const message = `Extra inputs are not permitted: ${unknown.join(', ')}`;
      res.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
      return;
    }
    const chunk = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.end(
      `${chunk({ role: 'assistant', content: '{"city": "Ulm"}' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    bodies,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const PLAIN = ['model', 'messages', 'stream', 'stream_options', 'temperature'];

it.each([
  ['takes it', [...PLAIN, 'response_format'], ['provider', 'provider'], [true, true]],
  ['refuses it, is asked without, and not again', PLAIN, ['validated', 'validated'], [true, false, false]],
] as const)('a server that %s', async (_case, taken, enforced, sent) => {
  await using server = await strictServer(taken);
  const nowhere = { apiKey: 'key', baseUrl: 'http://127.0.0.1:1' };
  const model = await createLangChainChatModel({
    ...{ model: 'openai:any', anthropic: nowhere, ollama: nowhere },
    ...{ openai: { apiKey: 'key', baseUrl: server.baseUrl }, clock: systemClock, limits: quickLimits },
  });
  for (const tier of enforced) {
    const result = await runTemplate(model, template, { signal: new AbortController().signal });
    expect(result).toMatchObject({ kind: 'done', filled: [{ enforced: tier, tries: 1 }] });
  }
  expect(server.bodies.map((body) => 'response_format' in body)).toEqual(sent);
  expect(server.bodies[0]?.['response_format']).toMatchObject({
    type: 'json_schema',
    json_schema: { strict: true, schema: { type: 'object', properties: { city: { type: 'string' } } } },
  });
});

it('an OpenAI model that is asked for one of some texts is told in words', async () => {
  await using server = await strictServer(PLAIN);
  const nowhere = { apiKey: 'key', baseUrl: 'http://127.0.0.1:1' };
  const model = await createLangChainChatModel({
    ...{ model: 'openai:any', anthropic: nowhere, ollama: nowhere },
    ...{ openai: { apiKey: 'key', baseUrl: server.baseUrl }, clock: systemClock, limits: quickLimits },
  });
  const pick = (pen: TemplatePen) => {
    pen.user('Where to?');
    return pen.select('place', ['{"city": "Ulm"}', 'Bonn']);
  };
  const result = await runTemplate(model, pick, { signal: new AbortController().signal });
  expect(result).toMatchObject({ kind: 'done', filled: [{ enforced: 'validated' }] });
  expect(server.bodies.length).toBe(1);
});
