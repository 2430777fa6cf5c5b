import type { AskedMeaning } from '../meaning/unit-shelf.ts';
import { type Candidate, fuse } from '../ranking/fusion.ts';
import type { ParsedQuestion } from '../ranking/question.ts';
import {
  favouredPassages,
  type Likeness,
  NOTHING_RECALLED,
  recalledPassages,
} from '../ranking/recalled-passages.ts';
import { CANDIDATES, MEANING } from '../ranking/weights.ts';
import { nearestAllowed, nearestPassages } from '../vectors/vector-search.ts';
import { questionVector } from '../vectors/vector-space.ts';
import { bestByWords, bestOfPlaces } from '../words/best-by-words.ts';
import type { LexicalIndex } from '../words/lexical-index.ts';
import type { SearchEngine, SearchOptions } from './search-engine.ts';
/** The passages of either ranking that a search looks at closely, best first. */
export function candidates(
  engine: SearchEngine,
  question: ParsedQuestion,
  options: SearchOptions,
  asked: AskedMeaning | null = null,
): { fused: Candidate[]; bestWords: number; recalled: Likeness; favoured: ReadonlyMap<number, number> } {
  const { lexical, space } = engine;
  const memory = typeof options.memory === 'object' ? engine.trial : engine.memory;
  const allowed = allowedCollections(lexical, options);
  const { filter } = options;
  const only = filter === undefined ? null : engine.narrowing.allowed({ filter, collections: allowed });
  const known = question.terms.filter((term) => term.id >= 0);
  const scores = lexical.score(known.map(({ id, weight }) => ({ term: id, weight })));
  const rankings = {
    lexical:
      only === null
        ? bestByWords(lexical, scores, allowed, CANDIDATES.perRanking)
        : bestOfPlaces(lexical, scores, only.places, CANDIDATES.perRanking),
    lexicalScore: (id: number) => lexical.scoreOf(scores, id),
  };
  const vector = space === null ? null : questionVector(space, question, options.vector);
  const bestWords = rankings.lexical[0]?.score ?? 0;
  const isOpen = (id: number) => (only === null ? isAllowed(lexical, id, allowed) : only.ids.includes(id));
  const recalled =
    memory.size === 0
      ? NOTHING_RECALLED
      : recalledPassages(
          lexical,
          memory.recall(question, vector, options.memory ?? 'all'),
          {
            isAllowed: isOpen,
            scoreOf: rankings.lexicalScore,
          },
          engine.memoryWeights,
        );
  const favoured = favouredPassages(lexical, options.favoured ?? [], {
    isAllowed: isOpen,
    scoreOf: rankings.lexicalScore,
  });
  const meant = (asked?.nearest(MEANING.passages, allowed) ?? []).filter(isOpen);
  const front = new Set([...recalled.keys(), ...favoured.keys(), ...meant]);
  const found = (fused: Candidate[]) => ({
    fused: toTheFront(fused, front),
    bestWords,
    recalled,
    favoured,
  });
  const also = [...front];
  if (space === null || vector === null) return found(fuse({ ...rankings, vector: null, also }));
  const query = space.set.prepare(vector);
  const nearest =
    only === null
      ? nearestPassages(space, vector, query, CANDIDATES.perRanking, allowed)
      : nearestAllowed(space, query, CANDIDATES.perRanking, only.ids);
  const similarity = (id: number): number => space.set.similarity(query, id) ?? 0;
  return found(fuse({ ...rankings, vector: { nearest, similarity, share: space.share }, also }));
}

/** These candidates first, so that they are among those that are ranked anew. */
function toTheFront(fused: Candidate[], front: ReadonlySet<number>): Candidate[] {
  if (front.size === 0) return fused;
  return [...fused.filter(({ id }) => front.has(id)), ...fused.filter(({ id }) => !front.has(id))];
}

function isAllowed(lexical: LexicalIndex, id: number, allowed: Uint8Array | null): boolean {
  if (allowed === null) return true;
  const found = lexical.find(id);
  return found !== null && allowed[found.segment.collections[found.place] as number] === 1;
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
