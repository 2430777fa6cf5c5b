import type { LexicalIndex } from '../words/lexical-index.ts';
import type { LeftInFile, Segment } from '../words/segment.ts';
import type { Tables } from '../words/segment-builder.ts';
import { createStringTable, type StringTable } from '../words/string-table.ts';
import type { LeftSection } from './lean-file.ts';
import { type Packed, type Section, sectionOf } from './packed-file.ts';

const TABLES = ['terms', 'documents', 'collections'] as const;

/** The lexical index as named sections: a copy of nothing, valid until the next change. */
export function packLexical(index: Pick<LexicalIndex, 'tables' | 'segments'>): Packed {
  const sections = new Map<string, Section>();
  for (const name of TABLES) {
    const table = index.tables[name].sections();
    for (const [part, array] of Object.entries(table)) sections.set(`${name}.${part}`, array);
  }
  index.segments().forEach((segment, at) => {
    const { count: _, deadCount: __, left: ___, ...parts } = segment;
    for (const [part, array] of Object.entries(parts)) sections.set(`${at}.${part}`, array);
  });
  return { meta: { segments: index.segments().length }, sections };
}

/** Sections of which a search reads little: they may stay in the file. */
export const isSeldomRead = (section: string): boolean => /^\d+\.(?:postings|words)$/.test(section);

/** What `createLexicalIndex` takes, as views on the file; `left` holds what stayed in it. */
export function unpackLexical(
  packed: Packed,
  left?: ReadonlyMap<string, LeftSection>,
): { tables: Tables; segments: Segment[] } {
  const tables: Tables = {
    terms: tableOf(packed, 'terms'),
    documents: tableOf(packed, 'documents'),
    collections: tableOf(packed, 'collections'),
  };
  const { segments } = packed.meta;
  return {
    tables,
    segments: Array.from({ length: Number(segments) }, (_, at) => segmentOf(packed, at, left)),
  };
}

function tableOf(packed: Packed, name: string): StringTable {
  return createStringTable({
    pool: sectionOf(packed, `${name}.pool`, Uint16Array),
    ends: sectionOf(packed, `${name}.ends`, Uint32Array),
    hashes: sectionOf(packed, `${name}.hashes`, Uint32Array),
    slots: sectionOf(packed, `${name}.slots`, Int32Array),
  });
}

function segmentOf(packed: Packed, at: number, left?: ReadonlyMap<string, LeftSection>): Segment {
  const dead = sectionOf(packed, `${at}.dead`, Uint8Array);
  let deadCount = 0;
  for (const mark of dead) deadCount += mark;
  const ids = sectionOf(packed, `${at}.ids`, Uint32Array);
  const parts = {
    count: ids.length,
    ids,
    documents: sectionOf(packed, `${at}.documents`, Uint32Array),
    collections: sectionOf(packed, `${at}.collections`, Uint16Array),
    lengths: sectionOf(packed, `${at}.lengths`, Uint32Array),
    dead,
    deadCount,
    terms: sectionOf(packed, `${at}.terms`, Uint32Array),
    starts: sectionOf(packed, `${at}.starts`, Uint32Array),
    wordStarts: sectionOf(packed, `${at}.wordStarts`, Uint32Array),
  };
  const [postings, words] = [left?.get(`${at}.postings`), left?.get(`${at}.words`)];
  if (postings === undefined || words === undefined)
    return {
      ...parts,
      postings: sectionOf(packed, `${at}.postings`, Uint32Array),
      words: sectionOf(packed, `${at}.words`, Uint8Array),
    };
  const inFile = leftInFile(postings, words);
  return {
    ...parts,
    left: inFile,
    get postings() {
      return inFile.postings(0, postings.bytes / Uint32Array.BYTES_PER_ELEMENT);
    },
    get words() {
      return inFile.words(0, words.bytes).slice();
    },
  };
}

function leftInFile(postings: LeftSection, words: LeftSection): LeftInFile {
  // A passage's words are read and done with: one room serves all.
  let room = new Uint8Array(1 << 12);
  return {
    postings(start, end) {
      const list = new Uint32Array(end - start);
      postings.read(start * Uint32Array.BYTES_PER_ELEMENT, new Uint8Array(list.buffer));
      return list;
    },
    words(start, end) {
      if (end - start > room.length) room = new Uint8Array(end - start);
      const list = room.subarray(0, end - start);
      words.read(start, list);
      return list;
    },
  };
}
