import type { ScoredSentence, SearchFilter } from '../../../core/types.ts';
import type { MeaningFeature } from '../meaning/meaning-evidence.ts';
import type { MeaningSet } from '../meaning/meaning-set.ts';
import type { Calibration } from '../ranking/calibration.ts';
import type { MemoryUse, QuestionMemory } from '../ranking/question-memory.ts';
import type { Favoured, MemoryWeights } from '../ranking/recalled-passages.ts';
import type { VectorSpace } from '../vectors/vector-space.ts';
import type { LexicalIndex } from '../words/lexical-index.ts';
import type { Narrowing } from '../words/narrowing.ts';
import type { IndexedPassage } from './indexed-passage.ts';

export type SearchOptions = {
  text: string;
  /** How many passages to return. */
  k: number;
  /** Only passages of these collections; undefined = all of them. */
  collections?: string[];
  /** None of these collections, applied after `collections`. */
  excludeCollections?: string[];
  /** Only passages that it allows, looked at before anything is ranked. */
  filter?: SearchFilter;
  /** How many of the hits get their sentences read, at least `EVIDENCE.passages` (default: `CANDIDATES.read`). */
  readSentences?: number;
  /** Only which passages, and in what order: no sentence is read, and evidence is 0. */
  hitsOnly?: boolean;
  /** Unit vector of the question, where the index was made for a provider's model. */
  vector?: Float32Array;
  /** What the question means: its vector of the encoder, where the index was made for one. */
  meaning?: Float32Array;
  /** Which remembered questions may speak for passages (default: all). */
  memory?: MemoryUse;
  /** Documents that a trained model expects to answer, with what that adds to their best passages' log odds. */
  favoured?: readonly Favoured[];
};

/**
 * `score` compares within one search only: the odds of being the right passage against the first one's, 0..1. The
 * sentences' scores are their shares of the odds of holding the answer: all that were read add up to 1.
 */
export type IndexHit = { id: number; score: number; coverage: number; sentences: ScoredSentence[] };

/** `evidence` (0..1) compares across questions of one corpus; 0 without hits. */
export type SearchFound = { hits: IndexHit[]; evidence: number; generation: number };

/** The search, without threads and files around it: everything here is synchronous. */
export type SearchEngine = {
  readonly lexical: LexicalIndex;
  /** Which passages filters allow. */
  readonly narrowing: Narrowing;
  /** Vectors that stand beside the words; null = words alone. Swapped in one step. */
  space: VectorSpace | null;
  /** Vectors of the pretrained encoder; null = made for none. */
  readonly meaning: MeaningSet | null;
  /** Questions that people confirmed; they stay when passages change. */
  readonly memory: QuestionMemory;
  /** Questions that are being tried, apart from those that serve. */
  readonly trial: QuestionMemory;
  memoryWeights: MemoryWeights;
  add(passages: IndexedPassage[]): void;
  remove(ids: readonly number[]): void;
  /** Where enough evidence begins in this corpus; set by `calibrate`. */
  calibration: Calibration;
  /** The same for questions compared by meaning, and the number of passages that had vectors; set by `calibrateMeaning`. */
  meaningCalibration: Calibration;
  /** What tells whether the corpus answers a question: a row of `EVIDENCE_FEATURES`. */
  evidenceRow(text: string): number[];
  /** The same of a question compared by meaning; null where it cannot be. */
  meaningRow(text: string, vector: Float32Array): Record<MeaningFeature, number> | null;
  search(options: SearchOptions): Omit<SearchFound, 'generation'>;
};
