// A worker that searches what is published, and then the same with a draft in the place of a document's passages.
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../core/errors.ts';
import { openCopy } from '../index/files/index-copy.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import { openStoreSource } from '../index/host/passage-source.ts';
import { takeUnits } from '../index/meaning/take-units.ts';
import { calibrate, wantsCalibration } from '../index/training/calibrate.ts';
import { calibrateMeaning, wantsMeaningCalibration } from '../index/training/calibrate-meaning.ts';
import type { TrialContents, TrialReply, TrialRequest } from './trial-protocol.ts';
import { createTrialSource } from './trial-source.ts';

const BATCH = 500;

const { copy, storePath, documentId, added, removed, sample } = workerData as TrialContents;
const vectorModel = typeof copy.vectors === 'string' ? undefined : copy.vectors.id;
const published = openStoreSource(storePath, vectorModel, copy.encoder?.id);
const engine = openCopy(copy, createTrialSource(published, added));
if (sample !== null) takeSample(sample);

parentPort?.on('message', async (request: TrialRequest) => {
  parentPort?.postMessage(await answerTo(request));
});

async function answerTo(request: TrialRequest): Promise<TrialReply> {
  const { id } = request;
  try {
    if (request.call === 'search') return { id, found: engine.search(request.options) };
    if (request.call === 'turn') {
      engine.remove(removed);
      if (added.length > 0) addPassages(added);
      // As the index that serves does once it is quiet.
      if (wantsCalibration(engine)) await calibrate(engine, async () => undefined);
      if (wantsMeaningCalibration(engine)) await calibrateMeaning(engine, async () => undefined);
    }
    return { id, found: null };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

/** The document, what the questions find, and an even sample of the rest. */
function takeSample({ most, wanted }: NonNullable<TrialContents['sample']>): void {
  const step = Math.max(1, Math.ceil(published.published().ids.length / most));
  const must = new Set(wanted);
  for (const batch of published.all(BATCH)) {
    const chosen = batch.filter(
      (passage, at) => at % step === 0 || passage.documentKey === documentId || must.has(passage.id),
    );
    if (chosen.length > 0) addPassages(chosen);
  }
}

function addPassages(passages: IndexedPassage[]): void {
  engine.add(passages);
  takeUnits(
    engine,
    passages.map(({ id }) => id),
    published,
  );
}
