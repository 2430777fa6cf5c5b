import type { ScoredSentence } from '../../../core/types.ts';
import { byMeaning } from '../meaning/by-meaning.ts';
import { everydayScores } from '../meaning/everyday.ts';
import { type MeaningFeature, meaningEvidence, meaningFeatures } from '../meaning/meaning-evidence.ts';
import type { MeaningSet } from '../meaning/meaning-set.ts';
import type { AskedMeaning } from '../meaning/unit-shelf.ts';
import { burstOf } from '../ranking/burst.ts';
import { UNCALIBRATED } from '../ranking/calibration.ts';
import { evidenceLogit, evidenceOf, evidenceRow, strengthOf } from '../ranking/evidence.ts';
import type { Ranked } from '../ranking/fusion.ts';
import { parseQuestion } from '../ranking/question.ts';
import { createQuestionMemory } from '../ranking/question-memory.ts';
import { createReader, type Reading } from '../ranking/ranking.ts';
import { bonusOf, type Likeness, type MemoryWeights } from '../ranking/recalled-passages.ts';
import { createReranker } from '../ranking/reranker.ts';
import { CANDIDATES, EVIDENCE, MEMORY } from '../ranking/weights.ts';
import {
  checkGivenVectors,
  foldInSegment,
  removeVectors,
  takeGivenVectors,
  type VectorSpace,
} from '../vectors/vector-space.ts';
import { createLexicalIndex } from '../words/lexical-index.ts';
import { createNarrowing } from '../words/narrowing.ts';
import { createTokenReader } from '../words/token-reader.ts';
import { candidates } from './candidates.ts';
import type { PassageSource, PassageText } from './passage-source.ts';
import type { IndexHit, SearchEngine, SearchOptions } from './search-engine.ts';

/** `meant` tells evidence by meaning out of that by words; null where the question was not compared by meaning. */
type Looked = {
  hits: IndexHit[];
  row: number[];
  meant: ((own: number) => Record<MeaningFeature, number>) | null;
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
    const asked = askMeaning(engine, options.meaning);
    const found = candidates(engine, question, options, asked);
    const byWords = reranker.order(question, found.fused);
    const ordered =
      asked === null
        ? byWords
        : byMeaning(byWords, asked, {
            strength: strengthOf(question, found.bestWords),
            everyday: everydayScores(
              lexical,
              options.text,
              byWords.map(({ id }) => id),
            ),
          });
    const ranked = recalledFirst(ordered, found, engine.memoryWeights);
    const top = ranked[0]?.score ?? 0;
    const read = createReader(question, options.text, tokens);
    const toRead =
      options.hitsOnly === true ? 0 : Math.max(options.readSentences ?? CANDIDATES.read, EVIDENCE.passages);
    const readings: Reading[] = [];
    const texts = distinct(ranked, source, Math.max(options.k, EVIDENCE.passages));
    const hits = texts.map(({ id, score, text }, at): IndexHit => {
      const share = Math.exp(score - top);
      if (at >= toRead) return { id, score: share, coverage: 0, sentences: [] };
      const reading = read(text, share, asked?.of(id) ?? null);
      readings.push(reading);
      const { coverage, sentences } = reading;
      return { id, score: share, coverage, sentences };
    });
    if (options.hitsOnly === true) return { hits: hits.slice(0, options.k), row: [], meant: null };
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
      meant:
        asked === null
          ? null
          : (own) =>
              meaningFeatures({
                ...{ own, text: options.text, question, documentOf, asked },
                ...{ ranked: ordered, first: texts[0]?.text },
                readings: best.map(({ coverage, held }, at) => ({
                  id: hits[at]?.id as number,
                  coverage,
                  held,
                })),
              }),
    };
  };
  const documentOf = (id: number): number => {
    const found = lexical.find(id);
    return found === null ? -1 : (found.segment.documents[found.place] as number);
  };
  const corpus = {
    lexical,
    get space() {
      return engine.space;
    },
  };
  const engine: SearchEngine = {
    lexical,
    narrowing: createNarrowing(lexical, source.facts),
    space,
    meaning,
    memory: createQuestionMemory(corpus),
    trial: createQuestionMemory(corpus),
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
    meaningCalibration: UNCALIBRATED,
    evidenceRow: (text) => look({ text, k: EVIDENCE.passages }).row,
    meaningRow(text, vector) {
      const { row, meant } = look({ text, k: EVIDENCE.passages, meaning: vector });
      return meant?.(evidenceLogit(row) - engine.calibration.offset) ?? null;
    },
    search(options) {
      const { hits, row, meant } = look(options);
      if (hits.length === 0 || options.hitsOnly === true) return { hits, evidence: 0 };
      const own = evidenceLogit(row) - engine.calibration.offset;
      return {
        hits,
        evidence:
          meant === null
            ? evidenceOf(own, 0)
            : evidenceOf(meaningEvidence(meant(own)), engine.meaningCalibration.offset),
      };
    },
  };
  return engine;
}

/** Ranked anew with what remembered questions and trained expectations add. */
function recalledFirst(
  ranked: Ranked[],
  { recalled, favoured }: { recalled: Likeness; favoured: ReadonlyMap<number, number> },
  weights: MemoryWeights,
): Ranked[] {
  if (recalled.size === 0 && favoured.size === 0) return ranked;
  return ranked
    .map(({ id, score }) => ({
      id,
      score: score + bonusOf(recalled.get(id) ?? 0, weights) + (favoured.get(id) ?? 0),
    }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
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

/** Null where the question came without its meaning, or most passages have no vectors (yet): words serve alone then. */
function askMeaning(
  { meaning, lexical }: Pick<SearchEngine, 'meaning' | 'lexical'>,
  vector: Float32Array | undefined,
): AskedMeaning | null {
  if (vector === undefined || meaning === null || meaning.passages * 2 < lexical.size) return null;
  return meaning.ask(vector);
}
