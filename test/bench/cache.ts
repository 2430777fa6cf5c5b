/**
 * What the cache serves and what it must not: swaps, paraphrases, a stream of bank customers' questions, and edits.
 * Run by `npm run bench -- cache`; no model takes part.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { App } from '../../bot/assembly/app.ts';
import { assemble } from '../../bot/assembly/assemble.ts';
import { createLog } from '../../bot/log.ts';
import { loadConfig } from '../../bot/settings/config.ts';
import { auditPair } from '../../core/caching/audit.ts';
import { bypassOf } from '../../core/caching/entries/bypass.ts';
import { chooseEntry, choosing } from '../../core/caching/entries/choose-entry.ts';
import { normalise } from '../../core/caching/entries/exact-cache.ts';
import { type QuestionForm, questionForm } from '../../core/caching/gates/question-form.ts';
import { wilson95 } from '../../core/evals/intervals.ts';
import { aCitation, anAnswer } from '../fixtures/answers.ts';
import { killTrials } from './cache-kill.ts';
import { lookupTable } from './cache-lookup.ts';
import { hasSharedData, readLines, sharedData } from './shared-data.ts';
import { percentile, row } from './table.ts';
import type { Measure } from './trust-content.ts';

type Pair = { first: string; second: string; same: boolean };
const fixture = (name: string) => path.resolve(import.meta.dirname, '../fixtures', name);

/** Pairs that must not (swaps) or should (paraphrases) share an answer; all sets as a map by name. */
export function cachePairs(): Map<string, Pair[]> {
  const ours = (name: string, same: boolean) =>
    readLines(fixture(name)).map((line) => ({
      ...(JSON.parse(line) as { first: string; second: string }),
      same,
    }));
  const sets = new Map<string, Pair[]>([
    ['swaps (ours)', ours('cache-swaps.jsonl', false)],
    ['swaps of other kinds (ours)', ours('cache-swaps-kinds.jsonl', false)],
    ['paraphrases (ours)', ours('cache-paraphrases.jsonl', true)],
    ['reworded (ours)', ours('cache-paraphrases-reworded.jsonl', true)],
  ]);
  if (hasSharedData('retrieval/stackfaq-paraphrases'))
    sets.set(
      'stackfaq-paraphrases',
      readLines(sharedData('retrieval/stackfaq-paraphrases/StackFAQ-paraphrases.tsv')).map((line) => {
        const [first = '', second = ''] = line.split('\t');
        return { first, second, same: true };
      }),
    );
  if (hasSharedData('retrieval/covid-faq'))
    sets.set(
      'covid-faq',
      csv(sharedData('retrieval/covid-faq/eval_question_similarity_en.csv')).map((line) => ({
        first: line['question_1'] ?? '',
        second: line['question_2'] ?? '',
        same: line['similar'] === '1',
      })),
    );
  if (hasSharedData('cache/gptcache'))
    sets.set(
      'gptcache (no questions)',
      (
        JSON.parse(readFileSync(sharedData('cache/gptcache/mock_data.json'), 'utf8')) as {
          origin: string;
          similar: string;
        }[]
      ).map(({ origin, similar }) => ({ first: origin, second: similar, same: true })),
    );
  return sets;
}

function csv(file: string): Record<string, string>[] {
  return parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[];
}

const interval = (hits: number, of: number) => {
  const [low, high] = wilson95(hits, of) ?? [0, 1];
  return `${((100 * hits) / Math.max(1, of)).toFixed(1)} % [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`;
};

