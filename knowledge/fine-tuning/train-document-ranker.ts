import type { Trainable } from '../../core/ports/trainable.ts';
import { activeVersion } from '../../core/store/trained-versions.ts';
import { QUESTION_MEMORY } from '../question-memory/from-imports.ts';
import { confirmedPairs } from './confirmed-pairs.ts';
import { type ConfirmedPair, type Read, trainSoftmax } from './document-softmax.ts';
import { DOCUMENT_RANKER, favouredBy, RANKER_FORM, type StoredRanker } from './expectations.ts';
import { agreementOf, disagreement, judge, type Measured, tooFew } from './gate.ts';
import { type HeldOutSearch, inParts, type Placed } from './held-out.ts';
import { SOFTMAX, TRAINING } from './limits.ts';
import { type SearchTraining, searchAll } from './train-question-memory.ts';
import { createVersionMoves } from './version-moves.ts';

/** Trains a softmax over words and word pairs that says which document a question is about; it must beat what serves without it. */
export function trainableRanker(deps: SearchTraining): Trainable {
  const moves = createVersionMoves({ ...deps, id: DOCUMENT_RANKER });
  return {
    id: DOCUMENT_RANKER,
    help: 'words and word pairs of confirmed questions tell which document a question is about',
    ...moves,
    async train({ signal, onProgress }) {
      const pairs = (await confirmedPairs(deps.store)).filter(({ permitted }) => permitted);
      const why = tooFew(pairs);
      if (why !== null) return moves.refused(why);
      const placed = inParts(pairs);
      const search = await deps.heldOut();
      try {
        const found = await searchAll(pairs, search, signal);
        const agreement = agreementOf(pairs, found);
        const apart = disagreement(agreement, pairs, found);
        if (apart !== null) return moves.keep(apart, null);
        const serves = (await activeVersion(deps.store, QUESTION_MEMORY)) !== undefined;
        await search.remember(serves ? placed : []);
        const read = await withMeanings(placed, search, signal);
        const { measured, weight } = await measureParts(read, search, signal, onProgress);
        const verdict = judge(agreement, measured, pairs.length < TRAINING.few ? 'no fewer' : 'gain');
        const softmax = verdict.passed
          ? await trainSoftmax(
              read.map(({ pair }) => pair),
              signal,
            )
          : null;
        const model =
          softmax === null
            ? null
            : ({ form: RANKER_FORM, softmax: softmax.packed(), weight } satisfies StoredRanker);
        return moves.keep(verdict, model);
      } finally {
        await search.remember([]);
      }
    },
  };
}

async function withMeanings(
  placed: readonly Placed<ConfirmedPair>[],
  search: HeldOutSearch,
  signal: AbortSignal,
): Promise<Placed<ConfirmedPair & Read>[]> {
  const read: Placed<ConfirmedPair & Read>[] = [];
  for (const one of placed) {
    signal.throwIfAborted();
    read.push({ ...one, pair: { ...one.pair, meaning: await search.meaningOf(one.pair.question) } });
  }
  return read;
}

/** Each part is asked of a softmax that never saw it; how far it counts is chosen on the other parts. */
async function measureParts(
  placed: readonly Placed<ConfirmedPair & Read>[],
  search: HeldOutSearch,
  signal: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<{ measured: Measured[]; weight: number }> {
  const weights = placed.length < TRAINING.few ? SOFTMAX.weights.slice(0, 1) : SOFTMAX.weights;
  const rows: { part: number; cluster: string; before: number; after: number[] }[] = [];
  for (let part = 0; part < TRAINING.folds; part++) {
    const seen = placed.filter((one) => one.part !== part);
    const asked = placed.filter((one) => one.part === part);
    if (asked.length === 0 || seen.length === 0) continue;
    const softmax = await trainSoftmax(
      seen.map(({ pair }) => pair),
      signal,
    );
    for (const { pair, cluster } of asked) {
      signal.throwIfAborted();
      const { question, documentId } = pair;
      const hit = (documents: string[]) => Number(documents[0] === documentId);
      const memory = { heldOut: part };
      const before = hit(await search.documents(question, { memory }));
      const after: number[] = [];
      for (const weight of weights) {
        const favoured = favouredBy(softmax, pair, weight);
        after.push(hit(await search.documents(question, { memory, favoured })));
      }
      rows.push({ part, cluster, before, after });
      onProgress?.(rows.length, placed.length);
    }
  }
  const parts = Array.from({ length: TRAINING.folds }, (_, part) => part);
  const best = parts.map((part) => bestWeight(rows.filter((row) => row.part !== part)));
  const measured = rows.map(({ part, cluster, before, after }) => ({
    ...{ before, cluster },
    after: after[best[part] ?? 0] ?? before,
  }));
  return { measured, weight: weights[bestWeight(rows)] ?? 0 };
}

/** Place of the weight that finds most; of equal ones the smallest. */
function bestWeight(rows: readonly { after: number[] }[]): number {
  const tried = rows[0]?.after ?? [];
  const sums = tried.map((_, at) => rows.reduce((sum, { after }) => sum + (after[at] ?? 0), 0));
  return Math.max(0, sums.indexOf(Math.max(...sums)));
}
