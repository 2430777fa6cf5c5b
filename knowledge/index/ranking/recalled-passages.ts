import type { LexicalIndex } from '../words/lexical-index.ts';
import { documentName } from '../words/segment-builder.ts';
import type { Recalled } from './question-memory.ts';
import { MEMORY } from './weights.ts';

/** What remembered questions say of passages: the likeness (0..1) of the likeliest question that speaks for each. */
export type Likeness = ReadonlyMap<number, number>;

/** How far likeness counts; `MEMORY` but where a bench tries others. */
export type MemoryWeights = { meaningShare: number; floor: number; weight: number };

export const NOTHING_RECALLED: Likeness = new Map();

/**
 * Passages that remembered questions speak for, the likeliest `MEMORY.passages` of them. A question speaks for the
 * passages that answer it; where none of them is left, for the document's passages, of which `scoreOf` tells the best.
 */
export function recalledPassages(
  lexical: LexicalIndex,
  recalled: readonly Recalled[],
  by: { isAllowed(id: number): boolean; scoreOf(id: number): number },
  weights: MemoryWeights = MEMORY,
): Likeness {
  const passages = new Map<number, number>();
  const documents = new Map<number, number>();
  for (const one of recalled) {
    const likeness = likenessOf(one, weights);
    if (likeness <= weights.floor) continue;
    const living = one.question.passages.filter((id) => lexical.find(id) !== null);
    for (const id of living) raise(passages, id, likeness);
    if (living.length > 0) continue;
    const document = lexical.tables.documents.idOf(documentName(one.question.documentKey));
    if (document >= 0) raise(documents, document, likeness);
  }
  for (const [document, likeness] of documents) {
    for (const id of bestOf(lexical, document, by.scoreOf)) raise(passages, id, likeness);
  }
  const allowed = [...passages].filter(([id]) => by.isAllowed(id));
  return new Map(allowed.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MEMORY.passages));
}

/** A document that is expected to answer, and what that adds to log odds. */
export type Favoured = { documentKey: number | string; bonus: number };

/** What the best passages of favoured documents gain. */
export function favouredPassages(
  lexical: LexicalIndex,
  favoured: readonly Favoured[],
  by: { isAllowed(id: number): boolean; scoreOf(id: number): number },
): ReadonlyMap<number, number> {
  const gains = new Map<number, number>();
  for (const { documentKey, bonus } of favoured) {
    const document = lexical.tables.documents.idOf(documentName(documentKey));
    if (document < 0) continue;
    for (const id of bestOf(lexical, document, by.scoreOf)) if (by.isAllowed(id)) raise(gains, id, bonus);
  }
  return gains;
}

/** What a likeness adds to log odds; 0 up to the floor. */
export function bonusOf(likeness: number, { floor, weight }: MemoryWeights = MEMORY): number {
  const over = Math.max(0, likeness - floor) / (1 - floor);
  return weight * over ** 3;
}

/** How like two questions are, 0..1; by words alone where there is no vector. */
function likenessOf({ words, meaning }: Recalled, { meaningShare }: MemoryWeights): number {
  return meaning === null ? words : (1 - meaningShare) * words + meaningShare * meaning;
}

/** The document's best living passages. */
function bestOf(lexical: LexicalIndex, document: number, scoreOf: (id: number) => number): number[] {
  const found: { id: number; score: number }[] = [];
  for (const { count, ids, dead, documents } of lexical.segments()) {
    for (let place = 0; place < count; place++) {
      if (documents[place] !== document || dead[place] === 1) continue;
      const id = ids[place] as number;
      found.push({ id, score: scoreOf(id) });
    }
  }
  found.sort((a, b) => b.score - a.score || a.id - b.id);
  return found.slice(0, MEMORY.passagesOfDocument).map(({ id }) => id);
}

function raise(values: Map<number, number>, key: number, value: number): void {
  if (value > (values.get(key) ?? 0)) values.set(key, value);
}
