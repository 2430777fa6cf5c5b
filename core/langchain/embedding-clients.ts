import { AppError } from '../errors.ts';
import type { Provider } from './chat-clients.ts';
import { communityEmbeddings } from './community-embeddings.ts';
import type { EmbeddingClient, OpenEmbeddings } from './embedding-client.ts';
import { createSignalFetch } from './ollama-fetch.ts';

export type EmbeddingProviders = {
  openai: Provider;
  ollama: Provider;
  voyage: Provider;
  /** Of the community package, by name. */
  others?: Record<string, Provider>;
};

type Load = (model: string, providers: EmbeddingProviders) => Promise<EmbeddingClient>;

/** Loads the client for `provider:name`, and nothing else. Throws AppError `embeddings.unusable` for another name. */
export async function loadEmbeddingClient(
  id: string,
  providers: EmbeddingProviders,
): Promise<EmbeddingClient> {
  const colon = id.indexOf(':');
  const name = id.slice(0, Math.max(0, colon));
  const model = id.slice(colon + 1);
  const other = providers.others?.[name];
  const community = communityEmbeddings[name];
  if (other !== undefined && community !== undefined && model !== '') return community(model, other);
  const load = LOADERS[name];
  if (load === undefined || model === '') {
    throw new AppError(
      'embeddings.unusable',
      `"${id}" names no embeddings that Docent can use.`,
      'Write corpus, or NAME after openai:, ollama:, voyage:, jina:, fireworks: or together:.',
    );
  }
  return load(model, providers);
}

/** One call of a client is one request: each takes a whole batch, and none tries again by itself. */
const single = { maxRetries: 0, maxConcurrency: Number.POSITIVE_INFINITY };

const LOADERS: Record<string, Load> = {
  async openai(model, { openai }) {
    const pace = { batchSize: 128, maxConcurrency: 8 };
    const { OpenAIEmbeddings } = await import('@langchain/openai');
    const address = openai.baseUrl && { baseURL: openai.baseUrl };
    const open: OpenEmbeddings = (_kind, signal) =>
      new OpenAIEmbeddings({
        ...single,
        model,
        apiKey: openai.apiKey || 'none',
        batchSize: pace.batchSize,
        stripNewLines: false,
        configuration: { logLevel: 'off', fetch: createSignalFetch(signal), ...address },
      });
    return { open, pace };
  },
  async ollama(model, { ollama }) {
    const { OllamaEmbeddings } = await import('@langchain/ollama');
    const headers = ollama.apiKey && { headers: { authorization: `Bearer ${ollama.apiKey}` } };
    const open: OpenEmbeddings = (_kind, signal) =>
      new OllamaEmbeddings({
        ...single,
        model,
        truncate: true,
        fetch: createSignalFetch(signal),
        ...(ollama.baseUrl && { baseUrl: ollama.baseUrl }),
        ...headers,
      });
    return { open, pace: { batchSize: 32, maxConcurrency: 2 } };
  },
  async voyage(model, { voyage }) {
    const pace = { batchSize: 64, maxConcurrency: 4 };
    const { VoyageEmbeddings } = await import('@langchain/community/embeddings/voyage');
    const open: OpenEmbeddings = (kind) =>
      new VoyageEmbeddings({
        ...single,
        modelName: model,
        apiKey: voyage.apiKey || 'none',
        batchSize: pace.batchSize,
        inputType: kind === 'query' ? 'query' : 'document',
        ...(voyage.baseUrl && { basePath: voyage.baseUrl }),
      });
    return { open, pace };
  },
};
