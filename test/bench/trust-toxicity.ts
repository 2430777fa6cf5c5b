import { detectToxicity, judgeToxicity } from '../../core/guardrails/detectors/toxicity.ts';
import { hasSharedData } from './shared-data.ts';
import { ordinaryRows, probability, rowOf, train } from './train-toxicity.ts';
import type { Measure } from './trust-content.ts';
import { fixtureLines, readModeration } from './trust-data.ts';

const FOLDS = 5;

/** Cross-validated: each row is judged by a model that never saw it. */
export function measureToxicity(): Measure[] {
  const chat = [...fixtureLines('ordinary-chat.txt'), ...fixtureLines('injection-benign.txt')];
  const own: Measure = {
    detector: 'toxicity',
    data: 'our ordinary lines',
    falseAlarms: [chat.filter((text) => detectToxicity(text).length > 0).length, chat.length],
    goal: '≤ 5 %',
  };
  if (!hasSharedData('guardrails/moderation')) return [own];
  const texts = readModeration();
  const rows = texts.map(rowOf);
  const ordinary = ordinaryRows();
  const tally = { hits: 0, flagged: 0, toxic: 0, false: 0 };
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = train([...rows.filter((_, at) => at % FOLDS !== fold), ...ordinary]);
    rows.forEach((row, at) => {
      if (at % FOLDS !== fold) return;
      const flagged = judgeToxicity(texts[at]?.text ?? '', probability(weights, row)).length > 0;
      tally.flagged += Number(flagged);
      tally.toxic += Number(row.toxic);
      tally.hits += Number(flagged && row.toxic);
      tally.false += Number(flagged && !row.toxic);
    });
  }
  const moderation: Measure = {
    detector: 'toxicity',
    data: 'moderation, cross-validated',
    precision: [tally.hits, tally.flagged],
    recall: [tally.hits, tally.toxic],
    falseAlarms: [tally.false, rows.length - tally.toxic],
    f1: (2 * tally.hits) / (tally.flagged + tally.toxic),
    goal: 'F1 > .69',
  };
  return [moderation, own];
}
