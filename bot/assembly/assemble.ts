import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { createBatches, EVAL_JOB } from '../../core/evals/batches.ts';
import { createDataSets } from '../../core/evals/datasets/data-sets.ts';
import { createGates } from '../../core/evals/gates/stored-gates.ts';
import { createFeedback } from '../../core/feedback/feedback.ts';
import { createTuningRuns } from '../../core/fine-tuning/runs/tuning-runs.ts';
import { createGuardService } from '../../core/guardrails/guard-service.ts';
import { createSourceLinks } from '../../core/local/source-links.ts';
import { systemClock } from '../../core/local/system-clock.ts';
import { systemRandom } from '../../core/local/system-random.ts';
import { BACKUP_JOB } from '../../core/ports/backups.ts';
import { createJobQueue } from '../../core/store/job-queue.ts';
import { createLibrary } from '../../knowledge/documents/library.ts';
import { createDuplicatesJob, DUPLICATES_JOB } from '../../knowledge/duplicates/duplicates-job.ts';
import { createExpectations } from '../../knowledge/fine-tuning/expectations.ts';
import { sweepUploads } from '../../knowledge/ingest/sweep-uploads.ts';
import { UPLOAD_JOB } from '../../knowledge/ingest/upload-job.ts';
import { withReserve } from '../../knowledge/ingest/with-reserve.ts';
import { createParserPool, type ParserPool } from '../../knowledge/parsers/pool/parser-pool.ts';
import { createPreviews, PREVIEW_JOB } from '../../knowledge/preview/previews.ts';
import { createQuestionMemory } from '../../knowledge/question-memory/question-memory.ts';
import { createQuestionVectors } from '../../knowledge/search/question-vectors.ts';
import { createRetriever, HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import { createUpkeep } from '../../knowledge/upkeep/upkeep.ts';
import { createSuggestions } from '../conversations/outbox/suggestions.ts';
import type { Log } from '../log.ts';
import { packageVersion } from '../package-version.ts';
import { chatModelsOf } from '../settings/chat-models.ts';
import type { Config } from '../settings/config.ts';
import { keyFor } from '../settings/secret-key.ts';
import { assembleAnswering } from './answering.ts';
import type { App } from './app.ts';
import { assembleBackups } from './backups.ts';
import { assembleCaching } from './caching.ts';
import { chooseParts } from './chosen.ts';
import { assembleIndexing } from './indexing.ts';
import { openLangChain } from './langchain.ts';
import { openStore } from './open-store.ts';
import { teachMemory } from './question-memory.ts';
import { assembleSources } from './sources.ts';
import { createStorage, reserveOf } from './storage.ts';
import { assembleTraining } from './training.ts';
import { assembleTrainingJobs } from './training-jobs.ts';

const PARSERS = 2;

/**
 * The parts list: each part is made of those above it. The caller holds the data directory's lock. Chat platforms and
 * the console are added by `serve.ts`; a search on its own is put together by `assemble-search.ts`. Parsers that are
 * given are left open at its end.
 */
export async function assemble(base: Config, log: Log, given: { parsers?: ParserPool } = {}): Promise<App> {
  // What everything stands on.
  const [clock, random, version] = [systemClock, systemRandom, packageVersion()];
  const { store, storePath, storedSettings, config } = await openStore(base, { clock, log });
  const jobs = createJobQueue({ store, clock, random, log });
  const ground = { store, storePath, clock, random, jobs, log };

  // Search.
  const indexing = await assembleIndexing({ ...ground, config });
  const { live, chain, saveIndex, meaning } = indexing;
  const questionMemory = createQuestionMemory({ ...ground, live });
  await questionMemory.load();
  const remembers = () => chosen.now().config.get('DOCENT_QUESTION_MEMORY') === 'on';
  const expectations = createExpectations(store);
  await expectations.load();
  const plainRetriever = createRetriever({ store, live, remembers, meaning, expects: expectations.of });
  const chosen = await chooseParts(config, { ...ground, plainRetriever });

  // Documents in. What makes room does so on a full disk, too.
  const reserve = reserveOf(base);
  const freeing = <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    withReserve(reserve, act);
  const readsScans = () => chosen.now().config.get('DOCENT_OCR') !== 'off';
  const ownParsers = createParserPool({
    ...{ size: PARSERS, clock },
    settings: () => ({
      keepNames: chosen.now().config.get('DOCENT_EXPORT_NAMES') === 'on',
      ...(readsScans() ? { ocr: chosen.now().config.get('DOCENT_OCR') } : {}),
    }),
  });
  const parsers = given.parsers ?? ownParsers;
  const intake = { ...ground, saveIndex, parse: parsers.parse, restParsers: parsers.rest, readsScans };
  const uploadDir = path.join(base.dataDir, 'uploads');
  const swept = await sweepUploads(store, uploadDir);
  if (swept > 0) log.info({ files: swept }, 'uploads that no document waits for were removed');
  const { library, uploadJob, resumeUploads, follow } = createLibrary({
    ...{ ...intake, chain },
    uploadDir,
    changed: () => questionMemory.changed(),
    holdFlagged: () => chosen.now().config.get('DOCENT_HOLD_FLAGGED') === 'on',
  });
  const { sources, sourceJobs, resumeSources } = assembleSources({
    ...intake,
    config: base,
    follow,
    readsPictures: readsScans,
    version,
  });

  // Answers out.
  const vectors = createQuestionVectors({ live, meaning });
  const { cache, curated, cacheService, cacheJobs } = assembleCaching({ ...ground, vectors });
  const guardService = createGuardService({ ...ground, added: () => chosen.now().addedGuards });
  await guardService.load();
  const { answering, quoting, whenAnswered, observeQuestions } = assembleAnswering(
    { ...ground, curated, cache },
    { chosen, plainRetriever, guardService },
  );
  const ask: App['ask'] = (question, options) => answering.answer(question, options);
  indexing.embedAgainWith([
    (next, signal) => cache.index.prepare(next, signal),
    (_, signal, opened) => questionMemory.prepare(opened, signal),
  ]);

  // What is learned of them.
  const { previews, previewJob } = createPreviews({
    ...{ ...ground, live, meaning, remembers, rehearse: quoting.rehearse },
    isReranked: () => chosen.now().reranker.reranker !== null,
  });
  const about = async (models = chatModelsOf(chosen.now().config.get('DOCENT_CHAT_MODEL'))) => ({
    ...{ answerer: (await chosen.channels.of(models)).id, models, version },
  });
  const evals = createBatches({ ...ground, ask, about });
  const gates = createGates({ ...ground, batches: evals.batches });
  const feedback = createFeedback({ ...ground, alongside: cacheService.voted });
  const taught = teachMemory(questionMemory, log, {
    ...{ feedback, curated, batches: evals.batches },
    dataSets: createDataSets({ ...ground, feedback, curated }),
  });

  const reload = async (): Promise<string | null> => {
    try {
      await chosen.change(base.withStored((await storedSettings.all()).values));
      await indexing.reconsider(chosen.now().config);
      return null;
    } catch (error) {
      return messageOf(error);
    }
  };
  const nowConfig = () => chosen.now().config;

  const { backups, backupJob, resumeBackups } = assembleBackups({ ...ground, config: base, version });
  let listening = `http://localhost:${config.get('DOCENT_PORT')}`;
  return {
    ...ground,
    ...{
      library: { ...library, delete: freeing(library.delete), drop: freeing(library.drop) },
      sources: { ...sources, remove: freeing(sources.remove) },
      previews,
      answering,
      ask,
      whenAnswered,
      observeQuestions,
      cache,
      cacheService: { ...cacheService, purge: freeing(cacheService.purge) },
      guardService,
      questionMemory,
      ...taught,
      gates,
    },
    backups,
    ...{ reserve, storage: createStorage({ ...ground, uploadDir, config: () => chosen.now().config }) },
    ...{ storedSettings, embeddingSwitch: indexing.embeddingSwitch, ownRetriever: plainRetriever },
    rehearse: (question, signal) => quoting.rehearse(question, plainRetriever, signal),
    langchain: () => openLangChain({ answering, retriever: () => chosen.now().retriever }),
    meaning,
    trainables: assembleTraining({ ...ground, live, meaning, questionMemory, expectations }),
    trainingJobs: assembleTrainingJobs({ ...ground, storedSettings, config: nowConfig, reload }),
    tuningRuns: createTuningRuns({ ...ground, leftOut: [HANDBOOK_COLLECTION] }),
    upkeep: createUpkeep(ground),
    suggestions: createSuggestions({ ...ground, feedback }),
    connectors: null,
    config: nowConfig,
    sourceLinks: createSourceLinks({
      clock,
      key: () => keyFor(base, 'source links'),
      base: () => chosen.now().config.get('DOCENT_PUBLIC_URL'),
      readers: () => chosen.now().config.get('DOCENT_SOURCE_PAGES') as 'link' | 'signed-in' | 'off',
      days: () => Number(chosen.now().config.get('DOCENT_SOURCE_PAGE_DAYS')),
    }),
    publicUrl: () => chosen.now().config.get('DOCENT_PUBLIC_URL') || listening,
    setPublicUrl: (url) => {
      listening = url;
    },
    get retriever() {
      return chosen.now().retriever;
    },
    reranker: () => chosen.now().reranker,
    indexCondition: () => live.current().index.condition(),
    modelsProblem: chosen.channels.problem,
    answererId: () => chosen.now().answerer.id,
    reload,
    work: () => {
      jobs.work({
        [UPLOAD_JOB]: uploadJob,
        [EVAL_JOB]: gates.noting(evals.evalJob),
        [BACKUP_JOB]: backupJob,
        [PREVIEW_JOB]: previewJob,
        [DUPLICATES_JOB]: createDuplicatesJob(ground),
        ...indexing.indexJobs,
        ...sourceJobs,
        ...cacheJobs(ask),
      });
      resumeSources();
      resumeBackups();
      indexing.resume();
      resumeUploads().catch((error: unknown) =>
        log.error({ error: messageOf(error) }, 'waiting uploads were not queued'),
      );
      // What was confirmed just before a kill is taken up now.
      questionMemory.changed();
    },
    async stop() {
      await jobs.stop();
      await ownParsers.close();
      await questionMemory.stop();
      await indexing.close();
      await store.destroy();
    },
  };
}
