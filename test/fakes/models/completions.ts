import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

export type CompletionsOptions = {
  /** Log-probability of a token after what stands before it. */
  chance(token: string, before: string): number;
  /** A start token that the server puts before each text by itself. */
  start?: string;
  /** `refuses` = 400 for "echo", as servers without it; `silent` = an answer without log-probabilities. */
  echo?: 'works' | 'refuses' | 'silent';
  /** The longest text in tokens. */
  context?: number;
};

type Body = { prompt: string[]; echo?: boolean; logprobs?: number; max_tokens?: number };

/** Serves OpenAI's completions as vLLM does: with "echo" and "logprobs", it says how likely each token of a prompt was. */
export async function createFakeCompletions(options: CompletionsOptions) {
  const requests: Body[] = [];
  let busy: { calls: number; retryAfter: string } = { calls: 0, retryAfter: '0' };
  const server = createServer(async (req, res) => {
    const body = JSON.parse(await readText(req)) as Body;
    requests.push(body);
    const send = (status: number, value: object, headers: Record<string, string> = {}) =>
      res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    const refuse = (message: string) => send(400, { error: { message, type: 'invalid_request_error' } });
    if (busy.calls > 0) {
      busy.calls -= 1;
      const error = { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' };
      return send(429, { error }, { 'retry-after': busy.retryAfter });
    }
    if (options.echo === 'refuses' && body.echo === true) return refuse('Only no echo is supported');
    const [prompt = ''] = body.prompt;
    const tokens = tokensOf(prompt);
    if (tokens.length > (options.context ?? Number.POSITIVE_INFINITY))
      return refuse(`This model's maximum context length is ${options.context} tokens.`);
    const { start = '' } = options;
    const all = [...(start === '' ? [] : [start]), ...tokens, '!'];
    const chances = all.map((token, at) =>
      at === 0 ? null : options.chance(token, all.slice(start === '' ? 0 : 1, at).join('')),
    );
    const logprobs = {
      tokens: all,
      token_logprobs: chances,
      // What the model would have written has -1 everywhere.
      top_logprobs: chances.map((chance, at) =>
        chance === null ? null : { ' the': -1, [all[at] ?? '']: chance },
      ),
    };
    const choice = { index: 0, text: `${prompt}!`, finish_reason: 'length' };
    return send(200, {
      ...{ id: 'cmpl-fake', object: 'text_completion', created: 1_700_000_000, model: 'fake' },
      choices: [{ ...choice, logprobs: options.echo === 'silent' ? null : logprobs }],
      usage: { prompt_tokens: tokens.length, completion_tokens: 1, total_tokens: tokens.length + 1 },
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    /** The next calls get 429. */
    failNext: (calls: number, retryAfter: string) => {
      busy = { calls, retryAfter };
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Words with the blank before them, as models of the GPT family have them. */
function tokensOf(text: string): string[] {
  return text.match(/ ?[^\s]+|\s/g) ?? [];
}
