import path from 'node:path';
import { createAnswering } from '../../core/answering/answer.ts';
import { messageOf } from '../../core/errors.ts';
import { createBatches, EVAL_JOB } from '../../core/evals/batches.ts';
import { createFeedback } from '../../core/feedback/feedback.ts';
import { createGuardDesk } from '../../core/guardrails/guard-desk.ts';
import { createExtractiveAnswerer } from '../../core/local/extractive-answerer.ts';
import { systemClock } from '../../core/local/system-clock.ts';
import { systemRandom } from '../../core/local/system-random.ts';
import { standaloneByRule } from '../../core/rag/standalone.ts';
import { createJobQueue } from '../../core/store/job-queue.ts';
import { createLibrary } from '../../knowledge/documents/library.ts';
import { createDuplicatesJob, DUPLICATES_JOB } from '../../knowledge/duplicates/duplicates-job.ts';
import type { Parse } from '../../knowledge/ingest/parse-file.ts';
import { UPLOAD_JOB } from '../../knowledge/ingest/upload-job.ts';
import { createParserPool } from '../../knowledge/parsers/parser-pool.ts';
import { createPreviews, PREVIEW_JOB } from '../../knowledge/preview/previews.ts';
import { createQuestionMemory } from '../../knowledge/question-memory/question-memory.ts';
import { createQuestionVectors } from '../../knowledge/search/question-vectors.ts';
import { createRetriever } from '../../knowledge/search/retriever.ts';
import { createUpkeep } from '../../knowledge/upkeep/upkeep.ts';
import { createSuggestions } from '../conversations/suggestions.ts';
import type { Log } from '../log.ts';
import { packageVersion } from '../package-version.ts';
import type { Config } from '../settings/config.ts';
import { chooseAddedGuards } from './added-guards.ts';
import { chooseAnswerer, createChannelAnswerers } from './answerers.ts';
import type { App } from './app.ts';
import { assembleCaching, countVotesInCache } from './caching.ts';
import { assembleIndexing } from './indexing.ts';
import { openStore } from './open-store.ts';
import { teachMemory } from './question-memory.ts';
import { chooseReranker, withReranker } from './reranker.ts';
import { assembleSources } from './sources.ts';

const PARSERS = 2;

/**
 * The composition root: with `assemble-search.ts`, which a search on its own uses, the only place that names
 * concrete parts. The caller holds the data directory's lock. Chat platforms and the console are added by `serve.ts`; commands do without them.
 */
