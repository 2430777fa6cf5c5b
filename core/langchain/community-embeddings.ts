import type { Provider } from './chat-clients.ts';
import type { EmbeddingClient } from './embedding-client.ts';

type Load = (model: string, provider: Provider) => Promise<EmbeddingClient>;

/** One call of a client is one request, and none tries again by itself. */
const single = { maxRetries: 0, maxConcurrency: Number.POSITIVE_INFINITY };

const endpoint = ({ baseUrl }: Provider): string | null =>
  baseUrl === '' ? null : `${baseUrl.replace(/\/+$/, '')}/embeddings`;

/** Clients of LangChain's community package that need no other package. Their constructors take no address. */
export const communityEmbeddings: Record<string, Load> = {
  async jina(model, provider) {
    const { JinaEmbeddings } = await import('@langchain/community/embeddings/jina');
    const pace = { batchSize: 64, maxConcurrency: 4 };
    const client = new JinaEmbeddings({
      ...single,
      ...{ model, apiKey: provider.apiKey || 'none', batchSize: pace.batchSize, stripNewLines: false },
    });
    // As long as the model makes them: the client would ask every model for 1,024.
    Object.assign(client, { dimensions: undefined, baseUrl: endpoint(provider) ?? client.baseUrl });
    const asQueries = (texts: string[]) => Promise.all(texts.map((text) => client.embedQuery(text)));
    return {
      open: (kind) => ({
        embedQuery: (text) => client.embedQuery(text),
        embedDocuments: (texts) => (kind === 'query' ? asQueries(texts) : client.embedDocuments(texts)),
      }),
      pace,
    };
  },
  async fireworks(model, provider) {
    const { FireworksEmbeddings } = await import('@langchain/community/embeddings/fireworks');
    const pace = { batchSize: 64, maxConcurrency: 4 };
    const client = new FireworksEmbeddings({
      ...single,
      ...{ model, apiKey: provider.apiKey || 'none', batchSize: pace.batchSize },
    });
    client.apiUrl = endpoint(provider) ?? client.apiUrl;
    return { open: () => client, pace };
  },
  async together(model, provider) {
    const { TogetherAIEmbeddings } = await import('@langchain/community/embeddings/togetherai');
    const client = new TogetherAIEmbeddings({ ...single, model, apiKey: provider.apiKey || 'none' });
    const address = endpoint(provider);
    if (address !== null) Object.assign(client, { embeddingsAPIUrl: address });
    // The client makes a request of every text.
    return { open: () => client, pace: { batchSize: 1, maxConcurrency: 8 } };
  },
};
