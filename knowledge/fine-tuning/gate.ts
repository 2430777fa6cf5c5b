import { type Comparison, comparePairs, type Pair } from '../../core/evals/statistics/compare.ts';
import type { TrainingReport } from '../../core/ports/trainable.ts';
import { type Agreement, neighboursAgree, searchAgrees } from './agreement.ts';
import type { ConfirmedPair } from './document-softmax.ts';
import { TRAINING } from './limits.ts';

/** hit@1 of a held-out question before and after, and which questions it hangs together with. */
export type Measured = { before: number; after: number; cluster: string };

export type Verdict = TrainingReport & { passed: boolean; reason: string };

/** What must be shown of held-out questions: a gain; that no fewer are found; or no loss that chance does not explain. */
export type Bar = 'gain' | 'no fewer' | 'no loss';

/** Whether there is enough to train on; null where there is, else why not. */
export function tooFew(pairs: readonly ConfirmedPair[]): string | null {
  if (pairs.length >= TRAINING.pairs) return null;
  return `Too few confirmed pairs: ${pairs.length} of ${TRAINING.pairs}.`;
}

/** Whether pairs agree with each other, and with what search finds by itself. */
export type PairsAgreement = { neighbours: Agreement; search: Agreement; decidedBy: 'neighbours' | 'search' };

/**
 * Whether pairs are right at all. Their figures on held-out questions do not tell, as few of them gain or lose anything: the
 * nearest other question does, and where documents were hardly confirmed twice, whether search finds them by itself.
 * `found` = the documents that search names for each question with nothing learned.
 */
export function agreementOf(
  pairs: readonly ConfirmedPair[],
  found: readonly (readonly string[])[],
): PairsAgreement {
  const again = pairs.length - new Set(pairs.map(({ documentId }) => documentId)).size;
  return {
    neighbours: neighboursAgree(pairs),
    search: searchAgrees(pairs, found),
    decidedBy: again >= TRAINING.pairs ? 'neighbours' : 'search',
  };
}

/** The gate's first half, before anything is trained; null where the pairs pass it. */
export function disagreement(
  agreement: PairsAgreement,
  pairs: readonly ConfirmedPair[],
  found: readonly (readonly string[])[],
): Verdict | null {
  const { z } = agreement[agreement.decidedBy];
  if (z >= TRAINING.agreement) return null;
  const hits = pairs.filter(({ documentId }, at) => found[at]?.[0] === documentId).length;
  return {
    ...{ passed: false, before: hits / pairs.length, after: null, test: agreementFigures(agreement) },
    reason: `The confirmed pairs agree no more than shuffled ones would (z ${z.toFixed(1)}, ${TRAINING.agreement} is needed).`,
  };
}

/** The gate's second half: what held-out questions gain or lose. */
export function judge(agreement: PairsAgreement, measured: readonly Measured[], bar: Bar): Verdict {
  const pairs = measured.map(({ before, after, cluster }): Pair => ({ a: after, b: before, cluster }));
  const compared = comparePairs(pairs, { points: 0.05, permutation: false });
  const { test, n, clusters, a, b, difference, interval, p, verdict } = compared;
  const figures = {
    ...{ before: b, after: a },
    test: {
      ...{ name: test, n, clusters: clusters ?? null, difference, interval, p, verdict },
      ...agreementFigures(agreement),
    },
  };
  const loss = lossIn(compared, bar);
  const said = `hit@1 on ${n} held-out questions: ${b.toFixed(3)} before, ${a.toFixed(3)} after.`;
  return { ...figures, passed: loss === null, reason: loss ?? said };
}

function lossIn(compared: Comparison, bar: Bar): string | null {
  const said = `hit@1 on ${compared.n} held-out questions: ${compared.b.toFixed(3)} before, ${compared.a.toFixed(3)} after`;
  if (bar === 'gain')
    return compared.verdict === 'better' ? null : `${said}: no gain that chance does not explain.`;
  if (bar === 'no fewer' && compared.difference < 0) return `${said}: fewer are found.`;
  return compared.verdict === 'worse' ? `${said}: that is a loss.` : null;
}

function agreementFigures({ neighbours, search, decidedBy }: PairsAgreement): Record<string, unknown> {
  return { agreement: rounded(neighbours), searchAgreement: rounded(search), decidedBy };
}

function rounded({ observed, expected, z }: Agreement): Agreement {
  const short = (value: number) => Number(value.toFixed(4));
  return { observed: short(observed), expected: short(expected), z: Number(z.toFixed(2)) };
}
