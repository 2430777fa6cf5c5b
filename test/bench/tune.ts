/**
 * What learning from confirmed questions does, and whether the gate tells right pairs from wrong ones: a replay of bank
 * customers' questions. Each matter is a document that holds its name and nothing else; some questions are confirmed, others are held out
 * and asked.
 *
 *     npm run bench -- tune
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { comparePairs } from '../../core/evals/statistics/compare.ts';
import { systemClock } from '../../core/local/system-clock.ts';
import { systemRandom } from '../../core/local/system-random.ts';
import type { TrainingResult } from '../../core/ports/trainable.ts';
import type { Store } from '../../core/store/schema.ts';
import { openSqliteStore } from '../../core/store/sqlite.ts';
import { createExpectations } from '../../knowledge/fine-tuning/expectations.ts';
import type { HeldOutSearch } from '../../knowledge/fine-tuning/held-out.ts';
import { trainableRanker } from '../../knowledge/fine-tuning/train-document-ranker.ts';
import { trainableMemory } from '../../knowledge/fine-tuning/train-question-memory.ts';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import type { SearchEngine } from '../../knowledge/index/host/search-engine.ts';
import type { RememberedQuestion } from '../../knowledge/index/ranking/question-memory.ts';
import { seeded } from './memory-sets.ts';
import { trainedEngine } from './retrieval-quality.ts';
import { hasSharedData, sharedData } from './shared-data.ts';

const HELD_OUT = 20;
const TRIALS = 20;
type Asked = { question: string; document: string };

/** Questions of each matter in an order drawn once, so that two runs compare. */
function readBank(): { passages: IndexedPassage[]; held: Asked[]; pool: Asked[] } {
  const matters = new Map<string, string[]>();
  const rows = parse(readFileSync(sharedData('cache/banking77/train.csv')), { from: 2 }) as [
    string,
    string,
  ][];
  for (const [question, matter] of rows) {
    const questions = matters.get(matter) ?? [];
    questions.push(question.trim());
    matters.set(matter, questions);
  }
  const random = seeded(5);
  const passages: IndexedPassage[] = [];
  const held: Asked[] = [];
  const pool: Asked[] = [];
  for (const [document, questions] of matters) {
    passages.push({
      ...{
        id: passages.length + 1,
        hash: document,
        documentKey: document,
        title: document.replaceAll('_', ' '),
      },
      ...{ text: '', collection: 'default', path: '', headings: [] },
    });
    shuffle(questions, random).forEach((question, at) => {
      (at < HELD_OUT ? held : pool).push({ question, document });
    });
  }
  return { passages, held, pool: shuffle(pool, random) };
}

function shuffle<T>(values: T[], random: () => number): T[] {
  for (let at = values.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [values[at], values[other]] = [values[other] as T, values[at] as T];
  }
  return values;
}

