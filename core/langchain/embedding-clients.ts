import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { AppError } from '../errors.ts';
import type { Provider } from './chat-clients.ts';
import { createSignalFetch } from './ollama-fetch.ts';

export type EmbeddingProviders = { openai: Provider; ollama: Provider; voyage: Provider };

export type EmbeddingKind = 'query' | 'passage';

/** LangChain's client for one call; the signal closes its connection where the client allows it (not Voyage's). */
export type OpenEmbeddings = (kind: EmbeddingKind, signal: AbortSignal) => EmbeddingsInterface;

/** What a provider takes: texts in one call, and calls at once (LangChain's own defaults are 2 and 1). */
export type EmbeddingPace = { batchSize: number; maxConcurrency: number };

type Client = { open: OpenEmbeddings; pace: EmbeddingPace };
type Load = (model: string, providers: EmbeddingProviders) => Promise<Client>;

/** Loads the client for `provider:name`, and nothing else. Throws AppError `embeddings.unusable` for another name. */
export async function loadEmbeddingClient(id: string, providers: EmbeddingProviders): Promise<Client> {
  const colon = id.indexOf(':');
  const load = LOADERS[id.slice(0, Math.max(0, colon))];
  const model = id.slice(colon + 1);
  if (load === undefined || model === '') {
    throw new AppError(
      'embeddings.unusable',
      `"${id}" names no embeddings that Docent can use.`,
      'Write corpus, openai:NAME, ollama:NAME or voyage:NAME.',
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
