import { startFakeModelServer } from './fake-server.ts';
import type { AnswerMode, StatusMode } from './modes.ts';
import type { FakeModelOptions, FakeModelServer, Provider } from './provider.ts';
import { type ChatRequest, countTokens, toText } from './replies.ts';
import type { Frames } from './stream-body.ts';

const ID = 'msg_fake';
/** Anthropic knows no content filter apart from its refusals; both end with the same reason. */
const STOP: Partial<Record<AnswerMode, string>> = {
  filter: 'refusal',
  refusal: 'refusal',
  length: 'max_tokens',
};

const ERRORS: Record<StatusMode, { type: string; message: string }> = {
  '400': { type: 'invalid_request_error', message: 'Invalid value for a parameter.' },
  '401': { type: 'authentication_error', message: 'invalid x-api-key' },
  '404': { type: 'not_found_error', message: 'model: not found' },
  '429': { type: 'rate_limit_error', message: "This request would exceed your organization's rate limit." },
  '500': { type: 'api_error', message: 'Internal server error' },
  '503': { type: 'api_error', message: 'Service unavailable' },
  '529': { type: 'overloaded_error', message: 'Overloaded' },
  context: { type: 'invalid_request_error', message: 'prompt is too long: 200001 tokens > 200000 maximum' },
  quota: { type: 'rate_limit_error', message: 'Your credit balance is too low to access the API.' },
};

const provider: Provider = {
  basePath: '',
  routes: { 'POST /v1/messages': 'chat', 'GET /v1/models': 'models' },
  keyOf: (headers) => headers['x-api-key']?.toString(),
  problem(_route, { model, max_tokens, messages }) {
    if (!model) return 'model: Field required';
    if (!max_tokens) return 'max_tokens: Field required';
    return messages?.length ? undefined : 'messages: at least one message is required';
  },
  toChatRequest: ({ model = '', stream = false, system, messages = [] }) => ({
    model,
    streaming: stream,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', text: toText(system) }]),
      ...messages.map(({ role, content }) => ({ role, text: toText(content) })),
    ],
  }),
  answer: toMessage,
  streamType: 'text/event-stream; charset=utf-8',
  frames: toFrames,
  models: (names) => ({
    data: names.map((id) => ({ type: 'model', id, display_name: id })),
    has_more: false,
  }),
  error: (mode, message) => ({ type: 'error', error: { ...ERRORS[mode], ...(message && { message }) } }),
};

/** Serves the wire format of Anthropic's Messages API and its list of models. */
export function createFakeAnthropic(options: FakeModelOptions = {}): Promise<FakeModelServer> {
  return startFakeModelServer(provider, options);
}

function toMessage(request: ChatRequest, text: string, mode: AnswerMode): unknown {
  const base = { id: ID, type: 'message', role: 'assistant', model: request.model };
  const usage = toUsage(request, countTokens(text));
  if (mode === 'nochoices') return { ...base, stop_reason: 'end_turn', stop_sequence: null, usage };
  const block = { type: 'text', text: mode === 'null' ? null : text };
  const content = text === '' && mode !== 'null' ? [] : [block];
  return { ...base, content, stop_reason: STOP[mode] ?? 'end_turn', stop_sequence: null, usage };
}

function toFrames(request: ChatRequest, pieces: string[], mode: AnswerMode): Frames {
  const frame = (type: string, fields: object = {}) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const start = { id: ID, type: 'message', role: 'assistant', model: request.model, content: [] };
  const opening = [
    frame('message_start', {
      message: { ...start, stop_reason: null, stop_sequence: null, usage: toUsage(request, 1) },
    }),
  ];
  const ending = [
    frame('message_delta', {
      delta: { stop_reason: STOP[mode] ?? 'end_turn', stop_sequence: null },
      usage: { output_tokens: countTokens(pieces.join('')) },
    }),
    frame('message_stop'),
  ];
  const broken = 'event: content_block_delta\ndata: {"type":"content_block_delta","delta"\n\n';
  const error = frame('error', { error: ERRORS['529'] });
  const texts = mode === 'null' ? [null] : pieces;
  if (texts.length === 0) return { opening, pieces: [], closing: ending, broken, error };
  return {
    opening: [
      ...opening,
      frame('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      frame('ping'),
    ],
    pieces: texts.map((text) =>
      frame('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    ),
    closing: [frame('content_block_stop', { index: 0 }), ...ending],
    broken,
    error,
  };
}

function toUsage({ messages }: ChatRequest, output: number) {
  const input = countTokens(messages.map((message) => message.text).join(' '));
  return {
    input_tokens: input,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: output,
    service_tier: 'standard',
  };
}
