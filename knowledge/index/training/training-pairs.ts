import {
  type Language,
  languageOfText,
  languageOfUnsure,
} from '../../../core/text/languages/language-to-search.ts';
import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import type { PassageText } from '../host/passage-source.ts';
import { CONTRAST, FIELD } from '../ranking/weights.ts';
import { createAnalyzer } from '../words/analyzer.ts';
import type { ForwardRows } from '../words/forward.ts';
import type { StringTable } from '../words/string-table.ts';
import type { Bags } from './contrast.ts';
import { frequencyWeight } from './corpus-model.ts';

/** Texts that belong together, found in passages alone: a heading and its section, a sentence and the rest. */
export type TrainingPairs = {
  count: number;
  /** Place of each pair's passage among the rows it was cut from: pairs of one passage share their target. */
  passages: Uint32Array;
  /** 1 where the query is the passage's breadcrumb, 0 where it is one of its sentences. */
  isHeading: Uint8Array;
  /** A heading that no other passage has: its section can be looked for by it. */
  isTelling(pair: number): boolean;
  /** The query of a pair, as a bag of table rows. */
  queryOf(pair: number, into: BagWriter): void;
  /** What the passage says beyond the query. */
  targetOf(pair: number, into: BagWriter): void;
  /** What a passage says below its breadcrumb. */
  bodyOf(passage: number, into: BagWriter): void;
};

/** Collects bags one after the other. */
export type BagWriter = {
  /** A term of the bag, by its row in the table, and how often it occurs. */
  put(row: number, count: number): void;
  close(): void;
};

/** A row of forward rows. */
export type PassageRow = { part: ForwardRows; row: number };

export type PairSource = {
  passages: PassageRow[];
  /** Row of the vector table by term number, -1 = none. */
  rowOf: Int32Array;
  terms: StringTable;
  textOf(id: number): PassageText | undefined;
};