/** A store with these documents and up-votes that name them. */
async function storeOf(passages: readonly IndexedPassage[], pairs: readonly Asked[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-tune-'));
  const store = await openSqliteStore(path.join(folder, 'docent.sqlite'));
  await store.transaction().execute(async (trx) => {
    for (const { documentKey, title } of passages)
      await trx
        .insertInto('documents')
        .values({
          ...{
            id: String(documentKey),
            external_id: null,
            collection: 'default',
            path: String(documentKey),
            title,
            status: 'ready',
          },
          ...{ reason: null, published_revision: 'r', pending_file: null, created_at: '', updated_at: '' },
        })
        .execute();
    for (const [at, { question, document }] of pairs.entries())
      await trx
        .insertInto('imported_feedback')
        .values({
          ...{ id: String(at), question, answer: document, vote: 1, correction: null, source: document },
          ...{ document_id: document, document_text: 'r', person_hash: 'p', at: '', origin: 'import' },
          ...{ permitted: null, imported_at: '' },
        })
        .execute();
  });
  return {
    store,
    async [Symbol.asyncDispose]() {
      await store.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

/** The index in this thread, as the trainables ask it. */
function heldOutSearch(engine: SearchEngine, documentOf: (id: number) => string): HeldOutSearch {
  let known: number[] = [];
  return {
    meaningOf: async () => undefined,
    async remember(placed) {
      engine.trial.remove(known);
      known = placed.map((_, at) => at);
      engine.trial.put(
        placed.map(({ pair, part }, id) => ({ ...rememberedOf(pair.question, pair.documentId, id), part })),
      );
    },
    async documents(text, learned) {
      const { hits } = engine.search({ text, k: 20, hitsOnly: true, ...learned });
      return hits.map(({ id }) => documentOf(id));
    },
  };
}

function rememberedOf(text: string, documentKey: string, id: number): RememberedQuestion {
  return { id, text, documentKey, passages: [], fromEvals: false };
}

async function train(store: Store, search: HeldOutSearch): Promise<TrainingResult[]> {
  const deps = {
    store,
    clock: systemClock,
    random: systemRandom,
    heldOut: async () => search,
    changed: async () => {},
  };
  const signal = new AbortController().signal;
  return [await trainableMemory(deps).train({ signal }), await trainableRanker(deps).train({ signal })];
}

export async function tuneTable(): Promise<string[]> {
  if (!hasSharedData('cache/banking77')) return ['skipped: shared/data/cache/banking77 is absent'];
  const { passages, held, pool } = readBank();
  const engine = trainedEngine(passages);
  const names = new Map(passages.map(({ id, documentKey }) => [id, String(documentKey)]));
  const search = heldOutSearch(engine, (id) => names.get(id) ?? '');
  const plain = await hitsOf(held, search, { memory: 'none' }, () => []);
  const lines = [
    `${held.length} held-out questions, ${passages.length} documents: hit@1 ${share(plain)} with nothing learned`,
  ];
  for (const n of [100, 300, 1000]) {
    const pairs = pool.slice(0, n);
    await using temp = await storeOf(passages, pairs);
    const results = await train(temp.store, search);
    const expectations = createExpectations(temp.store);
    await expectations.load();
    const remembered = pairs.map(({ question, document }, id) => rememberedOf(question, document, id));
    engine.memory.put(results[0]?.activated === true ? remembered : []);
    const after = await hitsOf(held, search, { memory: 'all' }, expectations.of);
    engine.memory.remove(remembered.map(({ id }) => id));
    const compared = comparePairs(
      after.map((a, at) => ({ a, b: plain[at] ?? 0, cluster: null })),
      { points: 0.05, permutation: false },
    );
    const [low = 0, high = 0] = compared.interval ?? [];
    const gain = compared.a / compared.b - 1;
    lines.push(
      `${n} confirmed pairs: hit@1 ${compared.a.toFixed(3)}, ${signed(compared.difference)} [${signed(low)}, ${signed(high)}], ${signed(gain * 100, 0)} % (${compared.test})`,
      ...results.map(
        ({ what, activated, reason }) => `  ${what}: ${activated ? 'activated' : 'refused'}. ${reason}`,
      ),
    );
  }
  for (const n of [100, 1000]) lines.push(await shuffledTrials(passages, pool.slice(0, n), search));
  return lines;
}

/** Labels are dealt out anew: everything that these pairs teach is wrong. */
async function shuffledTrials(
  passages: readonly IndexedPassage[],
  pairs: readonly Asked[],
  search: HeldOutSearch,
): Promise<string> {
  const refused = [0, 0];
  const scores: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const labels = shuffle(
      pairs.map(({ document }) => document),
      seeded(100 + trial),
    );
    const wrong = pairs.map(({ question }, at) => ({ question, document: labels[at] ?? '' }));
    await using temp = await storeOf(passages, wrong);
    const results = await train(temp.store, search);
    results.forEach(({ activated, test }, at) => {
      refused[at] = (refused[at] ?? 0) + Number(!activated);
      scores.push((test['agreement'] as { z: number }).z);
    });
  }
  return `${pairs.length} shuffled pairs: refused in ${refused[0]} (question-memory) and ${refused[1]} (document-ranker) of ${TRIALS} trials; z ${Math.min(...scores).toFixed(1)} to ${Math.max(...scores).toFixed(1)}`;
}

async function hitsOf(
  held: readonly Asked[],
  search: HeldOutSearch,
  learned: Parameters<HeldOutSearch['documents']>[1],
  favoured: ReturnType<typeof createExpectations>['of'],
): Promise<number[]> {
  const hits: number[] = [];
  for (const { question, document } of held) {
    const [first] = await search.documents(question, { ...learned, favoured: favoured(question) });
    hits.push(Number(first === document));
  }
  return hits;
}

function share(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
}

function signed(value: number, digits = 3): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;
}
