/**
 * What remembering confirmed questions does to search: sets with several questions a document, some of them remembered,
 * the others asked, with the memory and without. Weights are `MEMORY` in `knowledge/index/ranking/weights.ts`; the table also
 * says what weights chosen on the other sets would give.
 *
 *     node test/bench/question-memory.ts [--choose]
 */
import type { SearchEngine } from '../../knowledge/index/host/search-engine.ts';
import type { RememberedQuestion } from '../../knowledge/index/ranking/question-memory.ts';
import type { MemoryWeights } from '../../knowledge/index/ranking/recalled-passages.ts';
import { MEMORY } from '../../knowledge/index/ranking/weights.ts';
import { auroc } from './evidence.ts';
import { mean, ndcg, recall } from './judged-set.ts';
import {
  type AskedKind,
  type MemoryCase,
  memoryCase,
  readMemorySets,
  seeded,
  withMistakes,
} from './memory-sets.ts';
import { trainedEngine } from './retrieval-quality.ts';
import { hasSharedData, readLines, sharedData } from './shared-data.ts';

type Figures = { ndcg: number; hit: number; recall: number; evidence: number };
type Measured = MemoryCase & { engine: SearchEngine; without: Figures[] };

const KINDS: AskedKind[] = ['helped', 'other', 'repeat'];
const MISTAKES = 0.05;
const OFF_TOPIC = 300;

/** Every mix that is tried when weights are chosen. */
const CHOICES: MemoryWeights[] = [0, 0.2, 0.4].flatMap((meaningShare) =>
  [0.5, 0.6].flatMap((floor) => [8, 16, 24].map((weight) => ({ meaningShare, floor, weight }))),
);
/** The most that questions of other documents may lose, on average over sets. */
const MOST_HARM = 0.003;

function remember(engine: SearchEngine, questions: readonly RememberedQuestion[]): void {
  engine.memory.remove(questions.map(({ id }) => id));
  engine.memory.put(questions);
}

function figures({ engine, asked }: Pick<Measured, 'engine' | 'asked'>, memory: 'all' | 'none'): Figures[] {
  return asked.map(({ text, relevant }) => {
    const { hits, evidence } = engine.search({ text, k: 100, readSentences: 0, memory });
    const ids = hits.map(({ id }) => id);
    const hit = (relevant.get(ids[0] ?? -1) ?? 0) > 0 ? 1 : 0;
    return { ndcg: ndcg(ids, relevant), hit, recall: recall(ids, relevant), evidence };
  });
}

function prepare(one: MemoryCase): Measured {
  const engine = trainedEngine(one.set.passages);
  remember(engine, one.remembered);
  return { ...one, engine, without: figures({ ...one, engine }, 'none') };
}

/** Mean gain of questions of a kind; NaN where there are none. */
function gain({ asked, without }: Measured, now: Figures[], kind: AskedKind, of: keyof Figures): number {
  const gains = asked.flatMap((one, at) =>
    one.kind === kind ? [(now[at]?.[of] ?? 0) - (without[at]?.[of] ?? 0)] : [],
  );
  return gains.length === 0 ? Number.NaN : mean(gains);
}

const macro = (values: number[]): number => mean(values.filter((value) => !Number.isNaN(value)));
const signed = (value: number): string =>
  Number.isNaN(value) ? '-' : `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4).replace(/^0/, '')}`;

function table(head: string[], rows: { name: string; values: number[] }[], form = signed): string[] {
  const all = [
    ...rows,
    { name: 'macro', values: head.map((_, at) => macro(rows.map(({ values }) => values[at] ?? 0))) },
  ];
  return [
    `${''.padEnd(30)}${head.map((name) => name.padEnd(Math.max(11, name.length + 2))).join('')}`.trimEnd(),
    ...all.map(({ name, values }) =>
      `${name.padEnd(30)}${values.map((value, at) => form(value).padEnd(Math.max(11, (head[at]?.length ?? 0) + 2))).join('')}`.trimEnd(),
    ),
  ];
}

/** The weights that gain most on these sets without more than `MOST_HARM`. */
function chosen(
  results: { weights: MemoryWeights; helped: number[]; other: number[] }[],
  leftOut: number,
): MemoryWeights {
  const kept = (values: number[]): number => macro(values.filter((_, at) => at !== leftOut));
  const fit = results.filter(({ other }) => kept(other) > -MOST_HARM);
  const best = fit.toSorted((a, b) => kept(b.helped) - kept(a.helped))[0];
  return best?.weights ?? MEMORY;
}

