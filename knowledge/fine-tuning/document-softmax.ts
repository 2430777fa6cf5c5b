import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '../../core/evals/statistics/seeded-random.ts';
import { type Centroids, centroidsOf, cosinesWith } from './centroids.ts';
import { type Sparse, sparseOf, type Vocabulary, vocabularyOf, withIds } from './features.ts';
import { SOFTMAX } from './limits.ts';
import { type PackedNumbers, packNumbers, unpackNumbers } from './packed-numbers.ts';

/** A question that people confirmed to be answered by a document. */
export type ConfirmedPair = {
  question: string;
  documentId: string;
};

/** A question as the softmax reads it: its words, and what it means where the encoder knows its language. */
export type Read = { question: string; meaning?: Float32Array | undefined };

/** How likely each document that was confirmed before answers a question. */
export type DocumentSoftmax = {
  documents: string[];
  /** Probabilities in the order of `documents`; null where no word of the question was seen. */
  expect(read: Read): Float64Array | null;
  /** As it is stored. */
  packed(): PackedSoftmax;
};

export type PackedSoftmax = {
  documents: string[];
  features: [name: string, idf: number][];
  weights: PackedNumbers;
  centroids: { dimensions: number; counts: number[]; sums: PackedNumbers } | null;
};

/**
 * Trains the words by steepest descent, question by question in an order that a seed draws, on top of what the meanings of
 * each document's other questions say: the same pairs give the same model.
 */
export async function trainSoftmax(
  pairs: readonly (ConfirmedPair & Read)[],
  signal?: AbortSignal,
): Promise<DocumentSoftmax> {
  const documents = [...new Set(pairs.map(({ documentId }) => documentId))].sort();
  const vocabulary = affordable(
    pairs.map(({ question }) => question),
    documents.length,
  );
  const classOf = new Map(documents.map((id, at) => [id, at]));
  const read = pairs.map(({ question, meaning, documentId }) => ({
    ...{ sparse: sparseOf(question, vocabulary), meaning, right: classOf.get(documentId) ?? 0 },
  }));
  const centroids = centroidsOf(read, documents.length);
  const rows = read.map(({ sparse, meaning, right }) => ({
    ...{ sparse: sparse ?? NO_WORDS, right },
    meant: centroids === null ? null : cosinesWith(meaning, centroids, right),
  }));
  const width = documents.length;
  // By feature, then by document: a question touches whole runs.
  const weights = new Float32Array(vocabulary.names.length * width);
  const random = seededRandom('softmax');
  const scores = new Float64Array(width);
  for (let epoch = 0; epoch < SOFTMAX.epochs; epoch++) {
    const rate = SOFTMAX.rate * (1 - (0.9 * epoch) / SOFTMAX.epochs);
    shuffle(rows, random);
    for (const { sparse, meant, right } of rows) {
      probabilities(weights, sparse, meant, scores);
      scores[right] = (scores[right] ?? 0) - 1;
      for (let at = 0; at < sparse.ids.length; at++) {
        const from = (sparse.ids[at] ?? 0) * width;
        const step = rate * (sparse.values[at] ?? 0);
        for (let k = 0; k < width; k++)
          weights[from + k] = (weights[from + k] ?? 0) - step * (scores[k] ?? 0);
      }
    }
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) * (1 - SOFTMAX.decay);
    signal?.throwIfAborted();
    // Training takes seconds; chats must not wait for it.
    await setImmediate();
  }
  return softmaxOf({ documents, vocabulary, centroids }, weights);
}

const NO_WORDS: Sparse = { ids: new Int32Array(), values: new Float64Array() };

type Shape = { documents: string[]; vocabulary: Vocabulary; centroids: Centroids | null };

/** Rare features go until the weights fit. */
function affordable(questions: readonly string[], documents: number): Vocabulary {
  for (let least = 1; ; least++) {
    const vocabulary = vocabularyOf(questions, least);
    if (vocabulary.names.length * documents <= SOFTMAX.most || vocabulary.names.length === 0)
      return vocabulary;
  }
}

function softmaxOf(shape: Shape, weights: Float32Array): DocumentSoftmax {
  const { documents, vocabulary, centroids } = shape;
  return {
    documents,
    expect({ question, meaning }) {
      const sparse = sparseOf(question, vocabulary);
      const meant = centroids === null || meaning === undefined ? null : cosinesWith(meaning, centroids);
      if (sparse === null && meant === null) return null;
      const scores = new Float64Array(documents.length);
      probabilities(weights, sparse ?? NO_WORDS, meant, scores);
      return scores;
    },
    packed: () => ({
      documents,
      features: vocabulary.names.map((name, at) => [name, Number((vocabulary.idf[at] ?? 0).toFixed(4))]),
      weights: packNumbers(weights),
      centroids:
        centroids === null
          ? null
          : {
              dimensions: centroids.dimensions,
              counts: [...centroids.counts],
              sums: packNumbers(centroids.sums),
            },
    }),
  };
}

/** A stored model, ready to be asked. */
export function unpackSoftmax({ documents, features, weights, centroids }: PackedSoftmax): DocumentSoftmax {
  const vocabulary = withIds(
    features.map(([name]) => name),
    features.map(([, idf]) => idf),
  );
  const unpacked =
    centroids === null
      ? null
      : {
          dimensions: centroids.dimensions,
          counts: Int32Array.from(centroids.counts),
          sums: unpackNumbers(centroids.sums),
        };
  return softmaxOf({ documents, vocabulary, centroids: unpacked }, unpackNumbers(weights));
}

/** Writes the probabilities of all documents into `scores`. */
function probabilities(
  weights: Float32Array,
  { ids, values }: Sparse,
  meant: Float64Array | null,
  scores: Float64Array,
): void {
  const width = scores.length;
  for (let k = 0; k < width; k++) scores[k] = SOFTMAX.meaning * (meant?.[k] ?? 0);
  for (let at = 0; at < ids.length; at++) {
    const from = (ids[at] ?? 0) * width;
    const value = values[at] ?? 0;
    for (let k = 0; k < width; k++) scores[k] = (scores[k] ?? 0) + value * (weights[from + k] ?? 0);
  }
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let total = 0;
  for (let k = 0; k < width; k++) {
    const odds = Math.exp((scores[k] ?? 0) - most);
    scores[k] = odds;
    total += odds;
  }
  for (let k = 0; k < width; k++) scores[k] = (scores[k] ?? 0) / total;
}

function shuffle<T>(rows: T[], random: () => number): void {
  for (let at = rows.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [rows[at], rows[other]] = [rows[other] as T, rows[at] as T];
  }
}
