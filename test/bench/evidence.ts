/**
 * Where to abstain: evidence of questions that a corpus answers against questions off its topic. Prints the
 * AUROC, the threshold that answers 90 % of the answerable ones and what it lets through, per corpus and for all.
 * `policy.quoteAbove` and `policy.foundAbove` are read off this table.
 *
 *     node test/bench/evidence.ts
 */
import { createSearchEngine } from '../../knowledge/index/engine.ts';
import { createMemorySource } from '../../knowledge/index/passage-source.ts';
import { readCorpus, readLines, sharedData } from './shared-data.ts';

type Row = { name: string; answerable: number[]; offTopic: number[] };

const OFF_TOPIC = 1000;

function measure(name: string, folder: string, offTopic: string[]): Row {
  const engine = createSearchEngine(createMemorySource());
  engine.add(readCorpus(`${folder}/corpus.jsonl`));
  const evidence = (text: string) => engine.search({ text, k: 20 }).evidence;
  const judged = new Set(
    readLines(`${folder}/qrels.tsv`)
      .slice(1)
      .map((line) => line.split('\t')[0]),
  );
  const queries = readLines(`${folder}/queries.jsonl`)
    .map((line) => JSON.parse(line) as { _id: string; text: string })
    .filter((query) => judged.has(query._id));
  return { name, answerable: queries.map((query) => evidence(query.text)), offTopic: offTopic.map(evidence) };
}

/** Area under the ROC curve by ranks (Mann-Whitney U), ties counted half. */
export function auroc(positive: number[], negative: number[]): number {
  const all = [
    ...positive.map((value) => ({ value, positive: true })),
    ...negative.map((value) => ({ value, positive: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end++;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) if (all[at]?.positive) rankSum += rank;
    start = end;
  }
  return (rankSum - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length);
}

function line(row: Row): string {
  const sorted = row.answerable.toSorted((a, b) => a - b);
  const threshold = sorted[Math.floor(sorted.length * 0.1)] ?? 0;
  const through = row.offTopic.filter((value) => value >= threshold).length / row.offTopic.length;
  const at = (limit: number) => {
    const answered = row.answerable.filter((value) => value >= limit).length / row.answerable.length;
    const wrong = row.offTopic.filter((value) => value >= limit).length / row.offTopic.length;
    return `${limit}: ${(answered * 100).toFixed(0)}/${(wrong * 100).toFixed(1)}`;
  };
  return `${row.name.padEnd(12)} AUROC ${auroc(row.answerable, row.offTopic).toFixed(3)}  at 90 % answered: threshold ${threshold.toFixed(3)}, off-topic ${(through * 100).toFixed(1)} %   answered/off-topic % at ${[0.4, 0.5, 0.6, 0.7, 0.8].map(at).join('  ')}`;
}

export function evidenceTable(): string[] {
  const questions = readLines(sharedData('retrieval/nq-open/NQ-open.dev.jsonl'))
    .slice(0, OFF_TOPIC)
    .map((text) => (JSON.parse(text) as { question: string }).question);
  const rows = ['squad2-dev-half', 'covid-faq'].map((name) =>
    measure(name, sharedData(`retrieval/${name}`), questions),
  );
  const all: Row = {
    name: 'all',
    answerable: rows.flatMap((row) => row.answerable),
    offTopic: rows.flatMap((row) => row.offTopic),
  };
  return [...rows, all].map(line);
}

if (import.meta.main) for (const text of evidenceTable()) console.log(text);
