import { AppError } from '../../../core/errors.ts';
import type { IndexedPassage } from '../host/indexed-passage.ts';
import { createAnalyzer } from './analyzer.ts';
import { createDocumentSizes } from './document-sizes.ts';
import { createScorer, type WeightedTerm, type WordScores } from './lexical-score.ts';
import { documentFrequency, MAX_SEGMENT, placeOf, type Segment } from './segment.ts';
import { createSegmentBuilder, type Tables } from './segment-builder.ts';
import { mergeSegments } from './segment-merge.ts';
import { createStringTable } from './string-table.ts';

/** Where a passage stands: segment number and place. Valid until the next add or remove. */
export type Position = { segment: Segment; place: number };

/** BM25F over passages, in memory; see `segment.ts` for the layout. Synchronous. */
export type LexicalIndex = {
  readonly tables: Tables;
  /** Living passages. */
  readonly size: number;
  /** Sum of the living passages' weighted lengths. */
  readonly totalLength: number;
  segments(): readonly Segment[];
  /** Adds passages; one whose id is known replaces it. Returns what was built of them, null for none. */
  add(passages: IndexedPassage[]): Segment | null;
  /** Unknown ids are ignored; returns how many were there. */
  remove(ids: Iterable<number>): number;
  find(id: number): Position | null;
  /** Id of the passage at a global place (see `score`). */
  idAt(globalPlace: number): number;
  /** What `score` gave a passage; 0 for an id that is not here. */
  scoreOf(scores: WordScores, id: number): number;
  /** Living passages that hold the term. */
  frequencyOf(term: number): number;
  score(terms: WeightedTerm[]): WordScores;
  /** Frees what only indexing needs. */
  rest(): void;
};

/** A segment is rewritten once this share of it is dead. */
const DEAD_SHARE = 0.25;

/** An empty index, or one over loaded tables and segments. */
export function createLexicalIndex(saved?: { tables: Tables; segments: Segment[] }): LexicalIndex {
  const tables = saved?.tables ?? {
    terms: createStringTable(),
    documents: createStringTable(),
    collections: createStringTable(),
  };
  let segments: Segment[] = saved?.segments ?? [];
  const analyzer = createAnalyzer(tables.terms);
  const builder = createSegmentBuilder(tables, analyzer);
  const documents = createDocumentSizes(segments);
  const scorer = createScorer();
  let size = 0;
  let totalLength = 0;
  for (const segment of segments) {
    for (let place = 0; place < segment.count; place++) {
      if (segment.dead[place] === 1) continue;
      size++;
      totalLength += segment.lengths[place] as number;
    }
  }

  const find = (id: number): Position | null => {
    for (const segment of segments) {
      const place = placeOf(segment, id);
      if (place >= 0 && segment.dead[place] === 0) return { segment, place };
    }
    return null;
  };

  const bury = (ids: Iterable<number>): number => {
    let buried = 0;
    for (const id of ids) {
      const position = find(id);
      if (position === null) continue;
      position.segment.dead[position.place] = 1;
      position.segment.deadCount++;
      documents.removePassage(position.segment, position.place);
      size--;
      totalLength -= position.segment.lengths[position.place] as number;
      buried++;
    }
    return buried;
  };

  // Sizes at least halve from one segment to the next, so there are at most log2(n) of them and every
  // passage is moved log2(n) times in its life.
  const tidy = (): void => {
    segments = segments.flatMap((segment) => {
      if (segment.deadCount <= segment.count * DEAD_SHARE) return [segment];
      return mergeSegments([segment]) ?? [];
    });
    while (true) {
      const last = segments.at(-1);
      const before = segments.at(-2);
      if (last === undefined || before === undefined) return;
      if (last.count * 2 <= before.count || last.count + before.count > MAX_SEGMENT) return;
      segments.splice(-2, 2, ...[mergeSegments([before, last])].filter((merged) => merged !== null));
    }
  };

  return {
    tables,
    get size() {
      return size;
    },
    get totalLength() {
      return totalLength;
    },
    segments: () => segments,
    add(passages) {
      const newest = new Map(passages.map((passage) => [checkedId(passage.id), passage]));
      if (newest.size === 0) return null;
      bury(newest.keys());
      const segment = builder.build([...newest.values()]);
      segments.push(segment);
      documents.add(segment);
      size += segment.count;
      for (const length of segment.lengths) totalLength += length;
      tidy();
      return segment;
    },
    remove(ids) {
      const buried = bury(ids);
      if (buried > 0) tidy();
      return buried;
    },
    find,
    idAt(globalPlace) {
      let place = globalPlace;
      for (const segment of segments) {
        if (place < segment.count) return segment.ids[place] as number;
        place -= segment.count;
      }
      throw new RangeError(`no passage at ${globalPlace}`);
    },
    scoreOf(scores, id) {
      let base = 0;
      for (const segment of segments) {
        const place = placeOf(segment, id);
        if (place >= 0 && segment.dead[place] === 0) {
          const own = scores.passages[base + place] as number;
          return own === 0 ? 0 : own + (scores.documents[segment.documents[place] as number] as number);
        }
        base += segment.count;
      }
      return 0;
    },
    frequencyOf: (term) => segments.reduce((sum, segment) => sum + documentFrequency(segment, term), 0),
    score: (terms) =>
      scorer({ segments, size, totalLength, documents, documentRoom: tables.documents.size }, terms),
    rest: () => analyzer.forget(),
  };
}

function checkedId(id: number): number {
  if (Number.isInteger(id) && id >= 0 && id <= 0xffffffff) return id;
  throw new AppError(
    'index.bad-id',
    `passage id ${id} is no 32-bit number`,
    'Use the integer key of the passages table.',
  );
}
