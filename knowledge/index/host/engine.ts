import type { ScoredSentence, SearchFilter } from '../../../core/types.ts';
import { meaningOf } from '../meaning/meaning-score.ts';
import type { AskedMeaning, MeaningSet } from '../meaning/meaning-set.ts';
import { burstOf } from '../ranking/burst.ts';
import { type Calibration, UNCALIBRATED } from '../ranking/calibration.ts';
import { evidenceLogit, evidenceOf, evidenceRow } from '../ranking/evidence.ts';
import { type Candidate, fuse, type Ranked } from '../ranking/fusion.ts';
import { type ParsedQuestion, parseQuestion } from '../ranking/question.ts';
import { createQuestionMemory, type MemoryUse, type QuestionMemory } from '../ranking/question-memory.ts';
import { createReader, type Reading } from '../ranking/ranking.ts';
import {
  bonusOf,
  type Likeness,
  type MemoryWeights,
  NOTHING_RECALLED,
  recalledPassages,
} from '../ranking/recalled-passages.ts';
import { createReranker } from '../ranking/reranker.ts';
import { CANDIDATES, EVIDENCE, MEANING, MEMORY } from '../ranking/weights.ts';
import { nearestAllowed, nearestPassages } from '../vectors/vector-search.ts';
import {
  checkGivenVectors,
  foldInSegment,
  questionVector,
  removeVectors,
  takeGivenVectors,
  type VectorSpace,
} from '../vectors/vector-space.ts';
import { bestByWords, bestOfPlaces } from '../words/best-by-words.ts';
import { createLexicalIndex, type LexicalIndex } from '../words/lexical-index.ts';
import { createNarrowing, type Narrowing } from '../words/narrowing.ts';
import { createTokenReader } from '../words/token-reader.ts';
import type { IndexedPassage } from './indexed-passage.ts';
import type { PassageSource, PassageText } from './passage-source.ts';

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
};

/**
 * `score` compares within one search only: the odds of being the right passage against the first one's, 0..1. The
 * sentences' scores are their shares of the odds of holding the answer: all that were read add up to 1.
 */
export type IndexHit = { id: number; score: number; coverage: number; sentences: ScoredSentence[] };

/** `evidence` (0..1) compares across questions of one corpus; 0 without hits. */
export type SearchFound = { hits: IndexHit[]; evidence: number; generation: number };

type Looked = { hits: IndexHit[]; row: number[] };

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
  memoryWeights: MemoryWeights;
  add(passages: IndexedPassage[]): void;
  remove(ids: readonly number[]): void;
  /** Where enough evidence begins in this corpus; set by `calibrate`. */
  calibration: Calibration;
  /** What tells whether the corpus answers a question: a row of `EVIDENCE_FEATURES`. */
  evidenceRow(text: string): number[];
  search(options: SearchOptions): Omit<SearchFound, 'generation'>;
};

