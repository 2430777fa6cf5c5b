import { createSearchEngine } from '../host/engine.ts';
import type { PassageSource } from '../host/passage-source.ts';
import type { SearchEngine } from '../host/search-engine.ts';
import type { IndexWorkerOptions } from '../host/worker-options.ts';
import type { MeaningSet } from '../meaning/meaning-set.ts';
import { type Calibration, UNCALIBRATED } from '../ranking/calibration.ts';
import { MEANING_EVIDENCE } from '../ranking/weights.ts';
import { takeGraph } from '../training/improve.ts';
import { createScanRoom, type ScanRoom } from '../vectors/dot-scan.ts';
import { isGraphFacts } from '../vectors/hnsw-graph.ts';
import { packSpace, unpackSpace } from '../vectors/vector-space.ts';
import { createLexicalIndex } from '../words/lexical-index.ts';
import { isSeldomRead, packLexical, unpackLexical } from './lexical-file.ts';
import { readSnapshot, type SnapshotParts, writeSnapshot } from './snapshot.ts';

/** Writes all of the index but the graph, which was written when it was built. */
export function saveEngine(dir: string, generation: number, engine: SearchEngine): void {
  writeSnapshot(dir, generation, packEngine(engine));
}

/** Views on what the engine is, valid until its next change. */
export function packEngine({
  lexical,
  space,
  calibration,
  meaningCalibration,
}: Pick<SearchEngine, 'space' | 'calibration' | 'meaningCalibration'> & {
  lexical: Pick<SearchEngine['lexical'], 'tables' | 'segments'>;
}): SnapshotParts {
  const { meta, sections } = packLexical(lexical);
  const parts: SnapshotParts = new Map([
    ['lexical', { meta: { ...meta, calibration, meaningCalibration, meaningWeights }, sections }],
  ]);
  for (const [name, part] of space === null ? [] : packSpace(space)) parts.set(name, part);
  return parts;
}

/**
 * The engine that was saved, every hash checked; or why it has to be rebuilt. `wanted` says which vectors it
 * must have; `meaning` is empty, and filled from the store afterwards; `lean` leaves what a search seldom reads in the file. A graph that cannot be trusted is left out: the exact scan serves until it is built anew.
 */
export function loadEngine(
  dir: string,
  generation: number,
  source: PassageSource,
  wanted: NonNullable<IndexWorkerOptions['vectors']>,
  lean = false,
  meaning: MeaningSet | null = null,
): { engine: SearchEngine } | { refused: string } {
  let room: ScanRoom | undefined;
  const snapshot = readSnapshot(dir, generation, {
    allocate(part, bytes) {
      if (part !== 'vectors') return new Uint8Array(bytes);
      room = createScanRoom(bytes);
      return room.room;
    },
    ...(lean ? { leaves: isSeldomRead } : {}),
  });
  if ('refused' in snapshot) return snapshot;
  const lexical = snapshot.parts.get('lexical');
  if (lexical === undefined) return { refused: 'the snapshot has no lexical part' };
  const space = wanted === 'none' ? null : unpackSpace(snapshot.parts, wanted, room);
  if (typeof wanted === 'object' && space === null)
    return { refused: `the snapshot has no vectors of ${wanted.id}` };
  const graph = snapshot.parts.get('vectors')?.meta['graph'];
  if (space !== null && isGraphFacts(graph)) takeGraph(dir, space, graph);
  const engine = createSearchEngine(
    source,
    createLexicalIndex(unpackLexical(lexical, lean ? snapshot.left : undefined)),
    space,
    meaning,
  );
  takeCalibrations(engine, lexical.meta);
  return { engine };
}

/** A threshold by meaning is one of the weights that it was found with. */
const meaningWeights = JSON.stringify(MEANING_EVIDENCE);

/** Sets what was saved of the thresholds. */
export function takeCalibrations(engine: SearchEngine, meta: Record<string, unknown>): void {
  engine.calibration = calibrationOf(meta['calibration']);
  const isOfThese = meta['meaningWeights'] === meaningWeights;
  engine.meaningCalibration = isOfThese ? calibrationOf(meta['meaningCalibration']) : UNCALIBRATED;
}

function calibrationOf(saved: unknown): Calibration {
  const { offset, passages } = (saved ?? {}) as Partial<Record<keyof Calibration, unknown>>;
  return Number.isFinite(offset) && Number.isSafeInteger(passages)
    ? { offset: Number(offset), passages: Number(passages) }
    : UNCALIBRATED;
}
