import { scoreGrounding } from '../../core/guardrails/detectors/grounding.ts';
import { sentencesToCheck } from '../../core/text/sentences-to-check.ts';
import { auroc } from './evidence.ts';
import { hasSharedData, readCorpus, sharedData } from './shared-data.ts';
import type { Measure } from './trust-content.ts';
import { fixtureJson, readJsonLines } from './trust-data.ts';

const HALU = 'guardrails/halueval';
type Planted = { evidence: string; clean: string[]; planted: string[] };

const flagged = (text: string, evidence: string[], question = '') =>
  scoreGrounding(text, evidence, question).sentences.some(({ supported }) => !supported);

/** Right against hallucinated answers. */
export function measureHaluEval(): Measure[] {
  if (!hasSharedData(HALU)) return [];
  return ['qa_one-turn_data.jsonl', 'qa_multi-turn_data.jsonl'].map((file) => {
    const rows = readJsonLines(`${HALU}/${file}`);
    const scores = (key: string) =>
      rows.map(
        (row) => scoreGrounding(String(row[key]), [String(row['knowledge'])], String(row['question'])).score,
      );
    const right = scores('right_answer');
    const wrong = scores('hallucinated_answer');
    const cut = 0.87;
    return {
      detector: 'grounding',
      data: `HaluEval ${file.split('_')[1]}`,
      recall: [wrong.filter((score) => score < cut).length, wrong.length],
      falseAlarms: [right.filter((score) => score < cut).length, right.length],
      auc: auroc(right, wrong),
      goal: 'AUC > .89',
    };
  });
}

/** Unsupported sentences among the passages of articles, and in our own pairs of evidence and paraphrase. */
export function measureGrounding(): Measure[] {
  const pairs = fixtureJson('grounding.json') as Planted[];
  const count = (texts: [string, string[]][]): [number, number] => [
    texts.filter(([text, evidence]) => flagged(text, evidence)).length,
    texts.length,
  ];
  const of = (key: 'clean' | 'planted') =>
    pairs.flatMap((pair) => pair[key].map((text): [string, string[]] => [text, [pair.evidence]]));
  const own: Measure = {
    detector: 'grounding',
    data: 'our paraphrases and plants',
    recall: count(of('planted')),
    falseAlarms: count(of('clean')),
    goal: '≥ 95 % at ≤ 5 %',
  };
  return hasSharedData('retrieval/squad2-dev-half') ? [own, ...plantedInArticles()] : [own];
}

function plantedInArticles(): Measure[] {
  const passages = readCorpus(`${sharedData('retrieval/squad2-dev-half')}/corpus.jsonl`).map(
    ({ text }) => text,
  );
  const clean: boolean[] = [];
  const planted = new Map<string, boolean[]>();
  passages.forEach((passage, at) => {
    const sentences = sentencesToCheck(passage).map(({ text }) => text);
    const sentence = sentences[at % Math.max(1, sentences.length)];
    if (sentence === undefined || sentence.length < 40) return;
    const evidence = [passage, passages[(at + 1) % passages.length] ?? ''];
    clean.push(flagged(sentence, evidence));
    const plants: [string, string | undefined][] = [
      [
        'another article',
        sentencesToCheck(passages[(at + 101) % passages.length] ?? '').find(({ text }) => text.length > 40)
          ?.text,
      ],
      ['a changed figure', changed(sentence, /\d{2,}/, (found) => String(Number(found) + 7))],
      [
        'a changed name',
        changed(sentence, /(?<=[a-z] )[A-Z][a-z]{3,}/, () => ['Oslo', 'Nakamura', 'Helios'][at % 3] ?? ''),
      ],
      [
        'a turned polarity',
        /\bnot?\b|n't|\bnever\b/.test(sentence)
          ? undefined
          : changed(sentence, /\b(?:is|are|was|were|can|will|should|must)\b/, (found) => `${found} not`),
      ],
    ];
    for (const [kind, text] of plants)
      if (text !== undefined) planted.set(kind, [...(planted.get(kind) ?? []), flagged(text, evidence)]);
  });
  const hits = (found: boolean[]): [number, number] => [found.filter(Boolean).length, found.length];
  return [...planted].map(([kind, found]) => ({
    detector: 'grounding',
    data: `articles, ${kind}`,
    recall: hits(found),
    falseAlarms: hits(clean),
    goal: '≥ 95 % at ≤ 5 %',
  }));
}

const changed = (text: string, pattern: RegExp, change: (found: string) => string): string | undefined =>
  pattern.test(text) ? text.replace(pattern, change) : undefined;