function chooseTable(sets: Measured[]): string[] {
  const results = CHOICES.map((weights) => {
    const now = sets.map((set) => {
      set.engine.memoryWeights = weights;
      return figures(set, 'all');
    });
    const of = (kind: AskedKind) => sets.map((set, at) => gain(set, now[at] ?? [], kind, 'ndcg'));
    return { weights, helped: of('helped'), other: of('other') };
  });
  for (const { engine } of sets) engine.memoryWeights = MEMORY;
  const rows = sets.map(({ set }, at) => {
    const weights = chosen(results, at);
    const result = results.find((one) => one.weights === weights);
    const { meaningShare, floor, weight } = weights;
    return {
      name: set.name,
      values: [result?.helped[at] ?? 0, result?.other[at] ?? 0, meaningShare, floor, weight],
    };
  });
  const { meaningShare, floor, weight } = chosen(results, -1);
  const tried = results.map(({ weights, helped, other }) => {
    const name = `share ${weights.meaningShare}, floor ${weights.floor}, weight ${weights.weight}`;
    return {
      name,
      values: [macro(helped), macro(other), Math.min(...other.filter((one) => !Number.isNaN(one)))],
    };
  });
  return [
    'nDCG@10 with weights chosen on the other sets',
    ...table(['helped', 'other', 'share', 'floor', 'weight'], rows),
    'macro of every choice',
    ...table(['helped', 'other', 'worst other'], tried).slice(0, -1),
    `chosen on all: share ${meaningShare}, floor ${floor}, weight ${weight}`,
  ];
}

/** How well evidence parts a set's questions from questions about anything, without and with the memory. */
function evidenceTable(sets: Measured[], now: Figures[][]): string[] {
  if (!hasSharedData('retrieval/nq-open')) return ['skipped: shared/data/retrieval/nq-open is absent'];
  const lines = readLines(sharedData('retrieval/nq-open/NQ-open.dev.jsonl'));
  const step = Math.floor(lines.length / OFF_TOPIC);
  const offTopic = lines
    .filter((_, at) => at % step === 0)
    .map((line) => (JSON.parse(line) as { question: string }).question);
  const rows = sets.map((set, at) => {
    const { engine, without } = set;
    const of = (memory: 'all' | 'none') =>
      offTopic.map((text) => engine.search({ text, k: 5, memory }).evidence);
    const own = (values: Figures[]) => values.map(({ evidence }) => evidence);
    return {
      name: set.set.name,
      values: [auroc(own(without), of('none')), auroc(own(now[at] ?? []), of('all'))],
    };
  });
  return ['off-topic AUROC of evidence', ...table(['without', 'with'], rows, (value) => value.toFixed(4))];
}

export function memoryTable(choose = false): string[] {
  const random = seeded(11);
  const sets = readMemorySets().map((set) => prepare(memoryCase(set, random)));
  const now = sets.map((set) => figures(set, 'all'));
  const count = (set: Measured, kind: AskedKind): number =>
    set.asked.filter((one) => one.kind === kind).length;
  const gains = (after: Figures[][], of: keyof Figures) =>
    sets.map((set, at) => ({
      name: set.set.name,
      values: KINDS.map((kind) => gain(set, after[at] ?? [], kind, of)),
    }));
  const lines = [
    'questions remembered and asked',
    ...table(
      ['remembered', ...KINDS],
      sets.map((set) => ({
        name: set.set.name,
        values: [set.remembered.length, ...KINDS.map((kind) => count(set, kind))],
      })),
      (value) => value.toFixed(0),
    ),
    'nDCG@10 without memory',
    ...table(
      KINDS,
      sets.map((set) => ({
        name: set.set.name,
        values: KINDS.map((kind) =>
          mean(set.without.filter((_, at) => set.asked[at]?.kind === kind).map((one) => one.ndcg)),
        ),
      })),
      (value) => value.toFixed(4),
    ),
    ...(['ndcg', 'hit', 'recall'] as const).flatMap((of) => [
      `${{ ndcg: 'nDCG@10', hit: 'hit@1', recall: 'recall@100' }[of]}, gained with memory`,
      ...table(KINDS, gains(now, of)),
    ]),
    ...evidenceTable(sets, now),
  ];
  const mistaken = sets.map((set) => {
    remember(set.engine, withMistakes(set, MISTAKES, random));
    const after = figures(set, 'all');
    remember(set.engine, set.remembered);
    return after;
  });
  lines.push(
    `nDCG@10 gained, ${MISTAKES * 100} % of the questions confirmed for a wrong passage`,
    ...table(KINDS, gains(mistaken, 'ndcg')),
  );
  if (choose) lines.push(...chooseTable(sets));
  return lines;
}

if (import.meta.main) for (const line of memoryTable(process.argv.includes('--choose'))) console.log(line);
