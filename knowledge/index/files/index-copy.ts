import { createSearchEngine } from '../host/engine.ts';
import type { PassageSource } from '../host/passage-source.ts';
import type { SearchEngine } from '../host/search-engine.ts';
import type { IndexWorkerOptions } from '../host/worker-options.ts';
import { createMeaningSet } from '../meaning/meaning-set.ts';
import { takeUnits } from '../meaning/take-units.ts';
import type { RememberedQuestion } from '../ranking/question-memory.ts';
import { createVectorSet } from '../vectors/vector-set.ts';
import { unpackSpace } from '../vectors/vector-space.ts';
import { createLexicalIndex } from '../words/lexical-index.ts';
import { packEngine, takeCalibrations } from './index-snapshot.ts';
import { unpackLexical } from './lexical-file.ts';
import { packSections, unpackSections } from './packed-file.ts';
import type { SnapshotParts } from './snapshot.ts';

/** `passages` false leaves them out: only the words, the trained model and what was calibrated. */
export type CopyOptions = { passages: boolean };

/** An index as it was at one moment, in memory: it can be sent to another thread, where it changes on its own. */
export type IndexCopy = {
  generation: number;
  vectors: NonNullable<IndexWorkerOptions['vectors']>;
  encoder: IndexWorkerOptions['encoder'];
  remembered: RememberedQuestion[];
  /** Packed parts by name; its graph is left out, the exact scan finds as much. */
  parts: Map<string, Uint8Array<ArrayBuffer>>;
};

export function copyEngine(engine: SearchEngine, { passages }: CopyOptions): Pick<IndexCopy, 'parts'> {
  const { lexical, space, calibration, meaningCalibration } = engine;
  const { tables } = lexical;
  const packed = packEngine({
    calibration,
    meaningCalibration,
    lexical: passages ? lexical : { tables, segments: () => [] },
    space: passages || space === null ? space : { ...space, set: createVectorSet(space.set.dimensions) },
  });
  return { parts: new Map([...packed].map(([name, part]) => [name, joined(packSections(part))])) };
}

/** The engine that was copied, over another source, which also has the vectors of units. */
export function openCopy(copy: IndexCopy, source: PassageSource): SearchEngine {
  const parts: SnapshotParts = new Map([...copy.parts].map(([name, bytes]) => [name, unpackSections(bytes)]));
  const lexical = parts.get('lexical');
  if (lexical === undefined) throw new TypeError('a copy of an index has a lexical part');
  const space = copy.vectors === 'none' ? null : unpackSpace(parts, copy.vectors, undefined);
  const meaning =
    copy.encoder === undefined ? null : createMeaningSet(copy.encoder.dimensions, { read: source.units });
  const engine = createSearchEngine(source, createLexicalIndex(unpackLexical(lexical)), space, meaning);
  for (const { ids } of engine.lexical.segments()) takeUnits(engine, [...ids], source);
  takeCalibrations(engine, lexical.meta);
  engine.memory.put(copy.remembered);
  return engine;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
