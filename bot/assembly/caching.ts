import { type CacheService, createCacheService } from '../../core/caching/cache-service.ts';
import { type AnswerCache, createAnswerCache } from '../../core/caching/entries/answer-cache.ts';
import { type Curated, createCurated } from '../../core/caching/entries/curated.ts';
import { createShadowJob, SHADOW_JOB, sampleHits } from '../../core/caching/entries/shadow.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import type { QuestionVectors } from '../../core/ports/question-vectors.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Answer, Question } from '../../core/types.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import type { Log } from '../log.ts';

/** The cache's parts, for `assemble.ts`. `cacheJobs` wants the answer path, which is made with the cache. */
export function assembleCaching(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  jobs: JobQueue;
  vectors: QuestionVectors;
  log: Log;
}): {
  cache: AnswerCache;
  curated: Curated;
  cacheService: CacheService;
  cacheJobs(ask: (question: Question) => Promise<Answer>): Record<string, JobHandler>;
} {
  const cache = createAnswerCache({ ...deps, onHit: sampleHits(deps) });
  return {
    cache,
    curated: createCurated({
      ...{ ...deps, handbook: HANDBOOK_COLLECTION },
      likeness: (a, b) => cache.index.likeness(a, b),
    }),
    cacheService: createCacheService({ ...deps, index: cache.index }),
    cacheJobs: (ask) => ({ [SHADOW_JOB]: createShadowJob({ ...deps, ask }) }),
  };
}
