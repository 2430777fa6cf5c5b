/**
 * How well Docent finds passages, beside plain BM25 in the same run: nDCG@10 and recall@100 on public test sets, their
 * macro average with a paired bootstrap, and how often the sentence with the answer comes first. Weights in
 * `knowledge/index/ranking/weights.ts` are read off this table; judge them by the macro average, never by one set.
 *
 *     node test/bench/retrieval-quality.ts [--every 4]
 */
import { copyForTraining, copyOfTable } from '../../knowledge/index/host/build-client.ts';
import { runBuildTask } from '../../knowledge/index/host/build-tasks.ts';
import { createSearchEngine } from '../../knowledge/index/host/engine.ts';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../knowledge/index/host/passage-source.ts';
import type { SearchEngine } from '../../knowledge/index/host/search-engine.ts';
import { loadCorpusModel } from '../../knowledge/index/training/corpus-model.ts';
import { createVectorSet } from '../../knowledge/index/vectors/vector-set.ts';
import { createCorpusSpace } from '../../knowledge/index/vectors/vector-space.ts';
import { type JudgedSet, mean, ndcg, readJudgedSet, recall } from './judged-set.ts';
import { createPlainBm25 } from './plain-bm25.ts';
import { measureSentences } from './sentence-quality.ts';
import { hasSharedData } from './shared-data.ts';

export const QUALITY_SETS = ['cranfield', 'cacm', 'covid-faq', 'squad2-dev-half', 'scifact'] as const;

type Scores = { ndcg: number[]; recall: number[] };
export type SetQuality = { name: string; queries: number; plain: Scores; words: Scores; docent: Scores };

/** An engine over the passages, its embeddings trained on them, without threads. */
export function trainedEngine(passages: IndexedPassage[]): SearchEngine {
  const source = createMemorySource();
  const engine = createSearchEngine(source);
  engine.add(passages);
  const { lexical } = engine;
  const segments = lexical.segments().map(copyForTraining);
  const terms = copyOfTable(lexical.tables.terms);
  const texts = source.read(passages.map(({ id }) => id));
  const result = runBuildTask({ kind: 'train', segments, terms, texts });
  if (result.kind === 'train' && result.trained !== null) {
    const model = loadCorpusModel(result.trained.model);
    engine.space = createCorpusSpace(model, createVectorSet(model.dimensions, result.trained.vectors));
  }
  return engine;
}

export function measureSet(set: JudgedSet): SetQuality {
  const plainSearch = createPlainBm25(set.passages);
  const engine = trainedEngine(set.passages);
  const { space } = engine;
  const search = (text: string): number[] =>
    engine.search({ text, k: 100, readSentences: 0 }).hits.map(({ id }) => id);
  const scored = (find: (text: string) => number[]): Scores => {
    const ranked = set.queries.map(({ text, relevant }) => ({ ids: find(text), relevant }));
    return {
      ndcg: ranked.map(({ ids, relevant }) => ndcg(ids, relevant)),
      recall: ranked.map(({ ids, relevant }) => recall(ids, relevant)),
    };
  };
  const plain = scored((text) => plainSearch(text, 100));
  const docent = scored(search);
  engine.space = null;
  const words = scored(search);
  engine.space = space;
  return { name: set.name, queries: set.queries.length, plain, words, docent };
}

/** Interval that holds 95 % of the macro ratio Docent / BM25 when questions are drawn again, 2,000 times. */
export function bootstrapRatio(sets: SetQuality[]): { ratio: number; low: number; high: number } {
  const ratioOf = (pick: (length: number) => number[]): number => {
    const pairs = sets.map(({ plain, docent }) => {
      const drawn = pick(plain.ndcg.length);
      return [
        mean(drawn.map((at) => docent.ndcg[at] ?? 0)),
        mean(drawn.map((at) => plain.ndcg[at] ?? 0)),
      ] as const;
    });
    return mean(pairs.map(([ours]) => ours)) / mean(pairs.map(([, theirs]) => theirs));
  };
  const draw = (length: number): number[] => Array.from({ length }, () => Math.floor(Math.random() * length));
  const ratios = Array.from({ length: 2000 }, () => ratioOf(draw)).sort((a, b) => a - b);
  const all = (length: number): number[] => Array.from({ length }, (_, at) => at);
  return { ratio: ratioOf(all), low: ratios[50] ?? 0, high: ratios[1949] ?? 0 };
}

export function qualityTable(every = 1): string[] {
  const names = QUALITY_SETS.filter((name) => hasSharedData(`retrieval/${name}`));
  const sets = names.map((name) => measureSet(readJudgedSet(name, every)));
  const cell = ({ ndcg: gains, recall: recalls }: Scores): string =>
    `${mean(gains).toFixed(4)} / ${mean(recalls).toFixed(3)}`.padEnd(17);
  const lines = [
    `${'nDCG@10 / recall@100'.padEnd(22)}${'questions'.padEnd(11)}${'plain BM25'.padEnd(17)}${'Docent, words'.padEnd(17)}Docent`,
    ...sets.map(
      (set) =>
        `${set.name.padEnd(22)}${String(set.queries).padEnd(11)}${cell(set.plain)}${cell(set.words)}${cell(set.docent)}`,
    ),
  ];
  const macro = (system: 'plain' | 'words' | 'docent'): Scores => ({
    ndcg: sets.map((set) => mean(set[system].ndcg)),
    recall: sets.map((set) => mean(set[system].recall)),
  });
  lines.push(
    `${'macro average'.padEnd(33)}${cell(macro('plain'))}${cell(macro('words'))}${cell(macro('docent'))}`,
  );
  const { ratio, low, high } = bootstrapRatio(sets);
  lines.push(
    `Docent / plain BM25, nDCG@10: ${ratio.toFixed(3)} (95 %: ${low.toFixed(3)} to ${high.toFixed(3)})`,
  );
  if (hasSharedData('retrieval/squad2-dev-half')) {
    const { at1, at3, questions } = measureSentences(trainedEngine, every);
    lines.push(
      `sentence with the answer, of ${questions} SQuAD questions: first ${at1.toFixed(3)}, among three ${at3.toFixed(3)}`,
    );
  }
  return lines;
}

if (import.meta.main) {
  const at = process.argv.indexOf('--every');
  for (const line of qualityTable(at < 0 ? 1 : Number(process.argv[at + 1]))) console.log(line);
}
