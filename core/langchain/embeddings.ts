import { AsyncCaller } from '@langchain/core/utils/async_caller';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Embeddings } from '../ports/embeddings.ts';
import type { EmbeddingKind, EmbeddingPace, OpenEmbeddings } from './embedding-client.ts';
import { type EmbeddingProviders, loadEmbeddingClient } from './embedding-clients.ts';
import { type Trouble, troubleOf } from './stream-outcome.ts';
import { toUnitVectors, WrongVectorsError } from './unit-vectors.ts';
import { within } from './within.ts';

/** How long one call may take and how often it is tried. Waits double from `firstWaitMs`, up to `longestWaitMs`. */
export type EmbeddingLimits = { callMs: number; tries: number; firstWaitMs: number; longestWaitMs: number };

/** A member waits for a query; passages are embedded in the background and can wait out a bad minute. */
const embeddingLimits: Record<EmbeddingKind, EmbeddingLimits> = {
  query: { callMs: 5_000, tries: 2, firstWaitMs: 200, longestWaitMs: 1_000 },
  passage: { callMs: 60_000, tries: 6, firstWaitMs: 1_000, longestWaitMs: 30_000 },
};

export type EmbeddingOptions = EmbeddingProviders & {
  /** `provider:name`. */
  embeddings: string;
  clock: Clock;
  /** Length of the vectors that are already stored for this model; another length is then an error. */
  dimensions?: number;
  limits?: Record<EmbeddingKind, EmbeddingLimits>;
  /** Instead of the provider's own. */
  pace?: EmbeddingPace;
};

/**
 * Embeddings of a provider behind LangChain, every vector checked. What cannot be checked: vectors that come
 * back in another order than the texts went out (the clients drop the provider's index).
 * Throws AppError `embeddings.unusable` here, and from `embed` `embeddings.unauthorised`, `.rate-limited`,
 * `.timeout`, `.failed` or `.wrong-vectors`; an aborted call rejects with the signal's reason.
 */
export async function createLangChainEmbeddings(options: EmbeddingOptions): Promise<Embeddings> {
  const { clock, limits = embeddingLimits } = options;
  const client = await loadEmbeddingClient(options.embeddings, options);
  const { batchSize, maxConcurrency } = options.pace ?? client.pace;
  const slots = new AsyncCaller({ maxConcurrency, maxRetries: 0 });
  let dimensions = options.dimensions ?? null;

  async function embedBatch(batch: string[], kind: EmbeddingKind, signal: AbortSignal) {
    for (let attempt = 1; ; attempt++) {
      try {
        const rows = await callOnce(client.open, batch, kind, { clock, ms: limits[kind].callMs, signal });
        const vectors = toUnitVectors(rows, batch.length, dimensions);
        dimensions ??= vectors[0]?.length ?? null;
        return vectors;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof WrongVectorsError) throw wrongVectors(options.embeddings, error);
        const trouble = troubleOf(error);
        const waitMs = waitBefore(attempt, trouble, limits[kind]);
        if (waitMs === null) throw failure(options.embeddings, trouble, error);
        await clock.sleep(waitMs, signal);
      }
    }
  }

  return {
    model: options.embeddings,
    async embed(texts, { kind, signal: asker }) {
      asker?.throwIfAborted();
      // The first batch that fails stops the others: nothing is paid for that is thrown away.
      const stop = new AbortController();
      const signal = asker === undefined ? stop.signal : AbortSignal.any([asker, stop.signal]);
      try {
        const batches = toBatches(texts, batchSize);
        const embedded = await Promise.all(
          batches.map((batch) => slots.call(() => embedBatch(batch, kind, signal))),
        );
        return embedded.flat();
      } finally {
        stop.abort();
      }
    },
  };
}

async function callOnce(
  open: OpenEmbeddings,
  batch: string[],
  kind: EmbeddingKind,
  { clock, ms, signal }: { clock: Clock; ms: number; signal: AbortSignal },
): Promise<unknown> {
  signal.throwIfAborted();
  const request = new AbortController();
  try {
    const client = open(kind, AbortSignal.any([signal, request.signal]));
    return await within(client.embedDocuments(batch), ms, clock, signal);
  } finally {
    request.abort();
  }
}

/** Milliseconds until the next try, or null when there should be none. A timeout is worth another try here. */
function waitBefore(attempt: number, trouble: Trouble, limits: EmbeddingLimits): number | null {
  const again = trouble.again || trouble.reason === 'timeout';
  if (!again || attempt >= limits.tries) return null;
  if (trouble.waitMs !== null) return trouble.waitMs <= limits.longestWaitMs ? trouble.waitMs : null;
  return Math.min(limits.firstWaitMs * 2 ** (attempt - 1), limits.longestWaitMs);
}

function toBatches(texts: string[], size: number): string[][] {
  const count = Math.ceil(texts.length / size);
  return Array.from({ length: count }, (_, index) => texts.slice(index * size, (index + 1) * size));
}

const HINTS: Record<string, string> = {
  unauthorised: 'Check the key of the embedding provider in the settings.',
  'rate-limited': 'Wait a while, or raise the limit or the credit with the provider.',
  timeout: 'Check that the embedding provider can be reached and is not overloaded.',
  failed: 'Check DOCENT_EMBEDDINGS, the address of the provider and that it has the model.',
};

function failure(model: string, trouble: Trouble, cause: unknown): AppError {
  const known = trouble.reason in HINTS ? trouble.reason : 'failed';
  const hint = HINTS[known] ?? '';
  return new AppError(`embeddings.${known}`, `${model} gave no vectors: ${trouble.message}`, hint, cause);
}

function wrongVectors(model: string, cause: WrongVectorsError): AppError {
  return new AppError(
    'embeddings.wrong-vectors',
    `${model} gave vectors that cannot be used. ${cause.message}`,
    'Nothing was stored. Has the model behind this name changed? Then choose it anew and index again.',
    cause,
  );
}
