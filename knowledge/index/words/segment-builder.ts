import { fieldsOf, type IndexedPassage } from '../host/indexed-passage.ts';
import { FIELD } from '../ranking/weights.ts';
import { createWordOrderLog } from '../ranking/word-order.ts';
import { type Analyzer, languageMark } from './analyzer.ts';
import { languagesOfPassages } from './passage-language.ts';
import { MAX_FREQUENCY, type Segment } from './segment.ts';
import type { StringTable } from './string-table.ts';

/** Numbers that a segment stores in place of strings. */
export type Tables = { terms: StringTable; documents: StringTable; collections: StringTable };

export type SegmentBuilder = {
  /** A segment of these passages; at least one, ids distinct. */
  build(passages: IndexedPassage[]): Segment;
};

/**
 * Builds segments. Analysis writes one log entry for each distinct term of a passage; a counting sort by
 * term then turns the log into posting lists, so the cost is linear in the text, not in the vocabulary.
 */
export function createSegmentBuilder(tables: Tables, analyzer: Analyzer): SegmentBuilder {
  const log = createPostingLog();
  const order = createWordOrderLog();
  const build = (passages: IndexedPassage[]): Segment => {
    const sorted = passages.toSorted((a, b) => a.id - b.id);
    const count = sorted.length;
    const ids = new Uint32Array(count);
    const documents = new Uint32Array(count);
    const collections = new Uint16Array(count);
    const lengths = new Uint32Array(count);
    const languages = languagesOfPassages(sorted);
    sorted.forEach((passage, place) => {
      ids[place] = passage.id;
      documents[place] = tables.documents.idOrAdd(documentName(passage.documentKey));
      collections[place] = tables.collections.idOrAdd(passage.collection);
      const fields = fieldsOf(passage);
      const language = languages[place] ?? 'en';
      let length = 0;
      for (const name of ['title', 'headings', 'path', 'body'] as const) {
        const weight: number = FIELD[name];
        const filled = fields[name] === '' ? 0 : analyzer.fill(fields[name], language);
        length += weight * log.take(analyzer.codes(), filled, place, weight);
        if (name === 'path') continue;
        order.field(analyzer.codes(), filled);
        if (name !== 'body') order.endField();
      }
      if (language !== 'en') {
        const mark = tables.terms.idOrAdd(languageMark(language)) * 2 + 1;
        log.take(Int32Array.of(mark), 1, place, 1);
      }
      order.endPassage();
      lengths[place] = length;
    });
    const dead = new Uint8Array(count);
    return {
      count,
      ids,
      documents,
      collections,
      lengths,
      dead,
      deadCount: 0,
      ...log.pack(),
      ...order.pack(),
    };
  };
  return { build };
}

/** A number and a string key never meet: `7` and `'7'` are two documents. */
export function documentName(key: number | string): string {
  return typeof key === 'number' ? `#${key}` : `$${key}`;
}

type PostingLog = {
  /** Logs the codes of a field (see `Analyzer.fill`); returns how many count towards length. */
  take(codes: Int32Array, filled: number, place: number, weight: number): number;
  /** Sorts what was logged by term and starts over. */
  pack(): Pick<Segment, 'terms' | 'starts' | 'postings'>;
};

function createPostingLog(): PostingLog {
  let logTerms = new Uint32Array(1 << 12);
  let logPostings = new Uint32Array(1 << 12);
  let size = 0;
  let distinct: number[] = [];
  // By term: 1 + its newest log entry while logging, its rank while packing, 0 in between.
  let scratch = new Uint32Array(1 << 12);

  const take = (codes: Int32Array, filled: number, place: number, weight: number): number => {
    let counted = 0;
    for (let i = 0; i < filled; i++) {
      const code = codes[i] as number;
      if (code < 0) continue;
      const term = code >>> 1;
      if ((code & 1) === 0) counted++;
      if (term >= scratch.length) scratch = doubled(scratch, term + 1);
      const newest = scratch[term] as number;
      if (newest === 0) distinct.push(term);
      else {
        const posting = logPostings[newest - 1] as number;
        if (posting >>> 8 === place) {
          logPostings[newest - 1] = (posting & ~0xff) | Math.min((posting & 0xff) + weight, MAX_FREQUENCY);
          continue;
        }
      }
      if (size === logTerms.length) {
        logTerms = doubled(logTerms, size + 1);
        logPostings = doubled(logPostings, size + 1);
      }
      logTerms[size] = term;
      logPostings[size] = (place << 8) | weight;
      size++;
      scratch[term] = size;
    }
    return counted;
  };

  const pack = (): Pick<Segment, 'terms' | 'starts' | 'postings'> => {
    const terms = Uint32Array.from(distinct).sort();
    terms.forEach((term, rank) => {
      scratch[term] = rank;
    });
    const starts = new Uint32Array(terms.length + 1);
    for (let i = 0; i < size; i++) {
      const slot = (scratch[logTerms[i] as number] as number) + 1;
      starts[slot] = (starts[slot] as number) + 1;
    }
    for (let rank = 0; rank < terms.length; rank++) {
      starts[rank + 1] = (starts[rank + 1] as number) + (starts[rank] as number);
    }
    const next = starts.slice();
    const postings = new Uint32Array(size);
    for (let i = 0; i < size; i++) {
      const rank = scratch[logTerms[i] as number] as number;
      const to = next[rank] as number;
      postings[to] = logPostings[i] as number;
      next[rank] = to + 1;
    }
    for (const term of terms) scratch[term] = 0;
    size = 0;
    distinct = [];
    return { terms, starts, postings };
  };

  return { take, pack };
}

function doubled(array: Uint32Array, needed: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(Math.max(needed, array.length * 2));
  next.set(array);
  return next;
}