export async function assemble(base: Config, log: Log): Promise<App> {
  const clock = systemClock;
  const random = systemRandom;
  const opened = await openStore(base, { clock, log });
  const { store, storePath, storedSettings } = opened;
  let { config } = opened;

  const jobs = createJobQueue({ store, clock, random, log });
  const { live, chain, saveIndex, ...indexing } = await assembleIndexing({
    ...{ config, store, storePath, clock, jobs, log },
    // Called long after everything stands.
    embedAgain: [
      (next, signal) => cache.index.prepare(next, signal),
      (_, signal, leg) => questionMemory.prepare(leg, signal),
    ],
  });
  const questionMemory = createQuestionMemory({ store, clock, live, log });
  await questionMemory.load();
  const plainRetriever = createRetriever({
    ...{ store, live },
    remembers: () => config.get('DOCENT_QUESTION_MEMORY') === 'on',
  });
  let chosenReranker = await chooseReranker(config, { clock, log });
  let retriever = withReranker(plainRetriever, chosenReranker, { clock, store });
  let answerer = await chooseAnswerer(config);
  const channelAnswerers = createChannelAnswerers(() => config);

  const parsers = createParserPool({ size: PARSERS, clock });
  const parse: Parse = (file, signal) => parsers.parse(file, signal);
  const { library, uploadJob, resumeUploads, follow } = createLibrary({
    store,
    clock,
    random,
    chain,
    saveIndex,
    jobs,
    parse,
    uploadDir: path.join(base.dataDir, 'uploads'),
    changed: () => questionMemory.changed(),
    holdFlagged: () => config.get('DOCENT_HOLD_FLAGGED') === 'on',
  });
  const { sources, sourceJobs, resumeSources } = assembleSources({
    config: base,
    store,
    clock,
    random,
    saveIndex,
    jobs,
    follow,
    parse,
    log,
    version: packageVersion(),
  });
  const { cache, curated, cacheDesk, cacheJobs } = assembleCaching({
    ...{ store, clock, random, jobs, log },
    vectors: createQuestionVectors({ live }),
    ask: (question) => answering.answer(question),
  });
  let addedGuards = await chooseAddedGuards(config);
  const guardDesk = createGuardDesk({ store, clock, added: () => addedGuards });
  await guardDesk.load();
  const quoter = createExtractiveAnswerer({ standalone: standaloneByRule });
  const answering = createAnswering({
    ...{ store, clock, random, curated, cache, quoter },
    get retriever() {
      return retriever;
    },
    get answerer() {
      return answerer;
    },
    answererOf: channelAnswerers.of,
    get askInstead() {
      return config.get('DOCENT_CONTACT');
    },
    get guards() {
      return guardDesk.guards();
    },
    get guardsVersion() {
      return guardDesk.version();
    },
    log,
  });
  // Previews compare by quoting, whoever writes the answers: quick, free, and the same both times.
  const quoting = createAnswering({
    ...{ store, clock, random, retriever: plainRetriever, curated, cache, quoter, answerer: quoter },
    get guards() {
      return guardDesk.guards();
    },
    get guardsVersion() {
      return guardDesk.version();
    },
    log,
  });
  const { previews, previewJob } = createPreviews({
    ...{ store, clock, random, jobs, storePath, live },
    rehearse: (question, over, signal) => quoting.rehearse(question, over, signal),
    remembers: () => config.get('DOCENT_QUESTION_MEMORY') === 'on',
    isReranked: () => chosenReranker.reranker !== null,
  });
  const ask: App['ask'] = (question, options) => answering.answer(question, options);
  const evals = createBatches({
    store,
    clock,
    random,
    jobs,
    ask,
    about: () => ({ answerer: answerer.id, version: packageVersion() }),
  });
  const feedback = createFeedback({ store, clock, random });
  const taught = teachMemory(questionMemory, {
    feedback: countVotesInCache(feedback, cacheDesk, { store, random }),
    curated,
    batches: evals.batches,
  });

  let listening = `http://localhost:${config.get('DOCENT_PORT')}`;
  return {
    config: () => config,
    publicUrl: () => config.get('DOCENT_PUBLIC_URL') || listening,
    setPublicUrl: (url) => {
      listening = url;
    },
    connectors: null,
    clock,
    random,
    log,
    store,
    library,
    sources,
    upkeep: createUpkeep({ store, clock, jobs }),
    previews,
    get retriever() {
      return retriever;
    },
    ownRetriever: plainRetriever,
    reranker: () => chosenReranker,
    indexCondition: () => live.leg().index.condition(),
    answering,
    ask,
    cache,
    cacheDesk,
    embeddingSwitch: indexing.embeddingSwitch,
    guardDesk,
    suggestions: createSuggestions({ store, clock, random, feedback }),
    questionMemory,
    ...taught,
    jobs,
    storedSettings,
    modelsProblem: channelAnswerers.problem,
    answererId: () => answerer.id,
    async reload() {
      try {
        const fresh = base.withStored((await storedSettings.all()).values);
        const added = await chooseAddedGuards(fresh);
        const judge = await chooseReranker(fresh, { clock, log });
        answerer = await chooseAnswerer(fresh);
        addedGuards = added;
        chosenReranker = judge;
        retriever = withReranker(plainRetriever, judge, { clock, store });
        config = fresh;
        channelAnswerers.forget();
        await indexing.reconsider(fresh);
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
    work: () => {
      jobs.work({
        [UPLOAD_JOB]: uploadJob,
        [EVAL_JOB]: evals.evalJob,
        [PREVIEW_JOB]: previewJob,
        [DUPLICATES_JOB]: createDuplicatesJob({ store, clock, storePath }),
        ...indexing.indexJobs,
        ...sourceJobs,
        ...cacheJobs,
      });
      resumeSources();
      indexing.resume();
      resumeUploads().catch((error: unknown) =>
        log.error({ error: messageOf(error) }, 'waiting uploads were not queued'),
      );
      // What was confirmed just before a kill is taken up now.
      questionMemory.changed();
    },
    async stop() {
      await jobs.stop();
      await parsers.close();
      await questionMemory.stop();
      await indexing.close();
      await store.destroy();
    },
  };
}
