import type { EmbeddingsInterface } from '@langchain/core/embeddings';

export type EmbeddingKind = 'query' | 'passage';

/** LangChain's client for one call; the signal closes its connection where the client allows it (OpenAI's and Ollama's). */
export type OpenEmbeddings = (kind: EmbeddingKind, signal: AbortSignal) => EmbeddingsInterface;

/** What a provider takes: texts in one call, and calls at once (LangChain's own defaults are 2 and 1). */
export type EmbeddingPace = { batchSize: number; maxConcurrency: number };

export type EmbeddingClient = { open: OpenEmbeddings; pace: EmbeddingPace };
