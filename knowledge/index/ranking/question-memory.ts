import { createVectorSet, type VectorSet } from '../vectors/vector-set.ts';
import { questionVector, type VectorSpace } from '../vectors/vector-space.ts';
import type { LexicalIndex } from '../words/lexical-index.ts';
import { type ParsedQuestion, parseQuestion } from './question.ts';
import { MEMORY } from './weights.ts';

/** A question that people confirmed to be answered by a document. */
export type RememberedQuestion = {
  /** Integer, 0..2^32 - 1; equal ids replace each other. */
  id: number;
  text: string;
  documentKey: number | string;
  /** Passages that answer it; empty, or all of them gone = somewhere in the document. */
  passages: number[];
  /** Known from an eval case only: left out where the evals are measured. */
  fromEvals: boolean;
  /** Unit vector of the provider's model, where the index was made for one. */
  vector?: Float32Array;
  /** In a trial: the part that it belongs to, which is held out when that part is measured. */
  part?: number;
};

/**
 * A remembered question and how like the asked one it is, 0..1: in its words (idf-weighted) and in its vector (null
 * where one of them has none).
 */
export type Recalled = { question: RememberedQuestion; words: number; meaning: number | null };

/** Which remembered questions a search may use; a part = those of a trial alone, but for that part. */
export type MemoryUse = 'all' | 'without-evals' | 'none' | { heldOut: number };

/** Remembered questions, compared with every question that is asked. Synchronous; costs nothing while empty. */
export type QuestionMemory = {
  readonly size: number;
  put(questions: readonly RememberedQuestion[]): void;
  remove(ids: Iterable<number>): void;
  /** The remembered questions most like the asked one, in no order. `vector` is the asked one's in `space`. */
  recall(asked: ParsedQuestion, vector: Float32Array | null, use: MemoryUse): Recalled[];
};

type Slot = {
  question: RememberedQuestion;
  /** Telling terms with their idf, and the length of that vector. */
  terms: Map<string, number>;
  length: number;
};

/** Corpus that the slots were read with: another one reads them anew. */
type Bound = { space: VectorSpace | null; size: number };

/** `corpus` is asked at each call, since the space is swapped when it is trained anew. */
export function createQuestionMemory(corpus: {
  readonly lexical: LexicalIndex;
  readonly space: VectorSpace | null;
}): QuestionMemory {
  const slots = new Map<number, Slot>();
  const byTerm = new Map<string, Set<number>>();
  let vectors: VectorSet | null = null;
  let bound: Bound = { space: null, size: 0 };

  const read = (question: RememberedQuestion): void => {
    const { lexical, space } = corpus;
    const { tables, size, frequencyOf } = lexical;
    const parsed = parseQuestion(question.text, { terms: tables.terms, size, frequencyOf });
    const terms = tellingOf(parsed);
    slots.set(question.id, { question, terms, length: lengthOf(terms) });
    for (const term of terms.keys()) {
      const holders = byTerm.get(term) ?? new Set();
      byTerm.set(term, holders.add(question.id));
    }
    const vector = space === null ? null : questionVector(space, parsed, question.vector);
    if (vector !== null && vectors?.dimensions === vector.length) vectors.put(question.id, 0, vector);
  };
  const forget = (id: number): void => {
    for (const term of slots.get(id)?.terms.keys() ?? []) {
      const holders = byTerm.get(term);
      holders?.delete(id);
      if (holders?.size === 0) byTerm.delete(term);
    }
    slots.delete(id);
    vectors?.remove(id);
  };
  const bind = (): void => {
    const { lexical, space } = corpus;
    const grown = Math.abs(lexical.size - bound.size) > bound.size * MEMORY.rereadShare;
    if (space === bound.space && !grown) return;
    bound = { space, size: lexical.size };
    vectors = space === null ? null : createVectorSet(space.set.dimensions);
    byTerm.clear();
    for (const { question } of [...slots.values()]) read(question);
  };
  /** Cosine of the telling words, weighted by idf, of every question that shares one. */
  const byWords = (terms: ReadonlyMap<string, number>): Map<number, number> => {
    const length = lengthOf(terms);
    const products = new Map<number, number>();
    for (const [term, idf] of terms) {
      for (const id of byTerm.get(term) ?? []) {
        const theirs = slots.get(id)?.terms.get(term) ?? 0;
        products.set(id, (products.get(id) ?? 0) + idf * theirs);
      }
    }
    for (const [id, product] of products) {
      products.set(id, Math.min(1, product / (length * (slots.get(id)?.length ?? 1))));
    }
    return products;
  };

  return {
    get size() {
      return slots.size;
    },
    put(questions) {
      bind();
      for (const question of questions) {
        forget(question.id);
        read(question);
      }
    },
    remove(ids) {
      for (const id of ids) forget(id);
    },
    recall(asked, vector, use) {
      if (slots.size === 0 || use === 'none') return [];
      bind();
      const words = byWords(tellingOf(asked));
      const query = vector === null || vectors === null ? null : vectors.prepare(vector);
      const nearest = query === null ? [] : (vectors?.nearest(query, MEMORY.looked, null) ?? []);
      const likeliest = [...words].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MEMORY.looked);
      const ids = new Set([...likeliest.map(([id]) => id), ...nearest.map(({ id }) => id)]);
      return [...ids].flatMap((id): Recalled[] => {
        const slot = slots.get(id);
        if (slot === undefined || !mayUse(slot.question, use)) return [];
        const cosine = query === null ? null : (vectors?.similarity(query, id) ?? null);
        const meaning = cosine === null ? null : Math.min(1, Math.max(0, cosine));
        return [{ question: slot.question, words: words.get(id) ?? 0, meaning }];
      });
    },
  };
}

function mayUse({ fromEvals, part }: RememberedQuestion, use: MemoryUse): boolean {
  if (typeof use === 'object') return part !== use.heldOut;
  return use !== 'without-evals' || !fromEvals;
}

function tellingOf({ terms }: ParsedQuestion): Map<string, number> {
  return new Map(terms.filter(({ telling }) => telling).map(({ text, idf }) => [text, idf]));
}

function lengthOf(terms: ReadonlyMap<string, number>): number {
  let square = 0;
  for (const idf of terms.values()) square += idf * idf;
  return Math.sqrt(square) || 1;
}
