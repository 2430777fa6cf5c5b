import type { Trainable } from '../../core/ports/trainable.ts';
import { confirmedPairs } from './confirmed-pairs.ts';
import { type ConfirmedPair, trainSoftmax } from './document-softmax.ts';
import { DOCUMENT_RANKER, favouredBy, type StoredRanker } from './expectations.ts';
import { agreementOf, disagreement, judge, type Measured, tooFew } from './gate.ts';
import { type HeldOutSearch, inParts, type Placed } from './held-out.ts';
import { SOFTMAX, TRAINING } from './limits.ts';
import { type SearchTraining, searchAll } from './train-question-memory.ts';
import { createVersionMoves } from './version-moves.ts';

/** Trains a softmax over words and word pairs that says which document a question is about; it must beat question memory. */
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
        await search.remember(placed);
        const { measured, weight } = await measureParts(placed, search, signal, onProgress);
        const verdict = judge(agreement, measured, 'gain');
        const softmax = verdict.passed ? await trainSoftmax(pairs, signal) : null;
        const model =
          softmax === null ? null : ({ softmax: softmax.packed(), weight } satisfies StoredRanker);
        return moves.keep(verdict, model);
      } finally {
        await search.remember([]);
      }
    },
  };
}

/** Each part is asked of a softmax that never saw it; how far it counts is chosen on the other parts. */
async function measureParts(
  placed: readonly Placed<ConfirmedPair>[],
  search: HeldOutSearch,
  signal: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<{ measured: Measured[]; weight: number }> {
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
      for (const weight of SOFTMAX.weights) {
        const favoured = favouredBy(softmax, question, weight);
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
  return { measured, weight: SOFTMAX.weights[bestWeight(rows)] ?? 0 };
}

/** Place of the weight that finds most; of equal ones the smallest. */
function bestWeight(rows: readonly { after: number[] }[]): number {
  const sums = SOFTMAX.weights.map((_, at) => rows.reduce((sum, { after }) => sum + (after[at] ?? 0), 0));
  return sums.indexOf(Math.max(...sums));
}
