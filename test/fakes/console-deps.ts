import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createSuggestions } from '../../bot/conversations/outbox/suggestions.ts';
import { createConsole } from '../../console/app.ts';
import type { ConsoleDeps } from '../../console/deps.ts';
import { createSignInLink } from '../../console/session/sign-in-links.ts';
import { createCacheService } from '../../core/caching/cache-service.ts';
import { createCurated } from '../../core/caching/entries/curated.ts';
import { createQuestionIndex } from '../../core/caching/lookup/question-index.ts';
import { createDataSets } from '../../core/evals/datasets/data-sets.ts';
import { createGates } from '../../core/evals/gates/stored-gates.ts';
import { createFeedback } from '../../core/feedback/feedback.ts';
import { createTuningRuns } from '../../core/fine-tuning/runs/tuning-runs.ts';
import { createGuardService } from '../../core/guardrails/guard-service.ts';
import { createSourceLinks } from '../../core/local/source-links.ts';
import { systemRandom } from '../../core/local/system-random.ts';
import type { Job } from '../../core/ports/job-queue.ts';
import type { Trainable } from '../../core/ports/trainable.ts';
import { createScheduledBackups } from '../../core/store/backup/scheduled-backups.ts';
import { openSqliteStore } from '../../core/store/sqlite.ts';
import type { Answer, Question } from '../../core/types.ts';
import { createQuestionMemory } from '../../knowledge/question-memory/question-memory.ts';
import { createUpkeep } from '../../knowledge/upkeep/upkeep.ts';
import { jobsAt } from '../fixtures/jobs-at.ts';
import { createFakeConnectors, createFakeSettings } from './console/fake-connectors.ts';
import { createFakeLibrary, type FakeLibrary } from './console/fake-library.ts';
import { createFakeSources } from './console/fake-sources.ts';
import { createWaitingBatches } from './console/waiting-batches.ts';

export type LogLine = { level: string; fields: object; message: string };

/** A console on a loopback port with a real store; what other folders bring is faked in memory. */
export type ConsoleRig = Awaited<ReturnType<typeof startConsole>>;

function answerTo(question: Question, library: FakeLibrary, traceId: string, createdAt: string) {
  return async (): Promise<Answer> => {
    const [document] = await library.list({ limit: 1 });
    const [passage] = document === undefined ? [] : await library.passages(document.documentId);
    const base: Answer = {
      traceId,
      question: question.text,
      standalone: question.thread.length === 0 ? question.text : `${question.text} (in this conversation)`,
      outcome: 'abstained',
      servedBy: null,
      text: 'I could not find this in the documents I have.',
      confidence: 'not-found',
      evidence: 0.1,
      retrieved: { evidence: 0.1, passages: [] },
      citations: [],
      nearest: document === undefined ? [] : [document],
      reason: 'no-evidence',
      usage: null,
      ms: { total: 12, retrieve: 8, generate: 4 },
      steps: [
        { step: 'input-guards', ms: 1, detail: { outcome: 'allow', failures: [], history: [] } },
        { step: 'retrieve', ms: 8, detail: { passages: [], evidence: 0.1 } },
      ],
      generation: 3,
      createdAt,
    };
    if (question.text.includes('CEO') || document === undefined || passage === undefined) return base;
    return {
      ...base,
      outcome: 'answered',
      servedBy: 'extract',
      text: `${passage.text} [1]`,
      confidence: 'found',
      evidence: 0.9,
      nearest: [],
      reason: null,
      citations: [
        {
          n: 1,
          documentId: document.documentId,
          externalId: null,
          title: document.title,
          path: document.path,
          passageId: passage.passageId,
          quote: passage.text,
          headings: passage.headings,
          place: passage.place,
          hash: passage.hash,
        },
      ],
    };
  };
}

/** Stores an answer as the answer path does, so that feedback and the Answers page find it. */
export async function storeAnswer(
  deps: Pick<ConsoleDeps, 'store'>,
  answer: Answer,
  origin: string,
): Promise<void> {
  await deps.store
    .insertInto('answers')
    .values({
      id: answer.traceId,
      question: answer.question,
      standalone: answer.standalone,
      origin,
      asker: null,
      outcome: answer.outcome,
      served_by: answer.servedBy,
      reason: answer.reason,
      text: answer.text,
      confidence: answer.confidence,
      evidence: answer.evidence,
      citations: JSON.stringify(answer.citations),
      nearest: JSON.stringify(answer.nearest),
      usage: null,
      ms: JSON.stringify(answer.ms),
      steps: JSON.stringify(answer.steps),
      generation: answer.generation,
      created_at: answer.createdAt,
    })
    .execute();
}