export function createSearchEngine(
  source: PassageSource,
  lexical = createLexicalIndex(),
  space: VectorSpace | null = null,
  meaning: MeaningSet | null = null,
): SearchEngine {
  const reranker = createReranker(lexical);
  const tokens = createTokenReader();
  const look = (options: SearchOptions): Looked => {
    const question = parseQuestion(options.text, {
      terms: lexical.tables.terms,
      size: lexical.size,
      frequencyOf: lexical.frequencyOf,
      reader: tokens,
    });
    const asked = options.meaning === undefined ? null : (meaning?.ask(options.meaning) ?? null);
    const found = candidates(engine, question, options, asked);
    const ordered = byMeaning(reranker.order(question, found.fused), asked);
    const ranked = recalledFirst(ordered, found.recalled, engine.memoryWeights);
    const top = ranked[0]?.score ?? 0;
    const read = createReader(question, options.text, tokens);
    const toRead =
      options.hitsOnly === true ? 0 : Math.max(options.readSentences ?? CANDIDATES.read, EVIDENCE.passages);
    const readings: Reading[] = [];
    const hits = distinct(ranked, source, Math.max(options.k, EVIDENCE.passages)).map(
      ({ id, score, text }, at): IndexHit => {
        const share = Math.exp(score - top);
        if (at >= toRead) return { id, score: share, coverage: 0, sentences: [] };
        const reading = read(text, share, asked?.of(id) ?? null);
        readings.push(reading);
        const { coverage, sentences } = reading;
        return { id, score: share, coverage, sentences };
      },
    );
    if (options.hitsOnly === true) return { hits: hits.slice(0, options.k), row: [] };
    const best = readings.slice(0, EVIDENCE.passages);
    // What people confirmed is no evidence that the texts hold the answer: it only changes which texts are read.
    const row = evidenceRow({
      question,
      size: lexical.size,
      bestWords: found.bestWords,
      readings: best,
      burstOf: (term) => burstOf(lexical, term),
    });
    // Evidence is of as many passages whatever `k` is, so that it compares.
    const wanted = hits.slice(0, options.k);
    shareOut(wanted.flatMap(({ sentences }) => sentences));
    return {
      hits: wanted.map(({ id, score, coverage, sentences }) => ({ id, score, coverage, sentences })),
      row,
    };
  };
  const engine: SearchEngine = {
    lexical,
    narrowing: createNarrowing(lexical, source.facts),
    space,
    meaning,
    memory: createQuestionMemory({
      lexical,
      get space() {
        return engine.space;
      },
    }),
    memoryWeights: MEMORY,
    add(passages) {
      engine.narrowing.changed();
      if (engine.space?.model === null) checkGivenVectors(engine.space, passages);
      if (engine.space !== null)
        removeVectors(
          engine.space,
          passages.map(({ id }) => id),
        );
      const segment = lexical.add(passages);
      source.put(passages);
      if (segment === null || engine.space === null) return;
      foldInSegment(engine.space, segment);
      takeGivenVectors(engine.space, passages, lexical.tables);
    },
    remove(ids) {
      engine.narrowing.changed();
      lexical.remove(ids);
      source.drop(ids);
      for (const id of ids) meaning?.remove(id);
      if (engine.space !== null) removeVectors(engine.space, ids);
    },
    calibration: UNCALIBRATED,
    evidenceRow: (text) => look({ text, k: EVIDENCE.passages }).row,
    search(options) {
      const { hits, row } = look(options);
      const evidence =
        hits.length === 0 || options.hitsOnly === true
          ? 0
          : evidenceOf(evidenceLogit(row), engine.calibration.offset);
      return { hits, evidence };
    },
  };
  return engine;
}

/** The passages of either leg that a search looks at closely, best first. */
export function candidates(
  engine: SearchEngine,
  question: ParsedQuestion,
  options: SearchOptions,
  asked: AskedMeaning | null = null,
): { fused: Candidate[]; bestWords: number; recalled: Likeness } {
  const { lexical, space, memory } = engine;
  const allowed = allowedCollections(lexical, options);
  const { filter } = options;
  const only = filter === undefined ? null : engine.narrowing.allowed({ filter, collections: allowed });
  const known = question.terms.filter((term) => term.id >= 0);
  const scores = lexical.score(known.map(({ id, weight }) => ({ term: id, weight })));
  const legs = {
    lexical:
      only === null
        ? bestByWords(lexical, scores, allowed, CANDIDATES.leg)
        : bestOfPlaces(lexical, scores, only.places, CANDIDATES.leg),
    lexicalScore: (id: number) => lexical.scoreOf(scores, id),
  };
  const vector = space === null ? null : questionVector(space, question, options.vector);
  const bestWords = legs.lexical[0]?.score ?? 0;
  const isOpen = (id: number) => (only === null ? isAllowed(lexical, id, allowed) : only.ids.includes(id));
  const recalled =
    memory.size === 0
      ? NOTHING_RECALLED
      : recalledPassages(
          lexical,
          memory.recall(question, vector, options.memory ?? 'all'),
          {
            isAllowed: isOpen,
            scoreOf: legs.lexicalScore,
          },
          engine.memoryWeights,
        );
  const meant = (asked?.nearest(MEANING.passages, allowed) ?? []).filter(isOpen);
  const front = new Set([...recalled.keys(), ...meant]);
  const found = (fused: Candidate[]) => ({ fused: toTheFront(fused, front), bestWords, recalled });
  const also = [...front];
  if (space === null || vector === null) return found(fuse({ ...legs, vector: null, also }));
  const query = space.set.prepare(vector);
  const nearest =
    only === null
      ? nearestPassages(space, vector, query, CANDIDATES.leg, allowed)
      : nearestAllowed(space, query, CANDIDATES.leg, only.ids);
  const similarity = (id: number): number => space.set.similarity(query, id) ?? 0;
  return found(fuse({ ...legs, vector: { nearest, similarity, share: space.share }, also }));
}

