import { englishStem } from '../../text/words/stem-to-search.ts';
import { contentStems, wordsOf } from '../../text/words/words-to-compare.ts';
import { clauseBreaks, factLimits, rolesAndBodies } from '../rules/grounding-facts.ts';

/** Whether a stem stands in the evidence or in the question, as it is or by a word that says the same. */
type Knows = (stem: string) => boolean;

/** What a sentence brings in that no source speaks of, each as a reason in words. */
export function strangersOf(said: string, knows: Knows): string[] {
  return [roleIn(said, knows), partIn(said, knows)].filter((reason) => reason !== null);
}

/** A kind of person or body that no source names: who has to do something is seldom told in other words. */
function roleIn(said: string, knows: Knows): string | null {
  const strange = wordsOf(said).find(
    (word) => rolesAndBodies.has(word.replace(/s$/, '')) && !knows(englishStem(word)),
  );
  return strange === undefined ? null : `people or bodies not in the evidence: ${strange}`;
}

/** A clause of which next to nothing is in the evidence, beside others that are. */
function partIn(said: string, knows: Knows): string | null {
  const parts = said
    .split(clauseBreaks)
    // Figures are compared one by one elsewhere.
    .map((part) => contentStems(part).filter((stem) => !/\d/.test(stem)))
    .filter((stems) => stems.length > 0);
  // A sentence of one part is judged as a whole.
  if (parts.length < 2) return null;
  const strange = parts.some(
    (stems) =>
      stems.length >= factLimits.leastOwnWords &&
      stems.filter(knows).length / stems.length <= factLimits.strangeClause,
  );
  return strange ? 'a part of it is nowhere in the evidence' : null;
}
