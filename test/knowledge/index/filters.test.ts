import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SearchFilter } from '../../../core/types.ts';
import { candidates } from '../../../knowledge/index/host/candidates.ts';
import { createSearchEngine } from '../../../knowledge/index/host/engine.ts';
import type { IndexedPassage } from '../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../knowledge/index/host/passage-source.ts';
import { parseQuestion } from '../../../knowledge/index/ranking/question.ts';
import { CANDIDATES } from '../../../knowledge/index/ranking/weights.ts';
import { buildGraphFile, loadGraphFile } from '../../../knowledge/index/vectors/hnsw-graph.ts';
import { nearestAllowed } from '../../../knowledge/index/vectors/vector-search.ts';
import {
  attachGraph,
  createGivenSpace,
  type VectorSpace,
} from '../../../knowledge/index/vectors/vector-space.ts';
import { seeded } from '../../fixtures/seeded.ts';

const DIMENSIONS = 16;
const WORDS =
  'wheel motor driver brake fuel road mirror clutch seat belt horn tyre sugar oven flour butter'.split(' ');
const LITTLE: Record<string, string> = {
  en: 'the of and to in is that it was for',
  de: 'der die und das ist nicht mit von auch wird',
  fr: 'le la les des est une dans pour que avec',
};
const COLLECTIONS = ['default', 'people', 'docent'];
const FOLDERS = ['handbook/travel/', 'handbook/', 'office/berlin/', ''];
const DAYS = ['2026-01-01', '2026-01-31', '2026-02-01', '2026-06-15'];

type Known = IndexedPassage & { language: string; day: string };

/** A corpus that changes as a store's does, with all that is known of each passage. */
function createCorpus(seed: number) {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const unit = (): Float32Array => {
    const numbers = Float32Array.from({ length: DIMENSIONS }, () => random() * 2 - 1);
    const length = Math.hypot(...numbers);
    return numbers.map((x) => x / length);
  };
  const passages = new Map<number, Known>();
  const space = createGivenSpace('test:given', DIMENSIONS);
  const engine = createSearchEngine(createMemorySource(), undefined, space);
  let next = 1;

  const documentOf = (passagesOf: number): Known[] => {
    const [documentKey, language, day] = [`doc_${next}`, pick(Object.keys(LITTLE)), pick(DAYS)];
    const path = `${pick(FOLDERS)}${documentKey}.${pick(['md', 'txt'])}`;
    const collection = pick(COLLECTIONS);
    return Array.from({ length: passagesOf }, () => {
      const words = Array.from({ length: 3 + Math.floor(random() * 12) }, () => pick(WORDS));
      const id = next++;
      return {
        ...{ id, documentKey, collection, path, language, day },
        ...{ title: '', headings: [], text: `${LITTLE[language]} ${words.join(' ')} n${id}` },
        ...{
          publishedAt: `${day}T${pick(['00:00:00.000', '12:30:00.000', '23:59:59.999'])}Z`,
          vector: unit(),
        },
      };
    });
  };
  const put = (added: Known[]): void => {
    engine.add(added);
    for (const passage of added) passages.set(passage.id, passage);
  };
  const drop = (ids: number[]): void => {
    engine.remove(ids);
    for (const id of ids) passages.delete(id);
  };
  return {
    ...{ engine, space, passages, pick, unit, random, put, drop },
    grow: (documents: number) =>
      put(Array.from({ length: documents }, () => documentOf(1 + Math.floor(random() * 4))).flat()),
  };
}
type Corpus = ReturnType<typeof createCorpus>;

