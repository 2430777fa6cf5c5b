import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { initChatModel } from 'langchain/chat_models/universal';
import { AppError, messageOf } from '../errors.ts';
import type { Sampling } from '../ports/chat-model.ts';
import { createLineFetch } from './ollama-fetch.ts';
import { hasFixedTemperature, samplingFields } from './sampling-fields.ts';

/** Where a provider is reached. Empty means: no key, the provider's own address. */
export type Provider = { apiKey: string; baseUrl: string };

/** A provider that only LangChain knows: the npm package of its client, and fields for it (key, address). */
export type OtherProvider = { package: string; fields: Record<string, unknown> };

export type ChatProviders = {
  openai: Provider;
  anthropic: Provider;
  ollama: Provider;
  others?: Record<string, OtherProvider>;
};

/** LangChain's client for one call. The signal ends the call, for every provider alike. */
export type OpenClient = (signal: AbortSignal, sampling?: Sampling) => Promise<BaseChatModel>;

/**
 * Clients for `provider:name`, made anew for each call so that Ollama's can carry the call's signal.
 * Throws AppError `model.unusable` when LangChain cannot make one, `model.package-missing` when its package is not there.
 */
export async function createChatClients(model: string, providers: ChatProviders): Promise<OpenClient> {
  const colon = model.indexOf(':');
  const provider = model.slice(0, Math.max(0, colon));
  const name = model.slice(colon + 1);
  const other = providers.others?.[provider];
  const toFields = FIELDS[provider] ?? (other && (() => other.fields));
  if (toFields === undefined || name === '') {
    throw new AppError(
      'model.unusable',
      `"${model}" names no model that Docent can use.`,
      'Write extractive, openai:NAME, anthropic:NAME, ollama:NAME or PROVIDER:NAME of another provider of LangChain.',
    );
  }
  const open: OpenClient = async (signal, sampling = {}) => {
    const sampled = samplingFields(provider, name, sampling);
    const fields = { maxRetries: 0, ...(await toFields(name, providers, signal, sampled)), ...sampled };
    return (await initChatModel(model, fields)) as unknown as BaseChatModel;
  };
  try {
    await open(AbortSignal.abort());
  } catch (error) {
    if (other !== undefined && /^Unable to import /.test(messageOf(error)))
      throw packageMissing(model, other.package, error);
    throw new AppError(
      'model.unusable',
      `The client for ${model} could not be made: ${messageOf(error)}`,
      'Check the model name and the settings of its provider.',
      error,
    );
  }
  return open;
}

/** Its message says all there is to do: the console shows no hints. */
function packageMissing(model: string, name: string, cause: unknown): AppError {
  return new AppError(
    'model.package-missing',
    `${model} needs the package ${name}, which is not installed. Run "npm install ${name}" in Docent's folder and start Docent again.`,
    'Until then, name another model.',
    cause,
  );
}

type Fields = (
  name: string,
  providers: ChatProviders,
  signal: AbortSignal,
  sampled: Record<string, unknown>,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Constructor fields per provider: no retries, no noise and no second protocol behind our back. */
const FIELDS: Record<string, Fields> = {
  async openai(name, { openai }, _signal, sampled) {
    const fields = {
      model: name,
      apiKey: openai.apiKey || 'none',
      maxRetries: 0,
      ...(hasFixedTemperature(name) ? {} : { temperature: 0 }),
      ...sampled,
      // The words of a refusal stand in no field that the client hands on.
      __includeRawResponse: true,
      configuration: { logLevel: 'off' as const, ...(openai.baseUrl && { baseURL: openai.baseUrl }) },
    };
    // For some names ChatOpenAI switches to the Responses API, which compatible servers rarely have.
    const { ChatOpenAICompletions } = await import('@langchain/openai');
    return { ...fields, responses: new ChatOpenAICompletions(fields) };
  },
  // Newer models refuse a temperature, so none is sent.
  anthropic: (_name, { anthropic }) => ({
    apiKey: anthropic.apiKey || 'none',
    clientOptions: { logLevel: 'off' },
    ...(anthropic.baseUrl && { anthropicApiUrl: anthropic.baseUrl }),
  }),
  ollama: (_name, { ollama }, signal) => ({
    temperature: 0,
    fetch: createLineFetch(signal),
    ...(ollama.baseUrl && { baseUrl: ollama.baseUrl }),
    ...(ollama.apiKey && { headers: { authorization: `Bearer ${ollama.apiKey}` } }),
  }),
};
