import { startFakeModelServer } from './fake-server.ts';
import type { AnswerMode, StatusMode } from './modes.ts';
import type { FakeModelOptions, FakeModelServer, Provider, RequestBody } from './provider.ts';
import { type ChatRequest, countTokens, toText } from './replies.ts';
import type { Frames } from './stream-body.ts';
import { type IndexedVector, toBase64 } from './vectors.ts';

const ID = 'chatcmpl-fake';
const CREATED = 1_700_000_000;
const FINISH: Partial<Record<AnswerMode, string>> = { filter: 'content_filter', length: 'length' };
const DONE = 'data: [DONE]\n\n';

const ERRORS: Record<StatusMode, { type: string; code: string | null; message: string }> = {
  '400': { type: 'invalid_request_error', code: null, message: 'Invalid value for a parameter.' },
  '401': { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided.' },
  '404': { type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist.' },
  '429': { type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached for requests.' },
  '500': { type: 'server_error', code: null, message: 'The server had an error.' },
  '503': { type: 'server_error', code: null, message: 'The engine is overloaded.' },
  '529': { type: 'server_error', code: null, message: 'Overloaded.' },
  context: {
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
    message: "This model's maximum context length is 8192 tokens.",
  },
  quota: {
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota.',
  },
};

const provider: Provider = {
  basePath: '/v1',
  routes: { 'POST /v1/chat/completions': 'chat', 'POST /v1/embeddings': 'embed', 'GET /v1/models': 'models' },
  keyOf: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  problem(route, { model, messages, input }) {
    if (!model) return 'you must provide a model parameter';
    if (route === 'chat' && !messages?.length) return "[] is too short - 'messages'";
    if (route === 'embed' && !input?.length) return "'$.input' is invalid";
    return undefined;
  },
  toChatRequest: ({ model = '', stream = false, messages = [] }) => ({
    model,
    streaming: stream,
    messages: messages.map(({ role, content }) => ({ role, text: toText(content) })),
  }),
  answer: toCompletion,
  streamType: 'text/event-stream; charset=utf-8',
  frames: toFrames,
  vectors: toEmbeddings,
  models: (names) => ({
    object: 'list',
    data: names.map((id) => ({ id, object: 'model', owned_by: 'fake' })),
  }),
  error: (mode, message) => ({ error: { param: null, ...ERRORS[mode], ...(message && { message }) } }),
};

/**
 * Serves the OpenAI wire format: chat completions, embeddings, the list of models.
 * `input_type` and friends being ignored, it also serves the embedding clients of Voyage, Together AI and Jina.
 */
export function createFakeOpenAI(options: FakeModelOptions = {}): Promise<FakeModelServer> {
  return startFakeModelServer(provider, options);
}

/** The same as Azure serves it: an address for each deployment, and the key in a header of its own. */
export function createFakeAzureOpenAI(deployment: string, options: FakeModelOptions = {}) {
  const routes = { [`POST /openai/deployments/${deployment}/chat/completions`]: 'chat' } as const;
  const keyOf: Provider['keyOf'] = (headers) => String(headers['api-key']);
  return startFakeModelServer({ ...provider, basePath: '', routes, keyOf }, options);
}

function toCompletion(request: ChatRequest, text: string, mode: AnswerMode): unknown {
  const base = { id: ID, object: 'chat.completion', created: CREATED, model: request.model };
  const usage = toUsage(request, text);
  if (mode === 'nochoices') return { ...base, usage };
  const refused = mode === 'refusal';
  const content = mode === 'null' || refused ? null : text;
  const message = { role: 'assistant', content, refusal: refused ? text : null };
  const choice = { index: 0, message, logprobs: null, finish_reason: FINISH[mode] ?? 'stop' };
  return { ...base, system_fingerprint: 'fp_fake', choices: [choice], usage };
}

function toFrames(request: ChatRequest, pieces: string[], mode: AnswerMode, body: RequestBody): Frames {
  const base = { id: ID, object: 'chat.completion.chunk', created: CREATED, model: request.model };
  const frame = (choices: unknown[], usage: unknown = null) =>
    `data: ${JSON.stringify({ ...base, system_fingerprint: 'fp_fake', choices, usage })}\n\n`;
  const delta = (content: object, finish: string | null = null) =>
    frame([{ index: 0, delta: content, logprobs: null, finish_reason: finish }]);
  const broken = 'data: {"id":"chatcmpl-fake","choices":[{"delta"\n\n';
  const error = `data: ${JSON.stringify(provider.error('500'))}\n\n`;
  if (mode === 'nochoices') return { opening: [frame([])], pieces: [], closing: [DONE], broken, error };
  const field = mode === 'refusal' ? 'refusal' : 'content';
  const usage = body.stream_options?.include_usage ? [frame([], toUsage(request, pieces.join('')))] : [];
  return {
    opening: [delta({ role: 'assistant', content: mode === 'null' ? null : '', refusal: null })],
    pieces: pieces.map((piece) => delta({ [field]: piece })),
    closing: [delta({}, FINISH[mode] ?? 'stop'), ...usage, DONE],
    broken,
    error,
  };
}

function toEmbeddings(vectors: IndexedVector[], { model, input, encoding_format }: RequestBody): unknown {
  const data = vectors.map(({ index, vector }) => ({
    object: 'embedding',
    index,
    embedding: vector && encoding_format === 'base64' ? toBase64(vector) : vector,
  }));
  const tokens = countTokens([input ?? []].flat().join(' '));
  return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

function toUsage({ messages }: ChatRequest, text: string) {
  const prompt = countTokens(messages.map((message) => message.text).join(' '));
  const completion = countTokens(text);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
