import { html, type SafeHtml } from '@remix-run/html-template';
import type { Comparison } from '../../../core/evals/statistics/compare.ts';

export type AgainstView = {
  runId: string;
  baseline: { id: string; name: string };
  /** Null where no case of both was judged. */
  compared: Pick<Comparison, 'difference' | 'interval' | 'p' | 'verdict' | 'statement'> | null;
};

/** `+3.0 points (-1.2 to +7.2)`. */
export function pointsWords({ difference, interval }: Pick<Comparison, 'difference' | 'interval'>): string {
  const signed = (share: number) =>
    `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)}`;
  const range = interval === null ? '' : ` (95 %: ${interval.map(signed).join(' to ')})`;
  return `${signed(difference)} points${range}`;
}

/** p as people write it. */
export const pWords = (p: number): string => (p < 0.001 ? 'p < .001' : `p ${p.toFixed(3)}`);

/** The verdict and its power, without the p that stands beside it. */
export const judgementWords = ({ verdict, statement }: Pick<Comparison, 'verdict' | 'statement'>): string =>
  verdict === 'not distinguishable' ? statement : verdict;

/** How the run stands against the baseline, in one line. */
export function againstLine({ runId, baseline, compared }: AgainstView): SafeHtml {
  const address = `/batches/compare?a=${encodeURIComponent(runId)}&b=${encodeURIComponent(baseline.id)}`;
  if (compared === null)
    return html`<p class="against">No case that both were judged on: it cannot be compared with <a href="${address}">${baseline.name}</a>.</p>`;
  return html`<p class="against"><b>${pointsWords(compared)}, ${pWords(compared.p)}</b> against <a href="${address}">${baseline.name}</a>: ${judgementWords(compared)}.</p>`;
}
