import type { OtherProvider, Provider } from '../../core/langchain/chat-clients.ts';
import type { Config } from '../settings/config.ts';
import { otherChatProviders, otherEmbeddingProviders } from '../settings/providers.ts';

/** Clients' fields of the providers that have no settings of their own, by the variables in the environment. */
export function otherProviders(
  config: Pick<Config, 'variable'>,
  model: string,
): Record<string, OtherProvider> {
  const deployment = model.slice(model.indexOf(':') + 1);
  return Object.fromEntries(
    Object.entries(otherChatProviders).map(([provider, { package: name, key, address, addressField }]) => {
      const url = address === null ? '' : config.variable(address);
      const fields = {
        // Without its key a client cannot even be made: so it starts, and the doctor says what is missing.
        ...(key !== null && { apiKey: config.variable(key) || 'none' }),
        ...(url && addressField(url)),
        ...(provider === 'azure_openai' && {
          azureOpenAIApiDeploymentName: deployment,
          configuration: { logLevel: 'off' },
        }),
      };
      return [provider, { package: name, fields }];
    }),
  );
}

/** The same for embeddings. */
export function otherEmbeddings(config: Pick<Config, 'variable'>): Record<string, Provider> {
  return Object.fromEntries(
    Object.entries(otherEmbeddingProviders).map(([provider, { key, address }]) => [
      provider,
      { apiKey: config.variable(key), baseUrl: config.variable(address) },
    ]),
  );
}
