import { FOREIGN } from '../../../core/text/languages/language-to-search.ts';
import type { SearchFilter } from '../../../core/types.ts';
import { indexedLanguage } from '../../filter/read-filter.ts';
import { languageMark } from './analyzer.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { LexicalIndex } from './lexical-index.ts';
import { postingsOf, type Segment, termAt } from './segment.ts';

/** What narrows a search. */
export type Narrow = {
  filter: SearchFilter;
  /** 1 by collection number where a search may look; null = everywhere. */
  collections: Uint8Array | null;
};

/** The living passages that a search may consider: global places (see `lexical-score.ts`) and ids, in one order. */
export type Allowed = { places: Uint32Array; ids: Uint32Array };

export type Narrowing = {
  /** Valid until passages are added or removed. */
  allowed(narrow: Narrow): Allowed;
  /** An allowed passage of each document that has one, of the latest `most` documents that the index took in. */
  oneOfEach(narrow: Narrow, most: number): number[];
  /** Passages were added or removed: nothing that was worked out before holds. */
  changed(): void;
};

/** Passages of remembered results in all, at 8 bytes each. The newest result is kept whatever its size. */
const MOST_KEPT = 1_000_000;

/**
 * Works out which passages a filter allows, and remembers it while neither the index nor the store's published
 * documents change: a second question under the same filter costs nothing.
 */
export function createNarrowing(lexical: LexicalIndex, facts: DocumentFacts): Narrowing {
  const kept = new Map<string, Allowed>();
  let stamp = Number.NaN;

  const remember = (key: string, allowed: Allowed): void => {
    kept.set(key, allowed);
    let total = 0;
    for (const { ids } of kept.values()) total += ids.length;
    for (const [oldest, { ids }] of kept) {
      if (total <= MOST_KEPT || oldest === key) return;
      kept.delete(oldest);
      total -= ids.length;
    }
  };

  const allowed = (narrow: Narrow): Allowed => {
    // Asked before the facts are read: they may be newer than their stamp, never older.
    const now = facts.stamp();
    if (now !== stamp) kept.clear();
    stamp = now;
    const key = JSON.stringify([narrow.filter, narrow.collections?.join('')]);
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const found = workOut(lexical, facts, narrow);
    remember(key, found);
    return found;
  };

  return {
    allowed,
    oneOfEach(narrow, most) {
      const { places, ids } = allowed(narrow);
      const ofDocument = new Map<number, number>();
      let [at, base] = [0, 0];
      for (const { count, documents } of lexical.segments()) {
        for (; at < places.length && (places[at] as number) < base + count; at++)
          ofDocument.set(documents[(places[at] as number) - base] as number, ids[at] as number);
        base += count;
      }
      const latest = [...ofDocument].sort(([a], [b]) => b - a).slice(0, most);
      return latest.map(([, id]) => id);
    },
    changed: () => kept.clear(),
  };
}

function workOut(lexical: LexicalIndex, facts: DocumentFacts, { filter, collections }: Narrow): Allowed {
  const ofDocuments = documentMask(lexical, facts, filter);
  const places: number[] = [];
  const ids: number[] = [];
  let base = 0;
  for (const segment of lexical.segments()) {
    const { count, dead, documents, collections: inCollection } = segment;
    const spoken = filter.languages === undefined ? null : languagePlaces(lexical, segment, filter.languages);
    for (let place = 0; place < count; place++) {
      if (dead[place] === 1) continue;
      if (collections !== null && collections[inCollection[place] as number] !== 1) continue;
      if (ofDocuments !== null && ofDocuments[documents[place] as number] !== 1) continue;
      if (spoken !== null && spoken[place] !== 1) continue;
      places.push(base + place);
      ids.push(segment.ids[place] as number);
    }
    base += count;
  }
  return { places: Uint32Array.from(places), ids: Uint32Array.from(ids) };
}

/** 1 by document number; null = every document. */
function documentMask(lexical: LexicalIndex, facts: DocumentFacts, filter: SearchFilter): Uint8Array | null {
  const { paths, after, before } = filter;
  if (paths === undefined && after === undefined && before === undefined) return null;
  const { documents } = lexical.tables;
  const mask = new Uint8Array(documents.size);
  for (const name of facts.allowed(filter)) {
    const number = documents.idOf(name);
    if (number >= 0) mask[number] = 1;
  }
  return mask;
}

/** 1 by place in a segment for passages in one of the languages: the marked ones, and those without a mark for English. */
function languagePlaces({ tables }: LexicalIndex, segment: Segment, codes: readonly string[]): Uint8Array {
  const wanted = new Set(codes.map(indexedLanguage));
  const mask = new Uint8Array(segment.count).fill(wanted.has('en') ? 1 : 0);
  for (const language of FOREIGN) {
    const mark = wanted.has(language) ? 1 : 0;
    for (const place of markedPlaces(tables.terms.idOf(languageMark(language)), segment)) mask[place] = mark;
  }
  return mask;
}

function* markedPlaces(term: number, segment: Segment): Iterable<number> {
  const at = term < 0 ? -1 : termAt(segment, term);
  if (at < 0) return;
  for (const posting of postingsOf(segment, at)) yield posting >>> 8;
}
