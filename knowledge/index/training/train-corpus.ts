import type { PassageText } from '../host/passage-source.ts';
import { CONTRAST, SELF_CHECK, VECTOR_SHARE } from '../ranking/weights.ts';
import { wasmMemory } from '../vectors/wasm-code.ts';
import type { ForwardRows } from '../words/forward.ts';
import { createNoise } from '../words/noise.ts';
import type { StringTable } from '../words/string-table.ts';
import type { TermVectors } from './corpus-model.ts';
import { trainLsa } from './lsa.ts';
import { checkStep, chooseShare } from './self-check.ts';
import { trainContrast } from './train-contrast.ts';
import { cutPairs, type PassageRow, type TrainingPairs } from './training-pairs.ts';

export type TrainingCorpus = {
  parts: ForwardRows[];
  /** A copy of the index's table: words met in passages' texts are looked up in it. */
  terms: StringTable;
  textsOf(ids: number[]): ReadonlyMap<number, PassageText>;
};

/** Term vectors, and how much they may say beside the words, found on pairs that training did not see. */
export type TrainedCorpus = { vectors: TermVectors; share: number };

/**
 * Embeddings of a corpus out of its own texts: LSA first, then training on pairs where there are enough of them.
 * Null when the corpus is too small for either. The same corpus and seed give the same vectors.
 */
export function trainCorpus({ parts, terms, textsOf }: TrainingCorpus, seed = 1): TrainedCorpus | null {
  const termCount = terms.size;
  // The steps follow each other: each has the memory of the one before.
  const room = wasmMemory(0);
  const lsa = trainLsa(parts, termCount, room);
  if (lsa === null) return null;
  const passages = everyNth(parts, CONTRAST.samplePassages);
  const rowOf = new Int32Array(termCount).fill(-1);
  lsa.terms.forEach((term, row) => {
    rowOf[term] = row;
  });
  // One text at a time: all of them would be most of what training holds.
  const pairs = cutPairs({ passages, rowOf, terms, textOf: (id) => textsOf([id]).get(id) });
  const held = holdBack(pairs, passages.length, createNoise(seed + 1));
  const vectors = trainContrast(lsa, pairs, { held, seed, room })?.vectors ?? lsa;
  const share =
    held.size < SELF_CHECK.fewestPairs
      ? VECTOR_SHARE
      : chooseShare({ vectors, pairs, held, passages: passages.length, room });
  return { vectors, share };
}

/** Every passage of a small corpus, every n-th of a large one: each document has its part. */
function everyNth(parts: ForwardRows[], most: number): PassageRow[] {
  const living = parts.reduce((sum, part) => sum + part.ids.length, 0);
  const step = Math.max(1, living / most);
  const rows: PassageRow[] = [];
  let seen = 0;
  for (const part of parts) {
    for (let row = 0; row < part.ids.length; row++, seen++) {
      if (seen >= rows.length * step) rows.push({ part, row });
    }
  }
  return rows;
}

/** Pairs for the check: headings that name one passage only, and sentences where there are too few of those. */
function holdBack(pairs: TrainingPairs, passages: number, random: () => number): Set<number> {
  const most = Math.min(SELF_CHECK.mostPairs, Math.floor(pairs.count * SELF_CHECK.mostShare));
  const held = new Set<number>();
  const draw = (candidates: number[]): void => {
    while (held.size < most && candidates.length > 0) {
      const at = Math.floor(random() * candidates.length);
      held.add(candidates[at] as number);
      candidates[at] = candidates.at(-1) as number;
      candidates.pop();
    }
  };
  const step = checkStep(passages);
  const all = Array.from({ length: pairs.count }, (_, pair) => pair).filter(
    (pair) => (pairs.passages[pair] as number) % step === 0,
  );
  draw(all.filter((pair) => pairs.isTelling(pair)));
  draw(all.filter((pair) => pairs.isHeading[pair] === 0));
  return held;
}
