import { withoutMarks } from '../../text/citation-marks.ts';
import type { Answer } from '../../types.ts';
import { questionForm } from '../gates/question-form.ts';

/** How much two answers must share to count as one. */
const LEAST = { words: 0.6, sources: 0.5 } as const;

/**
 * Whether two answers say the same, told without a model: both answered, half of their sources shared, the same
 * numbers and as many denials, and most words in common. A judge for evidence; it never decides alone what is served.
 */
export function sameAnswer(a: Answer, b: Answer): boolean {
  if (a.outcome !== 'answered' || b.outcome !== 'answered') return false;
  if (a.text === b.text) return true;
  const sources = (answer: Answer) => new Set(answer.citations.map((citation) => citation.passageId));
  if (jaccard(sources(a), sources(b)) < LEAST.sources) return false;
  const [one, other] = [formOf(a), formOf(b)];
  return (
    one.numbers.toSorted().join(' ') === other.numbers.toSorted().join(' ') &&
    one.negations.length === other.negations.length &&
    jaccard(new Set(one.content), new Set(other.content)) >= LEAST.words
  );
}

function formOf(answer: Answer) {
  return questionForm(withoutMarks(answer.text));
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((item) => b.has(item)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
