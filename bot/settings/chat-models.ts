import { otherChatProviders } from './providers.ts';

/** The models of a list such as DOCENT_CHAT_MODEL in the order they are asked. */
export function chatModelsOf(value: string): string[] {
  return value.split(',').map((model) => model.trim());
}

/** What is wrong with a list of models, or null. */
export function chatModelsProblem(models: readonly string[]): string | null {
  const written = models.at(-1) === QUOTES ? models.slice(0, -1) : models;
  if (models.length > 0 && written.every(isChatModel)) return null;
  return `it must be extractive, or one or more of openai:NAME, anthropic:NAME, ollama:NAME and PROVIDER:NAME, separated by commas; extractive may stand last. Other providers are ${Object.keys(otherChatProviders).join(', ')}.`;
}

/** Stands last in a list of models, or alone. */
export const QUOTES = 'extractive';

/** Whether it names a model of a provider. */
export function isChatModel(model: string): boolean {
  const [, provider = ''] = /^([a-z][\w-]*):\S/.exec(model) ?? [];
  return ['openai', 'anthropic', 'ollama'].includes(provider) || Object.hasOwn(otherChatProviders, provider);
}
