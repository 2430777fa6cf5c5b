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
  const rows: number[] = [];
  const queryCounts: number[] = [];
  // What of a row's frequency the query stands for: a word of the title counts as several.
  const taken: number[] = [];
  const counts = new Map<number, { count: number; taken: number }>();
  let language: Language = 'en';
  const count = (text: string, field: number): void => {
    const filled = analyzer.fill(text, language);
    const codes = analyzer.codes();
    for (let i = 0; i < filled; i++) {
      const row = rowOf[(codes[i] as number) >>> 1] ?? -1;
      if (row < 0) continue;
      const known = counts.get(row) ?? { count: 0, taken: 0 };
      counts.set(row, { count: known.count + 1, taken: known.taken + field });
    }
  };
  const close = (passage: number, heading: boolean): void => {
    if (counts.size >= (heading ? 1 : CONTRAST.fewestTerms)) {
      for (const [row, found] of counts) {
        rows.push(row);
        queryCounts.push(found.count);
        taken.push(found.taken);
      }
      starts.push(rows.length);
      ofPassage.push(passage);
      isHeading.push(heading ? 1 : 0);
    }
    counts.clear();
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

  const headingOf = new Map<number, number>();
  const uses = new Map<string, number>();
  const textOfQuery = (pair: number): string => rows.slice(starts[pair], starts[pair + 1]).join(' ');
  ofPassage.forEach((passage, pair) => {
    if (isHeading[pair] !== 1) return;
    headingOf.set(passage, pair);
    uses.set(textOfQuery(pair), (uses.get(textOfQuery(pair)) ?? 0) + 1);
  });
  /** The passage's terms less those that a pair's query stands for (-1 = none). */
  const putRest = (passage: number, pair: number, into: BagWriter): void => {
    const { part, row } = passages[passage] as PassageRow;
    const gone = new Map<number, number>();
    const last = pair < 0 ? 0 : (starts[pair + 1] as number);
    for (let i = pair < 0 ? 0 : (starts[pair] as number); i < last; i++)
      gone.set(rows[i] as number, taken[i] as number);
    const end = part.starts[row + 1] as number;
    for (let i = part.starts[row] as number; i < end; i++) {
      const of = rowOf[part.terms[i] as number] ?? -1;
      if (of < 0) continue;
      const left = (part.frequencies[i] as number) - (gone.get(of) ?? 0);
      if (left > 0) into.put(of, left);
    }
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