/** Cuts passages into pairs, in order of the passages. */
export function cutPairs({ passages, rowOf, terms, textOf }: PairSource): TrainingPairs {
  const analyzer = createAnalyzer(terms);
  const ofPassage: number[] = [];
  const isHeading: number[] = [];
  const starts = [0];
  const entries = createEntries();
  // By table row, for the pair at hand only.
  const counts = new Uint16Array(rowOf.length);
  const takenNow = new Uint16Array(rowOf.length);
  const seen: number[] = [];
  let language: Language = 'en';
  const count = (text: string, field: number): void => {
    const filled = analyzer.fill(text, language);
    const codes = analyzer.codes();
    for (let i = 0; i < filled; i++) {
      const row = rowOf[(codes[i] as number) >>> 1] ?? -1;
      if (row < 0) continue;
      if (counts[row] === 0) seen.push(row);
      counts[row] = (counts[row] as number) + 1;
      takenNow[row] = (takenNow[row] as number) + field;
    }
  };
  const close = (passage: number, heading: boolean): void => {
    if (seen.length >= (heading ? 1 : CONTRAST.fewestTerms)) {
      for (const row of seen) entries.push(row, counts[row] as number, takenNow[row] as number);
      starts.push(entries.size());
      ofPassage.push(passage);
      isHeading.push(heading ? 1 : 0);
    }
    for (const row of seen) {
      counts[row] = 0;
      takenNow[row] = 0;
    }
    seen.length = 0;
  };

  passages.forEach(({ part, row }, passage) => {
    const text = textOf(part.ids[row] as number);
    if (text === undefined) return;
    language = languageOfText(text.text) ?? languageOfUnsure(text.text);
    count(text.title, FIELD.title);
    count(text.headings.join('\n'), FIELD.headings);
    close(passage, true);
    const sentences = sentencesToQuote(text.text);
    if (sentences.length < 2) return;
    const step = Math.max(1, sentences.length / CONTRAST.sentencesOfPassage);
    for (let at = 0; Math.floor(at) < sentences.length; at += step) {
      const { start, end } = sentences[Math.floor(at)] as { start: number; end: number };
      count(text.text.slice(start, end), FIELD.body);
      close(passage, false);
    }
  });

  const { rows, counts: queryCounts, taken } = entries.pack();
  const headingOf = new Map<number, number>();
  const uses = new Map<string, number>();
  const textOfQuery = (pair: number): string => rows.slice(starts[pair], starts[pair + 1]).join(' ');
  ofPassage.forEach((passage, pair) => {
    if (isHeading[pair] !== 1) return;
    headingOf.set(passage, pair);
    uses.set(textOfQuery(pair), (uses.get(textOfQuery(pair)) ?? 0) + 1);
  });
  // By table row, while a rest is told.
  const gone = takenNow;
  /** The passage's terms less those that a pair's query stands for (-1 = none). */
  const putRest = (passage: number, pair: number, into: BagWriter): void => {
    const { part, row } = passages[passage] as PassageRow;
    const first = pair < 0 ? 0 : (starts[pair] as number);
    const last = pair < 0 ? 0 : (starts[pair + 1] as number);
    for (let i = first; i < last; i++) gone[rows[i] as number] = taken[i] as number;
    const end = part.starts[row + 1] as number;
    for (let i = part.starts[row] as number; i < end; i++) {
      const of = rowOf[part.terms[i] as number] ?? -1;
      if (of < 0) continue;
      const left = (part.frequencies[i] as number) - (gone[of] as number);
      if (left > 0) into.put(of, left);
    }
    for (let i = first; i < last; i++) gone[rows[i] as number] = 0;
    into.close();
  };

  return {
    count: ofPassage.length,
    isTelling: (pair) => isHeading[pair] === 1 && uses.get(textOfQuery(pair)) === 1,
    passages: Uint32Array.from(ofPassage),
    isHeading: Uint8Array.from(isHeading),
    queryOf(pair, into) {
      const last = starts[pair + 1] as number;
      for (let i = starts[pair] as number; i < last; i++)
        into.put(rows[i] as number, queryCounts[i] as number);
      into.close();
    },
    targetOf(pair, into) {
      putRest(ofPassage[pair] as number, pair, into);
    },
    bodyOf(passage, into) {
      putRest(passage, headingOf.get(passage) ?? -1, into);
    },
  };
}

/**
 * Entries of queries, one after the other, in arrays that grow: there are millions. `taken` is what of a row's
 * frequency the query stands for: a word of the title counts as several.
 */
function createEntries() {
  let rows = new Uint32Array(1 << 12);
  let counts = new Uint16Array(1 << 12);
  let taken = new Uint16Array(1 << 12);
  let size = 0;
  const grow = (): void => {
    const [before, room] = [{ rows, counts, taken }, rows.length * 2];
    rows = new Uint32Array(room);
    counts = new Uint16Array(room);
    taken = new Uint16Array(room);
    rows.set(before.rows);
    counts.set(before.counts);
    taken.set(before.taken);
  };
  return {
    size: () => size,
    push(row: number, count: number, of: number): void {
      if (size === rows.length) grow();
      rows[size] = row;
      counts[size] = count;
      taken[size++] = of;
    },
    pack: () => ({ rows: rows.subarray(0, size), counts, taken }),
  };
}

/** Bags in the arrays that training wants, used again for every batch. */
export function createBags(most: { bags: number; entries: number }): {
  writer: BagWriter;
  bags: Bags;
  clear(): void;
} {
  const bags: Bags = {
    count: 0,
    starts: new Uint32Array(most.bags + 1),
    rows: new Uint32Array(most.entries),
    weights: new Float32Array(most.entries),
  };
  let size = 0;
  return {
    bags,
    writer: {
      put(row, count) {
        if (size >= most.entries) return;
        bags.rows[size] = row;
        bags.weights[size++] = frequencyWeight(count);
      },
      close() {
        bags.starts[++bags.count] = size;
      },
    },
    clear() {
      bags.count = 0;
      size = 0;
    },
  };
}
