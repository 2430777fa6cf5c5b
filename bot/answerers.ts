import { createExtractiveAnswerer } from '../core/local/extractive-answerer.ts';
import { systemClock } from '../core/local/system-clock.ts';
import type { Answerer } from '../core/ports/answerer.ts';
import type { ChatModel } from '../core/ports/chat-model.ts';
import { createModelAnswerer } from '../core/rag/model-answerer.ts';
import { putModelsInOrder } from '../core/rag/models-in-order.ts';
import { standaloneByRule } from '../core/rag/standalone.ts';
import { type Config, chatModelsOf } from './config.ts';

/** Quotes without a model, or the models that the settings name; LangChain is loaded only for the latter. */
export async function chooseAnswerer(config: Config): Promise<Answerer> {
  const setting = config.get('DOCENT_CHAT_MODEL');
  if (setting === 'extractive') return createExtractiveAnswerer({ standalone: standaloneByRule });
  const { createLangChainChatModel, modelLimits } = await import('../core/langchain/chat-model.ts');
  const names = chatModelsOf(setting);
  const open = (model: string, isLast: boolean): Promise<ChatModel> =>
    createLangChainChatModel({
      model,
      openai: { apiKey: config.get('OPENAI_API_KEY'), baseUrl: config.get('OPENAI_BASE_URL') },
      anthropic: { apiKey: config.get('ANTHROPIC_API_KEY'), baseUrl: config.get('ANTHROPIC_BASE_URL') },
      ollama: { apiKey: '', baseUrl: config.get('OLLAMA_BASE_URL') },
      clock: systemClock,
      // Where another model waits, asking it is quicker than asking this one twice.
      limits: isLast ? modelLimits : { ...modelLimits, tries: 1 },
    });
  const [first = '', ...others] = names;
  return createModelAnswerer(
    putModelsInOrder([
      await open(first, others.length === 0),
      ...(await Promise.all(others.map((model, at) => open(model, at === others.length - 1)))),
    ]),
  );
}