/** What a filter says, worked out in the plainest way. */
function isAllowed(passage: Known, filter: SearchFilter, collections: string[] | undefined): boolean {
  const { paths, languages, after, before } = filter;
  const fits = (pattern: string): boolean => {
    if (pattern === '**/*.md') return passage.path.endsWith('.md');
    if (pattern === '*.txt') return passage.path.endsWith('.txt') && !passage.path.includes('/');
    return passage.path.startsWith(pattern);
  };
  return (
    (collections === undefined || collections.includes(passage.collection)) &&
    (paths === undefined || paths.some(fits)) &&
    (languages === undefined || languages.includes(passage.language)) &&
    (after === undefined || passage.day >= after) &&
    (before === undefined || passage.day <= before)
  );
}

function randomFilter({ pick, random, passages }: Corpus): SearchFilter {
  const some = <T>(list: readonly T[]): T[] => [...new Set([pick(list), pick(list)])];
  const one = pick([...passages.values()]);
  return {
    ...(random() < 0.5 ? { paths: some(['handbook/travel/', 'office/', '**/*.md', '*.txt', one.path]) } : {}),
    ...(random() < 0.4 ? { languages: some(Object.keys(LITTLE)) } : {}),
    ...(random() < 0.3 ? { after: pick(DAYS) } : {}),
    ...(random() < 0.3 ? { before: pick(DAYS) } : {}),
  };
}

/** Each leg's candidates against a scan of all allowed passages, equal scores in any order. */
function expectExact(corpus: Corpus, filter: SearchFilter, collections?: string[]): void {
  const { engine, space, passages, pick, unit } = corpus;
  const { lexical } = engine;
  const text = `${pick(WORDS)} ${pick(WORDS)}`;
  const vector = unit();
  const { terms } = lexical.tables;
  const question = parseQuestion(text, { terms, size: lexical.size, frequencyOf: lexical.frequencyOf });
  const scope = collections === undefined ? {} : { collections };
  const { fused } = candidates(engine, question, { text, k: 10, vector, filter, ...scope });
  const found = new Set(fused.map(({ id }) => id));

  const allowed = [...passages.values()].filter((passage) => isAllowed(passage, filter, collections));
  const ids = new Set(allowed.map(({ id }) => id));
  expect([...found].filter((id) => !ids.has(id))).toEqual([]);
  const known = question.terms.filter(({ id }) => id >= 0).map(({ id, weight }) => ({ term: id, weight }));
  const scores = lexical.score(known);
  const query = space.set.prepare(vector);
  const legs = [
    (id: number) => lexical.scoreOf(scores, id),
    (id: number) => space.set.similarity(query, id) ?? Number.NEGATIVE_INFINITY,
  ];
  const must = new Set<number>();
  for (const scoreOf of legs) {
    const ranked = allowed.map(({ id }) => ({ id, score: scoreOf(id) })).sort((a, b) => b.score - a.score);
    const beyond = ranked[CANDIDATES.perRanking]?.score ?? Number.NEGATIVE_INFINITY;
    for (const { id, score } of ranked.slice(0, CANDIDATES.perRanking)) if (score > beyond) must.add(id);
  }
  expect([...must].filter((id) => !found.has(id))).toEqual([]);
}

