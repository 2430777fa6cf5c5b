import { seededRandom } from '../../core/evals/statistics/seeded-random.ts';
import type { ConfirmedPair } from './document-softmax.ts';
import { sparseOf, vocabularyOf } from './features.ts';

/** How often labels are shuffled to see what chance does. */
const SHUFFLES = 200;

/** How far right pairs are from shuffled ones, in standard deviations of the shuffled ones. */
export type Agreement = { observed: number; expected: number; z: number };

/**
 * Whether the nearest other confirmed question names the same document: it does so for right pairs and hardly ever for
 * shuffled ones, whatever search makes of them.
 */
export function neighboursAgree(pairs: readonly ConfirmedPair[]): Agreement {
  const nearest = nearestOthers(pairs.map(({ question }) => question));
  return againstChance(pairs, (documents) =>
    nearest.reduce<number>(
      (sum, other, at) => sum + Number(other !== null && documents[other] === documents[at]),
      0,
    ),
  );
}

/** Whether search alone finds what was confirmed, among the first documents that it names. */
export function searchAgrees(
  pairs: readonly ConfirmedPair[],
  found: readonly (readonly string[])[],
): Agreement {
  const sets = found.map((documents) => new Set(documents));
  return againstChance(pairs, (documents) =>
    documents.reduce((sum, id, at) => sum + Number(sets[at]?.has(id) ?? false), 0),
  );
}

function againstChance(
  pairs: readonly ConfirmedPair[],
  count: (documents: readonly string[]) => number,
): Agreement {
  const documents = pairs.map(({ documentId }) => documentId);
  const observed = count(documents);
  const random = seededRandom('agreement');
  const shuffled = Array.from({ length: SHUFFLES }, () => count(permuted(documents, random)));
  const expected = shuffled.reduce((sum, value) => sum + value, 0) / SHUFFLES;
  const spread = Math.sqrt(
    shuffled.reduce((sum, value) => sum + (value - expected) ** 2, 0) / (SHUFFLES - 1),
  );
  const n = Math.max(1, pairs.length);
  // Where chance never agrees once, its spread is that of the rarest thing that could be seen.
  const z = (observed - expected) / Math.max(spread, 0.5);
  return { observed: observed / n, expected: expected / n, z };
}

function permuted(values: readonly string[], random: () => number): string[] {
  const drawn = [...values];
  for (let at = drawn.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [drawn[at], drawn[other]] = [drawn[other] as string, drawn[at] as string];
  }
  return drawn;
}

/** The most like other question of each, by words and word pairs; null where none shares a word. */
function nearestOthers(questions: readonly string[]): (number | null)[] {
  const vocabulary = vocabularyOf(questions, 1);
  const rows = questions.map((question) => sparseOf(question, vocabulary));
  const holders = new Map<number, { at: number; value: number }[]>();
  rows.forEach((row, at) => {
    row?.ids.forEach((id, place) => {
      const held = holders.get(id) ?? [];
      held.push({ at, value: row.values[place] ?? 0 });
      holders.set(id, held);
    });
  });
  // By number and not in a map: most questions share small words, and the program waits for this.
  const products = new Float64Array(rows.length);
  return rows.map((row, at) => {
    const sharing: number[] = [];
    row?.ids.forEach((id, place) => {
      const own = row.values[place] ?? 0;
      for (const other of holders.get(id) ?? []) {
        const before = products[other.at] ?? 0;
        if (before === 0) sharing.push(other.at);
        products[other.at] = before + other.value * own;
      }
    });
    let best: number | null = null;
    let most = 0;
    for (const other of sharing) {
      const product = products[other] ?? 0;
      if (other !== at && product > most) [best, most] = [other, product];
      products[other] = 0;
    }
    return best;
  });
}
