import type { ScoredSentence } from '../../core/types.ts';
import type { IndexedPassage } from './indexed-passage.ts';
import { createLexicalIndex, type LexicalIndex } from './lexical-index.ts';
import type { PassageSource, PassageText } from './passage-source.ts';
import { parseQuestion } from './question.ts';
import { createReader } from './ranking.ts';
import { createTopK } from './top-k.ts';
import { CANDIDATES, EVIDENCE_PASSAGES } from './weights.ts';

export type SearchOptions = {
  text: string;
  /** How many passages to return. */
  k: number;
  /** Only passages of these collections; undefined = all of them. */
  collections?: string[];
  /** None of these collections, applied after `collections`. */
  excludeCollections?: string[];
};

/** `score` is 1 for the best passage and compares within one search only. */
export type IndexHit = { id: number; score: number; coverage: number; sentences: ScoredSentence[] };

/** `evidence` (0..1) compares across questions of one corpus; 0 without hits. */
export type SearchFound = { hits: IndexHit[]; evidence: number; generation: number };

/** The search, without threads and files around it: everything here is synchronous. */
export type SearchEngine = {
  readonly lexical: LexicalIndex;
  add(passages: IndexedPassage[]): void;
  remove(ids: readonly number[]): void;
  search(options: SearchOptions): Omit<SearchFound, 'generation'>;
};

export function createSearchEngine(source: PassageSource, lexical = createLexicalIndex()): SearchEngine {
  const allowed = ({ collections, excludeCollections }: SearchOptions): Uint8Array | null => {
    if (collections === undefined && excludeCollections === undefined) return null;
    const names = lexical.tables.collections;
    const mask = new Uint8Array(names.size).fill(collections === undefined ? 1 : 0);
    const set = (name: string, value: number): void => {
      const id = names.idOf(name);
      if (id >= 0) mask[id] = value;
    };
    for (const name of collections ?? []) set(name, 1);
    for (const name of excludeCollections ?? []) set(name, 0);
    return mask;
  };

  const candidates = (scores: Float32Array, mask: Uint8Array | null): { id: number; score: number }[] => {
    const best = createTopK(CANDIDATES.leg);
    let base = 0;
    for (const { count, collections } of lexical.segments()) {
      for (let place = 0; place < count; place++) {
        const score = scores[base + place] as number;
        if (score > 0 && score > best.floor && (mask === null || mask[collections[place] as number] === 1)) {
          best.offer(base + place, score);
        }
      }
      base += count;
    }
    return best.take().map(({ item, score }) => ({ id: lexical.idAt(item), score }));
  };

  return {
    lexical,
    add(passages) {
      lexical.add(passages);
      source.put(passages);
    },
    remove(ids) {
      lexical.remove(ids);
      source.drop(ids);
    },
    search(options) {
      const question = parseQuestion(options.text, {
        terms: lexical.tables.terms,
        size: lexical.size,
        frequencyOf: lexical.frequencyOf,
      });
      const known = question.terms.filter((term) => term.id >= 0);
      const scores = lexical.score(known.map(({ id, weight }) => ({ term: id, weight })));
      const ranked = candidates(scores, allowed(options));
      const top = ranked[0]?.score ?? 1;
      const read = createReader(question);
      const hits: IndexHit[] = [];
      let evidence = 0;
      for (const { id, score, text } of distinct(ranked, source, options.k)) {
        const reading = read(text, score / top);
        if (hits.length < EVIDENCE_PASSAGES) evidence = Math.max(evidence, reading.coverage);
        hits.push({ id, score: score / top, coverage: reading.coverage, sentences: reading.sentences });
      }
      return { hits, evidence };
    },
  };
}

type Candidate = { id: number; score: number };

/** The first k candidates that the source still has, equal texts once. */
function* distinct(
  ranked: Candidate[],
  source: PassageSource,
  k: number,
): Generator<Candidate & { text: PassageText }> {
  const seen = new Set<string>();
  for (let at = 0; at < ranked.length && seen.size < k; at += k) {
    const some = ranked.slice(at, at + k);
    const texts = source.read(some.map(({ id }) => id));
    for (const candidate of some) {
      const text = texts.get(candidate.id);
      if (text === undefined || seen.has(text.hash)) continue;
      seen.add(text.hash);
      yield { ...candidate, text };
      if (seen.size >= k) return;
    }
  }
}
