import { neighboursAgree, searchAgrees } from '../fine-tuning/agreement.ts';
import type { Confirmed, ConfirmedBy } from './confirmed.ts';
import { MEMORY_GATE } from './limits.ts';
import { questionKey } from './question-key.ts';

/** Confirmed questions of one origin that are held back: they agree hardly more than shuffled ones would. */
export type HeldBack = { source: ConfirmedBy; pairs: number; z: number };

type Pair = { question: string; documentId: string };

/**
 * The gate of what votes, curated answers and eval cases teach, each origin by itself: right pairs agree with each other, or
 * with what search finds by itself, and shuffled ones do not (`fine-tuning/agreement.ts`). Too few pairs to tell are let in.
 * `documents` = those that search names for a question with nothing learned, best first.
 */
export async function admit(
  all: readonly Confirmed[],
  documents: (question: string) => Promise<string[]>,
): Promise<{ admitted: Confirmed[]; held: HeldBack[] }> {
  const held: HeldBack[] = [];
  const admitted: Confirmed[] = [];
  for (const [source, confirmed] of Map.groupBy(all, (one) => one.source)) {
    const pairs = pairsOf(confirmed);
    const z = await agreement(pairs, documents);
    if (z === null || z >= MEMORY_GATE.agreement) admitted.push(...confirmed);
    else held.push({ source, pairs: pairs.length, z: Number(z.toFixed(2)) });
  }
  return { admitted, held };
}

/** How far the pairs are from shuffled ones, in standard deviations; null where they are too few or alike to tell. */
async function agreement(
  pairs: readonly Pair[],
  documents: (question: string) => Promise<string[]>,
): Promise<number | null> {
  if (pairs.length < MEMORY_GATE.pairs) return null;
  const again = pairs.length - new Set(pairs.map(({ documentId }) => documentId)).size;
  if (again >= MEMORY_GATE.pairs / 2) return neighboursAgree(pairs).z;
  const looked = pairs.slice(0, MEMORY_GATE.searched);
  const found: string[][] = [];
  for (const { question } of looked) found.push(await documents(question));
  const { expected, z } = searchAgrees(looked, found);
  // Where search names most documents for any question, it says nothing of a pair.
  return expected > MEMORY_GATE.chance ? null : z;
}

/** Each question with each document once, the newest first. */
function pairsOf(confirmed: readonly Confirmed[]): Pair[] {
  const newestFirst = confirmed
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const pairs = new Map(
    newestFirst.map(({ question, documentId }) => [
      `${documentId}\n${questionKey(question)}`,
      { question, documentId },
    ]),
  );
  return [...pairs.values()].slice(0, MEMORY_GATE.most);
}
