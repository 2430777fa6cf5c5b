import { isAnswerable } from './answer-sets.ts';
import {
  answerableMeasures,
  byKind,
  cell,
  evidenceTells,
  honestyMeasures,
  mustShare,
  shareOfMeasure,
  short,
  sizes,
} from './figures.ts';
import type { Judged } from './run-set.ts';

const NAME = 13;
const CELL = 14;

/** What the columns of the tables mean, once above them. */
export function legend(): string[] {
  return [
    'Shares with their 95 % Wilson interval. Of the answerable questions:',
    ...answerableMeasures.map(({ name, about }) => `  ${name.padEnd(8)} ${about}`),
    `  ${'musts'.padEnd(8)} mean share of the musts that stand in the answer`,
  ];
}

/** The tables of one run: answerable questions by kind, then whether its labels and its silence can be trusted. */
export function tables(title: string, docent: readonly Judged[], baseline: readonly Judged[]): string[] {
  const answerable = docent.filter(({ expected }) => isAnswerable(expected));
  const rows = [
    ...byKind(answerable).map(([kind, some]) => kindRow(kind, some)),
    kindRow('all', answerable),
    kindRow(
      'plain BM25',
      baseline.filter(({ expected }) => isAnswerable(expected)),
    ),
  ];
  const heads = answerableMeasures.map(({ name }) => name.padEnd(CELL)).join('');
  const { words, ms } = sizes(docent);
  const tells = evidenceTells(docent);
  return [
    '',
    `${title}: ${docent.length} questions, ${answerable.length} of them answerable`,
    `${''.padEnd(NAME)}${'n'.padEnd(5)}${heads}musts`,
    ...rows,
    ...honestyMeasures.map((measure) => {
      const share = shareOfMeasure(docent, measure);
      const plain = shareOfMeasure(baseline, measure);
      const counts = `${share.hits}/${share.of}`;
      return `  ${measure.name.padEnd(26)}${cell(share).padEnd(CELL)}${counts.padEnd(9)}plain BM25 ${cell(plain)}`;
    }),
    `  evidence, AUROC: answerable from unanswerable ${short(tells.unanswerable)}, from off topic ${short(tells.offtopic)}; answers of a right page from others ${short(tells.page)}`,
    `  median: ${words} words, ${ms.toFixed(0)} ms; plain BM25 ${sizes(baseline).words} words`,
  ];
}

function kindRow(name: string, judged: readonly Judged[]): string {
  const cells = answerableMeasures.map((measure) => cell(shareOfMeasure(judged, measure)).padEnd(CELL));
  return `${name.padEnd(NAME)}${String(judged.length).padEnd(5)}${cells.join('')}${short(mustShare(judged))}`;
}

/** One answer in full, for reading. */
export function inFull({ set, expected, given, verdict }: Judged): string {
  const { id, kind, question, thread = [], pages, must, answer } = expected;
  const mark = isAnswerable(expected) ? (verdict.useful ? 'useful' : 'not useful') : 'no answer exists';
  return [
    '',
    `── ${set} ${id} (${kind}): ${mark}, ${given.claimed ? given.confidence : 'silent'}, evidence ${given.evidence.toFixed(2)}`,
    ...thread.map(({ role, text }) => `   ${role}: ${text}`),
    `Q: ${question}`,
    `A: ${given.text}`,
    `   sources: ${given.sources.join(', ') || 'none'}`,
    `   wanted: ${answer} ${must.map((words) => `“${words}”`).join(' ')}`,
    `   pages: ${pages.join(', ') || 'none'}`,
  ].join('\n');
}