async function withApp<T>(work: (app: App, dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-bench-cache-'));
  const app = await assemble(
    loadConfig({ DOCENT_DATA_DIR: dataDir, DOCENT_LOG_LEVEL: 'silent' }, dataDir),
    createLog('silent'),
  );
  try {
    return await work(app, dataDir);
  } finally {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export async function cacheBench(): Promise<void> {
  await lookupTable();
  await withApp(async (app, dataDir) => {
    const sets = cachePairs();
    await ingestQuestions(app, dataDir, [...sets.values()].flat());
    for (const [name, pairs] of sets) printAudited(await auditSet(app, name, pairs));
    if (hasSharedData('cache/banking77')) await stream(app);
    else console.log('  skipped: shared/data/cache/banking77 is absent');
    await editTrials(app, dataDir);
  });
  const { trials, warm, changed, old } = await killTrials(KILLS, TRIALS / KILLS);
  row(
    'kill -9 among changes: old text served',
    `${old.length} of ${trials}`,
    `${interval(old.length, trials)}; ${warm} were in the cache, ${changed} changed for good`,
  );
  for (const line of old) console.log(`      ${line}`);
}

/** A corpus made of the first questions, so that the vectors are those that a team's own corpus gives. */
async function ingestQuestions(app: App, dataDir: string, pairs: Pair[]): Promise<void> {
  const firsts = [...new Set(pairs.map((pair) => pair.first))];
  const file = path.join(dataDir, 'questions.jsonl');
  writeFileSync(
    file,
    firsts
      .map((text, id) => JSON.stringify({ _id: `q${id}`, title: text, text: `${text} See the handbook.` }))
      .join('\n'),
  );
  await app.library.ingest([file], { collection: 'default', by: 'bench', cwd: dataDir });
}

/** What of a set is served: `hits` of the `same`, `wrong` of the `others`. */
type Audited = { name: string; hits: number; same: number; wrong: number; others: number; took: number[] };

async function auditSet(app: App, name: string, pairs: Pair[]): Promise<Audited> {
  let hits = 0;
  let wrong = 0;
  const took: number[] = [];
  for (const pair of pairs) {
    const before = performance.now();
    const first = anAnswer({ standalone: pair.first, citations: [aCitation({})] });
    const { served } = await auditPair(first, pair.second, (a, b) => app.cache.index.likeness(a, b));
    took.push(performance.now() - before);
    if (served && pair.same) hits++;
    if (served && !pair.same) wrong++;
  }
  const same = pairs.filter((pair) => pair.same).length;
  return { name, hits, same, wrong, others: pairs.length - same, took };
}

function printAudited({ name, hits, same, wrong, others, took }: Audited): void {
  if (same > 0) row(`${name}: served`, `${hits} of ${same}`, interval(hits, same));
  if (others > 0) row(`${name}: wrongly served`, `${wrong} of ${others}`, interval(wrong, others));
  row('', `p95 ${percentile(took, 95).toFixed(2)} ms`, 'to judge a pair, vectors included');
}

/** The cache as lines of the trust table: what it serves is its finding, a wrong serve its false alarm. */
export async function cacheMeasures(): Promise<Measure[]> {
  return withApp(async (app, dataDir) => {
    const sets = cachePairs();
    await ingestQuestions(app, dataDir, [...sets.values()].flat());
    const measures: Measure[] = [];
    for (const [set, pairs] of sets) {
      const { hits, same, wrong, others } = await auditSet(app, set, pairs);
      measures.push({
        detector: 'answer cache',
        data: set,
        ...(hits + wrong === 0 ? {} : { precision: [hits, hits + wrong] as [number, number] }),
        ...(same === 0 ? {} : { recall: [hits, same] as [number, number] }),
        ...(others === 0 ? {} : { falseAlarms: [wrong, others] as [number, number] }),
        goal: others === 0 ? '' : '0 swaps, ≤ 1 %',
      });
    }
    return measures;
  });
}

/** Bank customers ask one after the other; each is served from those before, else kept. Labels are noisy: see below. */
async function stream(app: App): Promise<void> {
  const asked = csv(sharedData('cache/banking77/train.csv')).filter((_line, index) => index % 3 === 0);
  const vectors: (Float32Array | null)[] = [];
  // One by one: a text in a language that the encoder does not know changes the space of its batch.
  for (const line of asked) vectors.push(...(await app.cache.index.vectors([line['text'] ?? ''])));
  const kept: { text: string; form: QuestionForm; label: string; vector: Float32Array }[] = [];
  const exact = new Map<string, string>();
  const shown: string[] = [];
  let [looked, served, wrong, passed] = [0, 0, 0, 0];
  for (const [index, line] of asked.entries()) {
    const { text = '', category: label = '' } = line;
    if (bypassOf(text) !== null) {
      passed++;
      continue;
    }
    looked++;
    const vector = vectors[index];
    const form = questionForm(text);
    if (exact.has(normalise(text)) || !vector) continue;
    const near = kept
      .filter((entry) => entry.vector.length === vector.length)
      .map((entry, at) => ({
        meaning: true,
        key: String(at),
        question: entry.text,
        form: entry.form,
        answerHash: entry.label,
        evidence: [],
        likeness: dot(vector, entry.vector),
      }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, choosing.nearest);
    const { kind, candidate } = chooseEntry(form, near, () => 0);
    if (kind === 'serve' && candidate !== null) {
      served++;
      if (candidate.answerHash !== label) {
        wrong++;
        shown.push(`${text} | ${candidate.question} (${label}, ${candidate.answerHash})`);
      }
      continue;
    }
    exact.set(normalise(text), label);
    kept.push({ text, form, label, vector });
  }
  row(
    'banking77 stream: served',
    `${served} of ${looked}`,
    `${interval(served, looked)}; ${passed} bypassed`,
  );
  row('banking77 stream: another label', `${wrong} of ${looked}`, interval(wrong, looked));
  for (const line of shown.slice(0, 12)) console.log(`      ${line}`);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const TRIALS = 100;
const KILLS = 25;

/** A document is edited or deleted between two equal questions: nothing old may come back. */
async function editTrials(app: App, dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'edits');
  mkdirSync(folder);
  const ask = (text: string) =>
    app.ask({ text, thread: [], origin: 'bench', asker: null, collections: ['edits'] });
  const ingest = () => app.library.ingest([folder], { collection: 'edits', by: 'bench', cwd: dataDir });
  let [warm, old] = [0, 0];
  for (let trial = 0; trial < TRIALS; trial++) {
    const file = path.join(folder, `page-${trial}.md`);
    const question = `Who looks after greenhouse zone ${trial}?`;
    writeFileSync(file, `# Zone ${trial}\n\nGreenhouse zone ${trial} is looked after by Ada.\n`);
    await ingest();
    await ask(question);
    if ((await ask(question)).servedBy === 'exact-cache') warm++;
    if (trial % 2 === 0) {
      writeFileSync(file, `# Zone ${trial}\n\nGreenhouse zone ${trial} is looked after by Grace.\n`);
      await ingest();
    } else {
      const document = await app.library.find(`edits/page-${trial}.md`);
      if (document !== undefined) await app.library.delete(document.documentId);
      rmSync(file);
    }
    const after = await ask(question);
    if (after.text.includes('Ada') && after.text.includes(String(trial))) old++;
  }
  row(
    'edits and deletes: old text served',
    `${old} of ${TRIALS}`,
    `${interval(old, TRIALS)}; ${warm} were in the cache`,
  );
}
