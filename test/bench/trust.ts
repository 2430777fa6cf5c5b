/**
 * How well the guards' detectors do on labelled rows and on our own fixtures: one table with precision, recall and 95 %
 * Wilson intervals. The toxicity model is trained anew without each fold that it judges. The other detectors are rules, written
 * with sight of these rows: what they promise for others is better read off `ours`, which was written before they ran.
 *
 *     node test/bench/trust.ts
 */

import { cacheMeasures } from './cache.ts';
import { type Measure, measureInjection, measurePersonalData, measureSecrets } from './trust-content.ts';
import { measureGrounding, measureHaluEval } from './trust-grounding.ts';
import { type GuardTimes, guardTimes } from './trust-times.ts';
import { measureToxicity } from './trust-toxicity.ts';
import { shareOf } from './wilson.ts';

const number = (value: number | undefined) => (value === undefined ? '' : value.toFixed(3));

function line({ detector, data, precision, recall, falseAlarms, auc, f1, goal }: Measure): string {
  const share = (pair: [number, number] | undefined) => (pair === undefined ? '–' : shareOf(...pair));
  const extra = [f1 === undefined ? '' : `F1 ${number(f1)}`, auc === undefined ? '' : `AUC ${number(auc)}`];
  return `| ${detector} | ${data} | ${share(precision)} | ${share(recall)} | ${share(falseAlarms)} | ${extra.filter((one) => one !== '').join(' ')} | ${goal} |`;
}

/** Everything measured; rows whose data are absent are left out and named. */
export async function trustMeasures(): Promise<{ measures: Measure[]; times: GuardTimes }> {
  const measures = [
    ...measureInjection(),
    ...measureToxicity(),
    ...measurePersonalData(),
    ...measureSecrets(),
    ...measureHaluEval(),
    ...measureGrounding(),
  ];
  return { measures, times: await guardTimes() };
}

export async function trustTable(): Promise<string[]> {
  const { measures, times } = await trustMeasures();
  measures.push(...(await cacheMeasures()));
  return [
    '| detector | data | precision | recall | false alarms | other | goal |',
    '|---|---|---|---|---|---|---|',
    ...measures.map(line),
    `guard time a sentence, all output guards: p50 ${times.p50.toFixed(2)} ms, p95 ${times.p95.toFixed(2)} ms (${times.sentences} sentences; goal p95 ≤ 5 ms)`,
  ];
}

if (import.meta.main) for (const text of await trustTable()) console.log(text);