describe('a filtered search', () => {
  it.each([1, 2, 3, 4])('considers exactly the allowed passages of a changing corpus (seed %i)', (seed) => {
    const corpus = createCorpus(seed);
    const { passages, pick, random, engine } = corpus;
    corpus.grow(200);
    for (let round = 0; round < 30; round++) {
      const filter = randomFilter(corpus);
      const collections = random() < 0.3 ? ['default', 'people'] : undefined;
      expectExact(corpus, filter, collections);
      // The same filter over other passages: what was remembered must not be served.
      if (random() < 0.5) corpus.grow(5);
      else corpus.drop([pick([...passages.keys()]), pick([...passages.keys()])]);
      const moved = pick([...passages.values()]);
      const ofDocument = [...passages.values()].filter(
        ({ documentKey }) => documentKey === moved.documentKey,
      );
      const [path, day] = [`office/moved-${round}.md`, pick(DAYS)];
      corpus.put(
        ofDocument.map((passage) => ({ ...passage, path, day, publishedAt: `${day}T08:00:00.000Z` })),
      );
      expectExact(corpus, filter, collections);
    }
    expect(engine.lexical.size).toBe(passages.size);
  });

  it('gives nothing where nothing is allowed, and all where all is', () => {
    const corpus = createCorpus(7);
    corpus.grow(30);
    const { engine } = corpus;
    const ask = (filter: SearchFilter) =>
      engine.search({ text: 'wheel motor', k: 20, filter, vector: corpus.unit() });
    expect(ask({ paths: ['no-such/'] })).toEqual({ hits: [], evidence: 0 });
    const vector = corpus.unit();
    const all = engine.search({ text: 'wheel motor', k: 20, vector });
    const filtered = engine.search({
      text: 'wheel motor',
      k: 20,
      vector,
      filter: { languages: ['en', 'de', 'fr'] },
    });
    expect(filtered).toEqual(all);
  });

  it('remembers a filter while nothing changes, and within bounds', () => {
    const corpus = createCorpus(8);
    corpus.grow(30);
    const { narrowing } = corpus.engine;
    const narrow = { filter: { languages: ['de'] }, collections: null };
    const first = narrowing.allowed(narrow);
    expect(narrowing.allowed(narrow)).toBe(first);
    corpus.grow(1);
    expect(narrowing.allowed(narrow)).not.toBe(first);
  });
});

describe('vectors under a filter', () => {
  const dir = mkdtempSync(join(tmpdir(), 'docent-filters-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const corpus = createCorpus(11);
  corpus.grow(1200);
  const { space, unit, random } = corpus;
  const withGraph = (): VectorSpace => {
    const facts = { model: space.id, dimensions: DIMENSIONS, generation: 1 };
    const ids = space.set.ids();
    const vectorAt = (row: number): Float32Array =>
      space.set.vectorOf(ids[row] as number) ?? new Float32Array(0);
    const loaded = loadGraphFile(dir, buildGraphFile(dir, facts, { ids, vectorAt }));
    if ('refused' in loaded) throw new Error(loaded.refused);
    attachGraph(space, loaded.graph);
    return space;
  };

  it.each([0.9, 0.5, 0.2, 0.05, 0.005])('are found exactly, of a share of %f and beside a graph', (share) => {
    const { set } = withGraph();
    const ids = set.ids().filter(() => random() < share);
    for (let round = 0; round < 20; round++) {
      const query = set.prepare(unit());
      const exact = [...ids]
        .map((id) => ({ id, score: set.similarity(query, id) ?? -2 }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 50);
      const found = nearestAllowed(space, query, 50, ids);
      expect(found.map(({ score }) => score)).toEqual(exact.map(({ score }) => score));
      expect(found.every(({ id }) => ids.includes(id))).toBe(true);
    }
  });

  it('follow a space that is swapped while the filter is remembered', () => {
    const ids = space.set.ids().filter((id) => id % 2 === 0);
    const vector = unit();
    nearestAllowed(space, space.set.prepare(vector), 5, ids);
    const other = createGivenSpace('test:other', DIMENSIONS);
    for (const id of [...space.set.ids()].reverse()) other.set.put(id, 0, unit());
    const found = nearestAllowed(other, other.set.prepare(vector), 5, ids);
    expect(found.every(({ id }) => id % 2 === 0)).toBe(true);
  });

  it('compares what came after the graph, too', () => {
    const graphed = withGraph();
    const vector = unit();
    const late: Known = {
      ...([...corpus.passages.values()][0] as Known),
      ...{ id: 900_001, documentKey: 'late', text: 'late', vector },
    };
    corpus.put([late]);
    const query = graphed.set.prepare(vector);
    expect(nearestAllowed(graphed, query, 5, graphed.set.ids())[0]?.id).toBe(900_001);
    expect(graphed.pending.has(900_001)).toBe(true);
  });
});
