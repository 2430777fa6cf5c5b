import { wilson95 } from '../../intervals.ts';
import { CATEGORIES, type Category, type CategoryMap, categoryOf } from './categories.ts';
import type { Prediction } from './predictions.ts';
import type { Question } from './questions.ts';

/** A share of right answers, 0..1, and of how many. */
export type Accuracy = { accuracy: number; correct: number; n: number };

export type MmluScore = {
  /** Right answers of all answers: the paper's number. Null without answers. */
  micro: number | null;
  /** 95 % Wilson interval of `micro`. */
  interval: [number, number] | null;
  /** Mean over subjects: HELM's number. Null without answers. */
  macro: number | null;
  /** Over the questions of a category's subjects; those with answers. */
  categories: Partial<Record<Category, Accuracy>>;
  subjects: Record<string, Accuracy>;
  /** Answers that are none of A–D; they are wrong. */
  invalid: number;
  n: number;
};

type Count = { correct: number; n: number };

/** Counts recorded answers. Questions without one are not counted at all. */
export function scorePredictions(
  tests: ReadonlyMap<string, readonly Question[]>,
  predictions: readonly Prediction[],
  map: CategoryMap,
): MmluScore {
  const bySubject = new Map<string, Count>();
  for (const { subject, row, letter } of predictions) {
    const count = bySubject.get(subject) ?? { correct: 0, n: 0 };
    count.n += 1;
    if (letter !== null && letter === tests.get(subject)?.[row]?.answer) count.correct += 1;
    bySubject.set(subject, count);
  }
  const subjects = [...bySubject].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = sum(subjects.map(([, count]) => count));
  const categories: MmluScore['categories'] = {};
  for (const category of CATEGORIES) {
    const own = subjects.filter(([subject]) => categoryOf(subject, map) === category);
    if (own.length > 0) categories[category] = accuracyOf(sum(own.map(([, count]) => count)));
  }
  const table = subjects.map(([subject, count]) => [subject, accuracyOf(count)] as const);
  return {
    micro: all.n === 0 ? null : all.correct / all.n,
    interval: wilson95(all.correct, all.n),
    macro:
      table.length === 0
        ? null
        : table.reduce((total, [, { accuracy }]) => total + accuracy, 0) / table.length,
    categories,
    subjects: Object.fromEntries(table),
    invalid: predictions.filter(({ letter }) => letter === null).length,
    n: all.n,
  };
}

function sum(counts: readonly Count[]): Count {
  return counts.reduce((total, { correct, n }) => ({ correct: total.correct + correct, n: total.n + n }), {
    correct: 0,
    n: 0,
  });
}

function accuracyOf({ correct, n }: Count): Accuracy {
  return { accuracy: correct / n, correct, n };
}
