import type { Clock } from '../../ports/clock.ts';
import type { JobHandler, JobQueue } from '../../ports/job-queue.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import type { Answer, Question } from '../../types.ts';
import { addEvidence } from '../gates/evidence.ts';
import type { CacheTier } from './answer-cache.ts';
import { parseAnswer } from './exact-cache.ts';
import { sameAnswer } from './same-answer.ts';

/** Kind of the job that answers a sampled hit again. */
export const SHADOW_JOB = 'cache-shadow';

/** Share of hits that are answered again behind the scenes, by tier. An equal question is rarely wrong. */
export const shadowShare: Record<CacheTier, number> = { 'exact-cache': 0.01, 'semantic-cache': 0.1 };

/** Told of each hit: a sample of them is queued to be answered afresh. */
export function sampleHits({
  random,
  jobs,
}: {
  random: Random;
  jobs: JobQueue;
}): (answerId: string, tier: CacheTier) => void {
  return (answerId, tier) => {
    if (random.float() >= shadowShare[tier]) return;
    // Not awaited: the hit's own transaction is still open. A sample that is lost is no loss.
    void jobs.add(SHADOW_JOB, { answerId }, { key: `${SHADOW_JOB}:${answerId}` }).catch(() => undefined);
  };
}

/** Measures how often a hit was wrong: a sampled one is answered afresh, unseen, and compared. */
export function createShadowJob(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  ask(question: Question): Promise<Answer>;
}): JobHandler {
  const { store } = deps;
  return async ({ payload }) => {
    const hit = await store
      .selectFrom('cache_hits')
      .selectAll()
      .where('answer_id', '=', String(payload['answerId']))
      .executeTakeFirst();
    if (hit === undefined) return;
    const entry = await store
      .selectFrom('cache_entries')
      .select('answer')
      .where('key', '=', hit.key)
      .executeTakeFirst();
    const served = entry === undefined ? null : parseAnswer(entry.answer);
    const verdict = async (shadow: string) => {
      await store.updateTable('cache_hits').set({ shadow }).where('answer_id', '=', hit.answer_id).execute();
    };
    // The entry was written anew or purged since: what was served cannot be judged any more.
    if (served === null || served.traceId !== hit.entry_answer_id) return verdict('skipped');
    const collections =
      hit.collections === null ? {} : { collections: JSON.parse(hit.collections) as string[] };
    const fresh = await deps.ask({
      text: hit.question,
      thread: [],
      origin: 'cache-shadow',
      asker: null,
      noCache: true,
      unmetered: true,
      ...collections,
      ...(hit.models === null ? {} : { models: JSON.parse(hit.models) as string[] }),
    });
    if (fresh.outcome === 'unavailable' || fresh.generation !== served.generation) return verdict('skipped');
    const correct = sameAnswer(served, fresh);
    await verdict(correct ? 'same' : 'different');
    if (hit.tier === 'semantic-cache')
      await addEvidence(store, deps, { key: hit.key, likeness: hit.likeness, correct, source: 'shadow' });
  };
}
