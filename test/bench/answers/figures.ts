import { wilson95 } from '../../../core/evals/intervals.ts';
import { auroc } from '../evidence.ts';
import { median } from '../table.ts';
import { type AnswerKind, answerKinds, isAnswerable } from './answer-sets.ts';
import type { Judged } from './run-set.ts';

/** A share of questions: `holds` is null for a question that it says nothing about. */
type Measure = { name: string; about: string; holds(judged: Judged): boolean | null };

const ofAnswerable =
  (holds: (judged: Judged) => boolean) =>
  (judged: Judged): boolean | null =>
    isAnswerable(judged.expected) ? holds(judged) : null;

const ofConfidence =
  (confidence: 'found' | 'partly', holds: (judged: Judged) => boolean) =>
  (judged: Judged): boolean | null =>
    judged.given.claimed && judged.given.confidence === confidence ? holds(judged) : null;

/** What is counted of answerable questions, in the order that tables show it. */
export const answerableMeasures: readonly Measure[] = [
  {
    name: 'first',
    about: 'the first source is a right page',
    holds: ofAnswerable(({ verdict }) => verdict.firstPage),
  },
  {
    name: 'page',
    about: 'a right page is among the sources',
    holds: ofAnswerable(({ verdict }) => verdict.anyPage),
  },
  {
    name: 'page@1',
    about: 'a right page holds the first passage found',
    holds: ofAnswerable(({ verdict }) => verdict.pageAt1),
  },
  {
    name: 'page@3',
    about: 'a right page is among those of the first 3 passages',
    holds: ofAnswerable(({ verdict }) => verdict.pageAt3),
  },
  {
    name: 'page@10',
    about: 'a right page is among those of the first 10 passages',
    holds: ofAnswerable(({ verdict }) => verdict.pageAt10),
  },
  {
    name: 'useful',
    about: 'every must in the answer, and a right page cited',
    holds: ofAnswerable(({ verdict }) => verdict.useful),
  },
  {
    name: 'musts@1',
    about: 'every must in the first passage',
    holds: ofAnswerable(({ verdict }) => verdict.mustsAt1),
  },
  {
    name: 'musts@3',
    about: 'every must in the first 3 passages',
    holds: ofAnswerable(({ verdict }) => verdict.mustsAt3),
  },
  {
    name: 'silent',
    about: 'said that nothing was found although a page answers',
    holds: ofAnswerable(({ verdict }) => !verdict.claimed),
  },
  {
    name: 'astray',
    about: 'answered, but no source is a right page',
    holds: ofAnswerable(({ verdict, expected, given }) => {
      return verdict.claimed && !given.sources.some((source) => expected.pages.includes(source));
    }),
  },
];

/** What is counted of all questions of a set. */
export const honestyMeasures: readonly Measure[] = [
  {
    name: '"found", useful',
    about: 'of what is labelled found',
    holds: ofConfidence('found', ({ verdict }) => verdict.useful),
  },
  {
    name: '"found", right page',
    about: 'of what is labelled found',
    holds: ofConfidence('found', ({ verdict }) => verdict.anyPage),
  },
  {
    name: '"partly", useful',
    about: 'of what is labelled partly',
    holds: ofConfidence('partly', ({ verdict }) => verdict.useful),
  },
  {
    name: '"partly", right page',
    about: 'of what is labelled partly',
    holds: ofConfidence('partly', ({ verdict }) => verdict.anyPage),
  },
  {
    name: 'abstained, answerable',
    about: 'wrongly',
    holds: ofAnswerable(({ verdict }) => !verdict.claimed),
  },
  {
    name: 'abstained, unanswerable',
    about: 'rightly',
    holds: ({ expected, verdict }) => (expected.kind === 'unanswerable' ? !verdict.claimed : null),
  },
  {
    name: 'abstained, off topic',
    about: 'rightly',
    holds: ({ expected, verdict }) => (expected.kind === 'offtopic' ? !verdict.claimed : null),
  },
];

export type Share = { hits: number; of: number };

export function shareOfMeasure(judged: readonly Judged[], { holds }: Measure): Share {
  const said = judged.map(holds).filter((value) => value !== null);
  return { hits: said.filter(Boolean).length, of: said.length };
}

/** Mean share of the musts that stand in the answer's text, over answerable questions; NaN where there are none. */
export function mustShare(judged: readonly Judged[]): number {
  const shares = judged
    .filter(({ expected }) => isAnswerable(expected))
    .map(({ verdict }) => verdict.mustShare);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/**
 * How well evidence tells apart (AUROC, .5 = not at all): answerable questions from unanswerable and off-topic ones, and
 * among answers given those from a right page from the others.
 */
export function evidenceTells(
  judged: readonly Judged[],
): Record<'unanswerable' | 'offtopic' | 'page', number> {
  const of = (wanted: (one: Judged) => boolean): number[] =>
    judged.filter(wanted).map(({ given }) => given.evidence);
  const answerable = of(({ expected }) => isAnswerable(expected));
  return {
    unanswerable: auroc(
      answerable,
      of(({ expected }) => expected.kind === 'unanswerable'),
    ),
    offtopic: auroc(
      answerable,
      of(({ expected }) => expected.kind === 'offtopic'),
    ),
    page: auroc(
      of(({ verdict }) => verdict.claimed && verdict.anyPage),
      of(({ verdict }) => verdict.claimed && !verdict.anyPage),
    ),
  };
}

/** Median words of what was claimed, and milliseconds of all. */
export function sizes(judged: readonly Judged[]): { words: number; ms: number } {
  const claimed = judged.filter(({ verdict }) => verdict.claimed);
  return {
    words: median(claimed.map(({ verdict }) => verdict.words)),
    ms: median(judged.map(({ given }) => given.ms)),
  };
}

/** The questions by kind, in the order of `answerKinds`; kinds without any are left out. */
export function byKind(judged: readonly Judged[]): [AnswerKind, Judged[]][] {
  return answerKinds
    .map((kind): [AnswerKind, Judged[]] => [kind, judged.filter(({ expected }) => expected.kind === kind)])
    .filter(([, some]) => some.length > 0);
}

/** ".59 .52–.66" of a share, "–" of nothing. */
export function cell({ hits, of }: Share): string {
  const interval = wilson95(hits, of);
  if (interval === null) return '–';
  return `${short(hits / of)} ${short(interval[0])}–${short(interval[1])}`;
}

/** A share with two digits: ".59", "1.0". */
export function short(share: number): string {
  if (Number.isNaN(share)) return '–';
  return share > 0.995 ? '1.0' : share.toFixed(2).replace(/^0/, '');
}
