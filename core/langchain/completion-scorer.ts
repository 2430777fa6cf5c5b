import { AppError, messageOf } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ScoredText, ScoredToken, TextScorer } from '../ports/text-scorer.ts';
import type { Provider } from './chat-clients.ts';
import type { ModelLimits } from './chat-model.ts';
import { troubleOf } from './stream-outcome.ts';
import { within } from './within.ts';

/** What an OpenAI-compatible server says of each token, the one that it adds last. */
type Logprobs = {
  tokens?: unknown;
  token_logprobs?: unknown;
  top_logprobs?: unknown;
};

/**
 * Scores texts by a completions server that echoes its prompt with log-probabilities, as vLLM and others do. One token is
 * generated, since servers want at least one, and left out.
 * Throws AppError `model.unusable` when LangChain can make no client for the model.
 */
export async function createCompletionScorer(options: {
  /** Without the provider. */
  name: string;
  openai: Provider;
  clock: Clock;
  limits: ModelLimits;
}): Promise<TextScorer> {
  const { name, openai, clock, limits } = options;
  const { OpenAI } = await import('@langchain/openai');
  const open = () =>
    new OpenAI({
      ...{ model: name, apiKey: openai.apiKey || 'none', maxRetries: 0, temperature: 0, maxTokens: 1 },
      modelKwargs: { echo: true, logprobs: 1 },
      configuration: { logLevel: 'off', ...(openai.baseUrl && { baseURL: openai.baseUrl }) },
    });
  let client: ReturnType<typeof open>;
  try {
    client = open();
  } catch (error) {
    const [why = ''] = messageOf(error).split('\n');
    throw new AppError('model.unusable', why, 'Name a model of a completions server.', error);
  }
  return {
    id: `openai:${name}`,
    async score(text, { signal }) {
      for (let attempt = 1; ; attempt++) {
        try {
          signal.throwIfAborted();
          const { generations } = await within(
            client.generate([text], { signal }),
            limits.firstTextMs,
            clock,
            signal,
          );
          return scoredText(text, generations[0]?.[0]?.generationInfo?.['logprobs'] as Logprobs | null);
        } catch (error) {
          const { reason, message, again, waitMs, overflow } = troubleOf(error, signal);
          const wait = waitMs ?? limits.firstWaitMs;
          if (!again || wait > limits.longestWaitMs || attempt >= limits.tries)
            return { kind: 'failure', reason, message, ...(overflow && { overflow }) };
          await clock.sleep(wait, signal).catch(() => {});
        }
      }
    },
  };
}

function scoredText(text: string, given: Logprobs | null | undefined): ScoredText {
  const missing = (message: string): ScoredText => ({
    kind: 'failure',
    reason: 'no-log-probabilities',
    message,
  });
  const { tokens, token_logprobs: logprobs, top_logprobs: tops } = given ?? {};
  if (!isTexts(tokens) || !Array.isArray(logprobs))
    return missing('The server answered without the log-probabilities of its prompt.');
  if (!Array.isArray(tops)) return missing('The server does not say which tokens were likeliest.');
  // A start token of the server's own stands before the text, what was generated behind it.
  const offset = tokens.join('').indexOf(text);
  if (offset === -1) return missing("The server's tokens do not spell the text that it was given.");
  const scored: ScoredToken[] = [];
  let start = -offset;
  for (const [at, token] of tokens.entries()) {
    const end = start + token.length;
    if (start >= 0 && start < text.length)
      scored.push({ start, end: Math.min(end, text.length), ...chanceOf(logprobs[at], tops[at]) });
    start = end;
  }
  return { kind: 'tokens', tokens: scored };
}

function chanceOf(logprob: unknown, top: unknown): Pick<ScoredToken, 'logprob' | 'likeliest'> {
  if (typeof logprob !== 'number') return { logprob: null, likeliest: null };
  const others = typeof top === 'object' && top !== null ? Object.values(top).map(Number) : [];
  return { logprob, likeliest: others.length === 0 ? null : logprob >= Math.max(...others) };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
