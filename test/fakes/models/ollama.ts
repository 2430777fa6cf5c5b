import { startFakeModelServer } from './fake-server.ts';
import type { AnswerMode, StatusMode } from './modes.ts';
import type { FakeModelOptions, FakeModelServer, Provider, RequestBody } from './provider.ts';
import { type ChatRequest, countTokens, toText } from './replies.ts';
import type { Frames } from './stream-body.ts';
import type { IndexedVector } from './vectors.ts';

const CREATED_AT = '2026-01-01T00:00:00.000000Z';

const ERRORS: Record<StatusMode, string> = {
  '400': 'invalid options',
  '401': 'unauthorized',
  '404': 'model not found, try pulling it first',
  '429': 'too many requests',
  '500': 'model runner has unexpectedly stopped',
  '503': 'server busy, please try again. maximum pending requests exceeded',
  '529': 'overloaded',
  context: 'the input length exceeds the context length',
  quota: 'you have reached your usage limit',
};

const provider: Provider = {
  basePath: '',
  routes: { 'POST /api/chat': 'chat', 'POST /api/embed': 'embed', 'GET /api/tags': 'models' },
  keyOf: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  problem: (_route, { model }) => (model ? undefined : 'model is required'),
  toChatRequest: ({ model = '', stream = true, messages = [] }) => ({
    model,
    streaming: stream,
    messages: messages.map(({ role, content }) => ({ role, text: toText(content) })),
  }),
  answer: (request, text, mode) => ({ ...toLine(request, text, mode), ...toEnd(request, text, mode) }),
  streamType: 'application/x-ndjson',
  frames: toFrames,
  vectors: toEmbeddings,
  models: (names) => ({ models: names.map((name) => ({ name, model: name, size: 1, digest: 'fake' })) }),
  error: (mode, message) => ({ error: message ?? ERRORS[mode] }),
};

/**
 * Serves the wire format of Ollama: chat, embed, tags. Ollama has no filter and no refusal of its own, so
 * `filter` and `refusal` are plain texts that end with `stop`, as they are with a local model.
 */
export function createFakeOllama(options: FakeModelOptions = {}): Promise<FakeModelServer> {
  return startFakeModelServer(provider, options);
}

function toLine({ model }: ChatRequest, text: string, mode: AnswerMode) {
  const base = { model, created_at: CREATED_AT };
  if (mode === 'nochoices') return base;
  return { ...base, message: { role: 'assistant', content: mode === 'null' ? null : text } };
}

function toEnd({ messages }: ChatRequest, text: string, mode: AnswerMode) {
  return {
    done: true,
    done_reason: mode === 'length' ? 'length' : 'stop',
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: countTokens(messages.map((message) => message.text).join(' ')),
    prompt_eval_duration: 1_000_000,
    eval_count: countTokens(text),
    eval_duration: 3_000_000,
  };
}

function toFrames(request: ChatRequest, pieces: string[], mode: AnswerMode): Frames {
  const line = (fields: object) => `${JSON.stringify(fields)}\n`;
  return {
    opening: [],
    pieces: pieces.map((piece) => line({ ...toLine(request, piece, mode), done: false })),
    closing: [line({ ...toLine(request, '', mode), ...toEnd(request, pieces.join(''), mode) })],
    broken: '{"model":"fake","message":{"role"\n',
    error: line({ error: ERRORS['500'] }),
  };
}

function toEmbeddings(vectors: IndexedVector[], { model, input }: RequestBody): unknown {
  return {
    model,
    embeddings: vectors.map(({ vector }) => vector),
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: countTokens([input ?? []].flat().join(' ')),
  };
}
