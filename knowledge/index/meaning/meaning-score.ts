import { MEANING } from '../ranking/weights.ts';
import type { PassageMeaning } from './unit-shelf.ts';

/**
 * How well a passage meets the meaning of a question, about 0..1.5: mostly its best unit; that both a sentence and the
 * breadcrumb meet it, and a second sentence too, counts a little.
 */
export function meaningOf({ crumb, sentences }: PassageMeaning): number {
  let [best, second] = [-1, -1];
  for (const cosine of sentences) {
    if (cosine > best) [best, second] = [cosine, best];
    else if (cosine > second) second = cosine;
  }
  return (
    Math.max(best, crumb) + MEANING.lesser * Math.min(best, crumb) + MEANING.second * Math.max(0, second)
  );
}
