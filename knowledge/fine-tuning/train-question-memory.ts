import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Trainable } from '../../core/ports/trainable.ts';
import type { Store } from '../../core/store/schema.ts';
import { type AdmittedImports, QUESTION_MEMORY } from '../question-memory/from-imports.ts';
import { confirmedPairs, type SourcedPair } from './confirmed-pairs.ts';
import type { ConfirmedPair } from './document-softmax.ts';
import { agreementOf, disagreement, judge, type Measured, tooFew } from './gate.ts';
import { type HeldOutSearch, inParts } from './held-out.ts';
import { createVersionMoves } from './version-moves.ts';

/** Documents of a search that count as found. */
const SEARCHED = 10;
const IMPORTED = 'feedback:';

/** What trainables of search are made of. */
export type SearchTraining = {
  store: Store;
  clock: Clock;
  random: Random;
  /** Opened for each training: it reads which passages there are. */
  heldOut: () => Promise<HeldOutSearch>;
  /** Search takes up what serves now. */
  changed: () => Promise<void>;
};

/** Lets imported votes into question memory, all that are confirmed now, or none of them. */
export function trainableMemory(deps: SearchTraining): Trainable {
  const moves = createVersionMoves({ ...deps, id: QUESTION_MEMORY });
  return {
    id: QUESTION_MEMORY,
    help: 'questions of imported up-votes help to find the documents that they name',
    ...moves,
    async train({ signal, onProgress }) {
      const pairs = await confirmedPairs(deps.store);
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
        const measured: Measured[] = [];
        for (const [at, { pair, part, cluster }] of placed.entries()) {
          signal.throwIfAborted();
          const after = await search.documents(pair.question, { memory: { heldOut: part } });
          const hit = (documents: readonly string[] = []) => Number(documents[0] === pair.documentId);
          measured.push({ before: hit(found[at]), after: hit(after), cluster });
          onProgress?.(measured.length, placed.length);
        }
        return moves.keep(judge(agreement, measured, 'no loss'), {
          imports: importsIn(pairs),
        } satisfies AdmittedImports);
      } finally {
        await search.remember([]);
      }
    },
  };
}

/** What search names for each question with nothing learned. */
export async function searchAll(
  pairs: readonly ConfirmedPair[],
  search: HeldOutSearch,
  signal: AbortSignal,
): Promise<string[][]> {
  const found: string[][] = [];
  for (const { question } of pairs) {
    signal.throwIfAborted();
    found.push((await search.documents(question, { memory: 'none' })).slice(0, SEARCHED));
  }
  return found;
}

function importsIn(pairs: readonly SourcedPair[]): AdmittedImports['imports'] {
  return pairs.flatMap(({ refs, documentId }) =>
    refs.flatMap((ref) => (ref.startsWith(IMPORTED) ? [{ id: ref.slice(IMPORTED.length), documentId }] : [])),
  );
}
