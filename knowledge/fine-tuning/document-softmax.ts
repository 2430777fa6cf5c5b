import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '../../core/evals/statistics/seeded-random.ts';
import { type Sparse, sparseOf, type Vocabulary, vocabularyOf, withIds } from './features.ts';
import { SOFTMAX } from './limits.ts';

/** A question that people confirmed to be answered by a document. */
export type ConfirmedPair = { question: string; documentId: string };

/** How likely each document that was confirmed before answers a question. */
export type DocumentSoftmax = {
  documents: string[];
  /** Probabilities in the order of `documents`; null where no word of the question was seen. */
  expect(question: string): Float64Array | null;
  /** As it is stored. */
  packed(): PackedSoftmax;
};

export type PackedSoftmax = {
  documents: string[];
  features: [name: string, idf: number][];
  /** Largest weight of each document, and all weights in 127ths of it, in base64. */
  scales: number[];
  weights: string;
};

/** Trains by steepest descent, question by question in an order that a seed draws: the same pairs give the same model. */
export async function trainSoftmax(
  pairs: readonly ConfirmedPair[],
  signal?: AbortSignal,
): Promise<DocumentSoftmax> {
  const documents = [...new Set(pairs.map(({ documentId }) => documentId))].sort();
  const vocabulary = affordable(
    pairs.map(({ question }) => question),
    documents.length,
  );
  const classOf = new Map(documents.map((id, at) => [id, at]));
  const rows = pairs.flatMap(({ question, documentId }) => {
    const sparse = sparseOf(question, vocabulary);
    return sparse === null ? [] : [{ sparse, right: classOf.get(documentId) ?? 0 }];
  });
  const width = documents.length;
  // By feature, then by document: a question touches whole runs.
  const weights = new Float64Array(vocabulary.names.length * width);
  const random = seededRandom('softmax');
  const scores = new Float64Array(width);
  for (let epoch = 0; epoch < SOFTMAX.epochs; epoch++) {
    const rate = SOFTMAX.rate * (1 - (0.9 * epoch) / SOFTMAX.epochs);
    shuffle(rows, random);
    for (const { sparse, right } of rows) {
      probabilities(weights, sparse, scores);
      scores[right] = (scores[right] ?? 0) - 1;
      sparse.ids.forEach((id, at) => {
        const step = rate * (sparse.values[at] ?? 0);
        for (let k = 0; k < width; k++)
          weights[id * width + k] = (weights[id * width + k] ?? 0) - step * (scores[k] ?? 0);
      });
    }
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) * (1 - SOFTMAX.decay);
    signal?.throwIfAborted();
    // Training takes seconds; chats must not wait for it.
    await setImmediate();
  }
  return softmaxOf(documents, vocabulary, weights);
}

/** Rare features go until the weights fit. */
function affordable(questions: readonly string[], documents: number): Vocabulary {
  for (let least = 1; ; least++) {
    const vocabulary = vocabularyOf(questions, least);
    if (vocabulary.names.length * documents <= SOFTMAX.most || vocabulary.names.length === 0)
      return vocabulary;
  }
}

function softmaxOf(documents: string[], vocabulary: Vocabulary, weights: Float64Array): DocumentSoftmax {
  const width = documents.length;
  return {
    documents,
    expect(question) {
      const sparse = sparseOf(question, vocabulary);
      if (sparse === null) return null;
      const scores = new Float64Array(width);
      probabilities(weights, sparse, scores);
      return scores;
    },
    packed() {
      const scales = documents.map((_, k) => {
        let most = 0;
        for (let at = k; at < weights.length; at += width) most = Math.max(most, Math.abs(weights[at] ?? 0));
        return most;
      });
      const bytes = Int8Array.from(weights, (weight, at) => {
        const scale = scales[at % width] ?? 0;
        return scale === 0 ? 0 : Math.round((weight / scale) * 127);
      });
      return {
        documents,
        features: vocabulary.names.map((name, at) => [name, Number((vocabulary.idf[at] ?? 0).toFixed(4))]),
        scales,
        weights: Buffer.from(bytes.buffer).toString('base64'),
      };
    },
  };
}

/** A stored model, ready to be asked. */
export function unpackSoftmax({ documents, features, scales, weights }: PackedSoftmax): DocumentSoftmax {
  const bytes = Buffer.from(weights, 'base64');
  const width = documents.length;
  const unpacked = Float64Array.from(
    { length: bytes.length },
    (_, at) => (bytes.readInt8(at) / 127) * (scales[at % width] ?? 0),
  );
  const vocabulary = withIds(
    features.map(([name]) => name),
    features.map(([, idf]) => idf),
  );
  return softmaxOf(documents, vocabulary, unpacked);
}

/** Writes the probabilities of all documents into `scores`. */
function probabilities(weights: Float64Array, { ids, values }: Sparse, scores: Float64Array): void {
  const width = scores.length;
  scores.fill(0);
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