/** These candidates first, so that they are among those that are ranked anew. */
function toTheFront(fused: Candidate[], front: ReadonlySet<number>): Candidate[] {
  if (front.size === 0) return fused;
  return [...fused.filter(({ id }) => front.has(id)), ...fused.filter(({ id }) => !front.has(id))];
}

/** Ranked anew with what the question means; a passage without vectors has none of it. */
function byMeaning(ranked: Ranked[], asked: AskedMeaning | null): Ranked[] {
  if (asked === null) return ranked;
  return ranked
    .map(({ id, score }) => {
      const passage = asked.of(id);
      return { id, score: passage === null ? score : score + MEANING.weight * meaningOf(passage) };
    })
    .sort((a, b) => b.score - a.score || a.id - b.id);
}

/** Ranked anew with what remembered questions add. */
function recalledFirst(ranked: Ranked[], recalled: Likeness, weights: MemoryWeights): Ranked[] {
  if (recalled.size === 0) return ranked;
  return ranked
    .map(({ id, score }) => ({ id, score: score + bonusOf(recalled.get(id) ?? 0, weights) }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}

function isAllowed(lexical: LexicalIndex, id: number, allowed: Uint8Array | null): boolean {
  if (allowed === null) return true;
  const found = lexical.find(id);
  return found !== null && allowed[found.segment.collections[found.place] as number] === 1;
}

/** Turns log odds into shares of 1, in place. */
function shareOut(sentences: ScoredSentence[]): void {
  const most = sentences.reduce((best, { score }) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const sentence of sentences) {
    sentence.score = Math.exp(sentence.score - most);
    total += sentence.score;
  }
  for (const sentence of sentences) sentence.score /= total;
}

/** 1 by collection number where a search may look; null = everywhere. */
export function allowedCollections(
  lexical: LexicalIndex,
  { collections, excludeCollections }: Pick<SearchOptions, 'collections' | 'excludeCollections'>,
): Uint8Array | null {
  if (collections === undefined && excludeCollections === undefined) return null;
  const names = lexical.tables.collections;
  const mask = new Uint8Array(names.size).fill(collections === undefined ? 1 : 0);
  const mark = (name: string, value: number): void => {
    const id = names.idOf(name);
    if (id >= 0) mask[id] = value;
  };
  for (const name of collections ?? []) mark(name, 1);
  for (const name of excludeCollections ?? []) mark(name, 0);
  return mask;
}

/** The first k candidates that the source still has, equal texts once. */
function distinct(ranked: Ranked[], source: PassageSource, k: number): (Ranked & { text: PassageText })[] {
  const seen = new Set<string>();
  const found: (Ranked & { text: PassageText })[] = [];
  for (let at = 0; at < ranked.length && found.length < k; at += k) {
    const some = ranked.slice(at, at + k);
    const texts = source.read(some.map(({ id }) => id));
    for (const candidate of some) {
      const text = texts.get(candidate.id);
      if (text === undefined || seen.has(text.hash) || found.length >= k) continue;
      seen.add(text.hash);
      found.push({ ...candidate, text });
    }
  }
  return found;
}
