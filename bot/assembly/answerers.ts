import { cacheChatModel } from '../../core/caching/models/cached-chat-model.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { recorded } from '../../core/evals/runs/recorded-calls.ts';
import type { ChatProviders } from '../../core/langchain/chat-clients.ts';
import { createExtractiveAnswerer } from '../../core/local/extractive-answerer.ts';
import { systemClock } from '../../core/local/system-clock.ts';
import type { Answerer } from '../../core/ports/answerer.ts';
import type { ChatModel } from '../../core/ports/chat-model.ts';
import { createModelAnswerer } from '../../core/rag/model-answerer.ts';
import { putModelsInOrder } from '../../core/rag/models-in-order.ts';
import { standaloneByRule } from '../../core/rag/standalone.ts';
import { chatModelsOf, chatModelsProblem, QUOTES } from '../settings/chat-models.ts';
import type { Config } from '../settings/config.ts';
import { otherProviders } from './other-providers.ts';

/** Quotes without a model, or the models that the settings name; LangChain is loaded only for the latter. */
export function chooseAnswerer(config: Config): Promise<Answerer> {
  return openAnswerer(config, chatModelsOf(config.get('DOCENT_CHAT_MODEL')));
}

/** One answerer of a list of models; `extractive` as the last of them quotes where none could answer. */
async function openAnswerer(
  config: Config,
  models: readonly string[],
  open: OpenModel = openModel,
): Promise<Answerer> {
  const problem = chatModelsProblem(models);
  if (problem !== null)
    throw new AppError('model.unusable', `"${models.join(', ')}" cannot be used: ${problem}`, problem);
  const quoter = createExtractiveAnswerer({ standalone: standaloneByRule });
  const model = await openModels(config, models, open);
  if (model === null) return quoter;
  const written = createModelAnswerer(model, cacheChatModel(model), {
    searches: config.get('DOCENT_MODEL_SEARCHES') === 'on',
  });
  return models.at(-1) === QUOTES
    ? { ...written, id: `${written.id}+${quoter.id}`, fallback: quoter }
    : written;
}

/** The models of a list as one, asked in their order; null where the list only quotes. */
export async function openModels(
  config: Config,
  models: readonly string[],
  open: OpenModel = openModel,
): Promise<ChatModel | null> {
  const [first, ...others] = models.filter((model) => model !== QUOTES);
  if (first === undefined) return null;
  return putModelsInOrder([
    await open(config, first, others.length === 0),
    ...(await Promise.all(others.map((model, at) => open(config, model, at === others.length - 1)))),
  ]);
}

type OpenModel = (config: Config, model: string, isLast: boolean) => Promise<ChatModel>;

/** Opens one model of a provider; one that is not the last is tried once only. */
export const openModel: OpenModel = async (config, model, isLast) => {
  const { createLangChainChatModel, modelLimits } = await import('../../core/langchain/chat-model.ts');
  const opened = createLangChainChatModel({
    model,
    ...chatProviders(config, model),
    clock: systemClock,
    // Where another model waits, asking it is quicker than asking this one twice.
    limits: isLast ? modelLimits : { ...modelLimits, tries: 1 },
  });
  return recorded(await opened, systemClock);
};

/** Where the settings say that the providers of chat models are reached. */
export function chatProviders(config: Config, model: string): ChatProviders {
  return {
    openai: { apiKey: config.get('OPENAI_API_KEY'), baseUrl: config.get('OPENAI_BASE_URL') },
    anthropic: { apiKey: config.get('ANTHROPIC_API_KEY'), baseUrl: config.get('ANTHROPIC_BASE_URL') },
    ollama: { apiKey: '', baseUrl: config.get('OLLAMA_BASE_URL') },
    others: otherProviders(config, model),
  };
}

/** The answerers of channels that name models of their own, each list opened once. */
export type ChannelAnswerers = {
  /** Never rejects for a model that cannot be opened any more: that one fails like one that is out of order. */
  of(models: readonly string[]): Promise<Answerer>;
  /** What is wrong with a list, in words; null when all of it could be opened. */
  problem(models: readonly string[]): Promise<string | null>;
  /** Settings changed: all are opened anew. */
  forget(): void;
};

export function createChannelAnswerers(config: () => Config): ChannelAnswerers {
  const opened = new Map<string, Promise<Answerer>>();
  return {
    of(models) {
      const name = models.join(',');
      const known = opened.get(name) ?? openAnswerer(config(), models, openOrBroken);
      opened.set(name, known);
      return known;
    },
    problem: (models) =>
      openAnswerer(config(), models).then(
        () => null,
        (error: unknown) => messageOf(error),
      ),
    forget: () => opened.clear(),
  };
}

const openOrBroken: OpenModel = (config, model, isLast) =>
  openModel(config, model, isLast).catch((error: unknown) => brokenModel(model, messageOf(error)));

function brokenModel(id: string, message: string): ChatModel {
  return {
    id,
    async *stream() {
      yield { kind: 'failure', reason: 'provider-error', message };
    },
  };
}
