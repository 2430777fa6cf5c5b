import type { ModelLimits } from '../../../../core/langchain/chat-model.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import type { ChatModel } from '../../../../core/ports/chat-model.ts';
import type { TextScorer } from '../../../../core/ports/text-scorer.ts';
import { isChatModel } from '../../../settings/chat-models.ts';
import type { Config } from '../../../settings/config.ts';
import { usageError } from '../../context.ts';

/** Nobody waits at a screen: slow is fine, and a provider that says when to come again is waited for. */
const BENCHMARK_LIMITS: ModelLimits = {
  firstTextMs: 120_000,
  idleMs: 60_000,
  tries: 6,
  firstWaitMs: 1_000,
  longestWaitMs: 120_000,
};

/** How many requests are open at once unless the command says otherwise. */
export const CONCURRENCY = 4;

/** The model of `--model`, as a chat model. LangChain is loaded here and not before. */
export async function openBenchmarkModel(config: Config, model: string): Promise<ChatModel> {
  checkName(model);
  const [{ createLangChainChatModel }, { chatProviders }] = await Promise.all([
    import('../../../../core/langchain/chat-model.ts'),
    import('../../../assembly/answerers.ts'),
  ]);
  const providers = chatProviders(config, model);
  return createLangChainChatModel({ model, ...providers, clock: systemClock, limits: BENCHMARK_LIMITS });
}

/** The model of `--model` on a completions server; null where its provider has none that echoes log-probabilities. */
export async function openScorer(config: Config, model: string): Promise<TextScorer | null> {
  checkName(model);
  if (!model.startsWith('openai:')) return null;
  const { createCompletionScorer } = await import('../../../../core/langchain/completion-scorer.ts');
  return createCompletionScorer({
    name: model.slice('openai:'.length),
    openai: { apiKey: config.get('OPENAI_API_KEY'), baseUrl: config.get('OPENAI_BASE_URL') },
    clock: systemClock,
    limits: BENCHMARK_LIMITS,
  });
}

function checkName(model: string): void {
  if (!isChatModel(model))
    throw usageError(
      `--model must be PROVIDER:MODEL, not "${model}".`,
      'For instance openai:NAME, anthropic:NAME or ollama:NAME. OPENAI_BASE_URL names a server of your own.',
    );
}

/** Reads `--concurrency`. */
export function readConcurrency(given: string | undefined): number {
  const width = given === undefined ? CONCURRENCY : Number(given);
  if (!Number.isInteger(width) || width < 1 || width > 256)
    throw usageError('--concurrency must be a whole number from 1 to 256.');
  return width;
}