export async function startConsole(
  options: {
    publicUrl?: string;
    metrics?: NonNullable<ConsoleDeps['metrics']>;
    trustedProxies?: readonly string[];
    limits?: ReturnType<ConsoleDeps['sessionLimits']>;
  } = {},
) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'docent-console-'));
  const uploadDir = path.join(folder, 'uploads');
  mkdirSync(uploadDir);
  const store = await openSqliteStore(path.join(folder, 'store.sqlite'));
  const time = { now: Date.parse('2026-11-24T10:00:00Z') };
  const clock: ConsoleDeps['clock'] = {
    now: () => time.now,
    monotonic: () => time.now,
    sleep: async () => {},
  };
  const library = createFakeLibrary();
  const sources = createFakeSources();
  const batches = createWaitingBatches({ store, clock });
  const connectors = createFakeConnectors();
  const settings = createFakeSettings();
  const jobs: Job[] = [];
  const trainables: Trainable[] = [];
  /** How far the passages are read for their meaning. */
  const reading: { meaning: Awaited<ReturnType<ConsoleDeps['meaningProgress']>> } = { meaning: null };
  const parts: Awaited<ReturnType<ConsoleDeps['parts']>> = [{ part: 'store', state: 'ok' }];
  const logs: LogLine[] = [];
  const questions: Question[] = [];
  const log = (level: string) => (fields: object, message: string) => {
    logs.push({ level, fields, message });
  };
  const queue: ConsoleDeps['jobs'] = {
    add: async () => 'job_1',
    get: async () => undefined,
    list: async () => jobs,
    cancel: async () => {},
    work: () => {},
    finished: async () => {
      throw new Error('no jobs here');
    },
    stop: async () => {},
  };
  const { backups } = createScheduledBackups({
    ...{ store, clock, random: systemRandom, jobs: queue, dataDir: folder, version: 'test' },
    log: { info: log('info'), error: log('error') },
    folders: () => [path.join(folder, 'backups')],
  });
  const unbounded = { person: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY };
  const room = { refusal: null as string | null, left: unbounded };
  const place = { url: '' };
  const readers: { who: 'link' | 'signed-in' | 'off' } = { who: 'link' };
  const dataSets = createDataSets({
    ...{ store, clock, random: batches.random },
    curated: createCurated({ store, clock, random: systemRandom, handbook: 'docent' }),
    feedback: createFeedback({ store, clock, random: systemRandom }),
  });
  const deps: ConsoleDeps = {
    clock,
    random: systemRandom,
    store,
    library,
    sources,
    upkeep: createUpkeep({ store, clock, jobs: queue }),
    previews: { start: async () => undefined, latest: async () => undefined },
    cacheService: createCacheService({
      store,
      index: createQuestionIndex({
        store,
        clock,
        vectors: { embed: async () => null },
        log: { warn: () => {} },
      }),
    }),
    curated: createCurated({ store, clock, random: systemRandom, handbook: 'docent' }),
    guardService: createGuardService({ store, clock }),
    questionMemory: createQuestionMemory({
      store,
      clock,
      live: { use: () => Promise.reject(new Error('no index here')) },
      log: { warn: () => {} },
    }),
    feedback: createFeedback({ store, clock, random: systemRandom }),
    suggestions: createSuggestions({
      store,
      clock,
      random: systemRandom,
      feedback: createFeedback({ store, clock, random: systemRandom }),
    }),
    batches,
    trainables,
    trainingJobs: jobsAt({ store, clock }, 'http://127.0.0.1:9').jobs,
    tuningRuns: createTuningRuns({ store, clock, random: systemRandom, leftOut: [] }),
    rehearsal: {
      reply: async ({ text }) => ({ answer: null, text, sent: {} }),
      told: async () => '',
    },
    ...{ dataSets, connectors, settings, gates: createGates({ store, clock, batches }) },
    uploadDir,
    sourceLinks: createSourceLinks({
      clock,
      key: () => Buffer.alloc(32, 7),
      base: () => place.url,
      readers: () => readers.who,
      days: () => 30,
    }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    backups,
    storage: { refusal: async () => room.refusal, left: async () => ({ ...room.left }) },
    sessionLimits: () => options.limits ?? { idleMs: 12 * 3_600_000, absoluteMs: 30 * 24 * 3_600_000 },
    parts: async () => parts,
    publicUrl: () => options.publicUrl ?? place.url,
    modelsProblem: async (models) =>
      models.some((model) => model.startsWith('nobody:')) ? 'No such provider.' : null,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    jobs: queue,
    retriever: {
      search: async () => ({ passages: [], evidence: 0, generation: 0 }),
      defaultCollections: async () => (await library.collections()).map(({ collection }) => collection),
      currentHashes: async () => new Map(),
    },
    meaningProgress: async () => reading.meaning,
    embeddingSwitch: { state: async () => ({ active: 'corpus', share: null, next: null }) },
    api: {
      search: async (query, limit) =>
        (await library.list({ search: query, limit })).map(({ documentId, title }) => ({
          ...{ id: documentId, title, url: '', text: title },
        })),
      ask: (text) => deps.ask({ text, thread: [], origin: 'api', asker: null }),
    },
    async ask(question) {
      if (question.text.includes('explode')) throw new Error('secret detail at /srv/docent/core/answer.ts');
      questions.push(question);
      time.now += 1_000;
      const createdAt = new Date(time.now).toISOString();
      const answer = await answerTo(question, library, systemRandom.id('tr'), createdAt)();
      await storeAnswer(deps, answer, question.origin);
      return answer;
    },
  };
  const app = createConsole(deps);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    app,
    deps,
    url: place.url,
    readers,
    time,
    library,
    sources,
    batches,
    trainables,
    dataSets,
    connectors,
    settings,
    jobs,
    parts,
    reading,
    room,
    logs,
    questions,
    uploadDir,
    /** A fresh one-time link, as `docent users link` prints it. */
    link: async (name = 'Ada', role: 'admin' | 'curator' = 'admin') =>
      (await createSignInLink(deps, name, role)).url.replace(deps.publicUrl(), place.url),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
