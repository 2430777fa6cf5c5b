import { describe, expect, it } from 'vitest';
import { cacheReranker } from '../../../../core/caching/models/cached-reranker.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import type { Reranker, RerankOutcome } from '../../../../core/ports/reranker.ts';
import { rerankSettings } from '../../../../core/rag/rerank/rerank-settings.ts';
import { createRerankedRetriever } from '../../../../core/rag/rerank/reranked-retriever.ts';
import { restAfterFailures } from '../../../../core/rag/rerank/rest-after-failures.ts';
import { retrieverContract } from '../../../contracts/retriever.ts';
import { createWordRetriever } from '../../../fakes/word-retriever.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';
import { aPassage } from '../../../fixtures/passages.ts';

const byLength: Reranker = {
  id: 'by-length',
  rank: async ({ passages }) => ({ kind: 'ranked', scores: passages.map(({ text }) => text.length) }),
};

const giving = (outcome: RerankOutcome | (() => Promise<RerankOutcome>)): Reranker & { asked: number } => {
  const reranker = {
    id: 'scripted',
    asked: 0,
    async rank() {
      reranker.asked += 1;
      return typeof outcome === 'function' ? outcome() : outcome;
    },
  };
  return reranker;
};

const passages = Array.from({ length: 40 }, (_, at) =>
  aPassage({ passageId: String(at + 1), text: `train desk ${at < 10 ? 'lyon ' : ''}${'x'.repeat(at)}.` }),
);
const plain = createWordRetriever(passages);
const POOL = 24;
const QUESTION = 'train desk lyon';
const clean = (text: string) => text.replace('lyon', '[city]');

const open = (reranker: Reranker, clock: Clock = systemClock, budgetMs = 5_000) =>
  createRerankedRetriever({
    retriever: plain,
    reranker,
    clock,
    budgetMs,
    pool: POOL,
    cleaner: async () => clean,
  });

const idsOf = (found: { passages: { passageId: string }[] }) => found.passages.map((one) => one.passageId);

describe('a reranked retriever', () => {
  it('puts what is judged best first, out of its pool only, and the rest behind', async () => {
    const own = idsOf(await plain.search({ text: QUESTION, k: 40 }));
    const found = await open(byLength).search({ text: QUESTION, k: 40 });
    const ids = idsOf(found);
    const pool = own.slice(0, POOL);
    expect(ids[0]).toBe(pool.toSorted((a, b) => Number(b) - Number(a))[0]);
    expect(ids.slice(0, pool.length).toSorted()).toEqual(pool.toSorted());
    expect(ids.slice(pool.length)).toEqual(own.slice(pool.length));
    const scores = found.passages.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(found.reranking).toMatchObject({ by: 'by-length', judged: pool.length });
  });

  it('gives k passages out of the whole pool', async () => {
    const all = await open(byLength).search({ text: QUESTION, k: 40 });
    const one = await open(byLength).search({ text: QUESTION, k: 1 });
    expect(idsOf(one)).toEqual(idsOf(all).slice(0, 1));
  });

  it('leaves evidence to the own ranking', async () => {
    const found = await open(byLength).search({ text: 'train desk lyon paris', k: 3 });
    expect(found.evidence).toBe((await plain.search({ text: 'train desk lyon paris', k: 3 })).evidence);
  });

  it('keeps the own order where all are judged alike', async () => {
    const alike: Reranker = {
      ...byLength,
      rank: async (r) => ({ kind: 'ranked', scores: r.passages.map(() => 7) }),
    };
    const found = await open(alike).search({ text: QUESTION, k: 40 });
    expect(idsOf(found)).toEqual(idsOf(await plain.search({ text: QUESTION, k: 40 })));
    expect(found.reranking).toMatchObject({ moved: 0 });
  });

  it.each<[string, RerankOutcome | (() => Promise<RerankOutcome>), string]>([
    ['a failure', { kind: 'failed', reason: 'rate-limited', message: 'slow down' }, 'rate-limited'],
    ['too few scores', { kind: 'ranked', scores: [1] }, 'malformed'],
    ['no numbers', { kind: 'ranked', scores: Array(POOL).fill(Number.NaN) }, 'malformed'],
    ['an exception', () => Promise.reject(new Error('broken')), 'provider-error'],
  ])('keeps the own order after %s, and says why', async (_, outcome, failed) => {
    const found = await open(giving(outcome)).search({ text: QUESTION, k: 10 });
    expect(idsOf(found)).toEqual(idsOf(await plain.search({ text: QUESTION, k: 10 })));
    expect(found.reranking).toMatchObject({ by: expect.any(String), failed });
  });

  it('waits for nobody beyond its budget, not even who does not hear the signal', async () => {
    const deaf = giving(() => new Promise(() => {}));
    const found = await open(deaf, systemClock, 20).search({ text: QUESTION, k: 3 });
    expect(found.reranking).toMatchObject({ failed: 'timeout' });
    expect(found.passages).toHaveLength(3);
  });

  it('shows the reranker what is left after cleaning, and the asker everything', async () => {
    let seen = '';
    const curious: Reranker = {
      ...byLength,
      rank: (asked, options) => {
        seen = JSON.stringify(asked);
        return byLength.rank(asked, options);
      },
    };
    const found = await open(curious).search({ text: QUESTION, k: 40 });
    expect(seen).toContain('[city]');
    expect(seen).not.toContain('lyon');
    expect(JSON.stringify(found)).toContain('lyon');
  });

  it('asks nobody about a single passage', async () => {
    const reranker = giving({ kind: 'ranked', scores: [1] });
    const alone = createWordRetriever(passages.slice(0, 1));
    const found = await createRerankedRetriever({
      ...{
        retriever: alone,
        reranker,
        clock: systemClock,
        budgetMs: 100,
        pool: POOL,
        cleaner: async () => clean,
      },
    }).search({ text: QUESTION, k: 3 });
    expect(found.passages).toHaveLength(1);
    expect(reranker.asked).toBe(0);
    expect(found.reranking).toBeUndefined();
  });
});

describe('a reranker that rests', () => {
  const request = { question: 'q', passages: [{ headings: [], text: 'a' }] };
  const never = { signal: new AbortController().signal };
  const down: RerankOutcome = { kind: 'failed', reason: 'provider-error', message: 'refused' };

  it('is not asked for a while after failures in a row, then once, and as before when that went well', async () => {
    const clock = createManualClock();
    let outcome: RerankOutcome = down;
    const server = giving(async () => outcome);
    const resting = restAfterFailures(server, clock);
    const { failures, restMs } = rerankSettings.breaker;
    for (let at = 0; at < failures; at++) await resting.rank(request, never);
    expect(await resting.rank(request, never)).toMatchObject({ reason: 'resting', message: /refused/ });
    expect(server.asked).toBe(failures);

    clock.advance(restMs + 1);
    await resting.rank(request, never);
    expect(server.asked).toBe(failures + 1);
    clock.advance(restMs + 1);
    expect(await resting.rank(request, never)).toMatchObject({ reason: 'resting' });

    clock.advance(restMs);
    outcome = { kind: 'ranked', scores: [1] };
    expect(await resting.rank(request, never)).toEqual(outcome);
    expect(await resting.rank(request, never)).toEqual(outcome);
  });

  it('does not count askers who go away', async () => {
    const server = giving({ kind: 'failed', reason: 'aborted', message: 'gone' });
    const resting = restAfterFailures(server, createManualClock());
    for (let at = 0; at < 10; at++) await resting.rank(request, never);
    expect(server.asked).toBe(10);
  });
});

describe('a cached reranker', () => {
  const request = { question: 'q', passages: [{ headings: ['A'], text: 'a' }] };
  const never = { signal: new AbortController().signal };

  it('asks once for the same question about the same passages, and again when a text changed', async () => {
    const server = giving({ kind: 'ranked', scores: [1] });
    const cached = cacheReranker(server);
    await Promise.all([cached.rank(request, never), cached.rank(structuredClone(request), never)]);
    expect(server.asked).toBe(1);
    await cached.rank({ ...request, passages: [{ headings: ['A'], text: 'b' }] }, never);
    await cached.rank({ ...request, question: 'r' }, never);
    expect(server.asked).toBe(3);
  });

  it('keeps no failure', async () => {
    const server = giving({ kind: 'failed', reason: 'timeout', message: 'late' });
    const cached = cacheReranker(server);
    expect(await cached.rank(request, never)).toMatchObject({ reason: 'timeout' });
    expect(await cached.rank(request, never)).toMatchObject({ reason: 'timeout' });
    expect(server.asked).toBe(2);
  });
});

retrieverContract('reranked', async (documents) => {
  const retriever = createWordRetriever(
    documents.map((one, at) => aPassage({ ...one, passageId: String(at + 1), documentId: one.path })),
  );
  const idOf = (path: string) => String(documents.findIndex((one) => one.path === path) + 1);
  const agreeing: Reranker = {
    id: 'agreeing',
    rank: async (asked) => ({ kind: 'ranked', scores: asked.passages.map((_, at) => -at) }),
  };
  return {
    retriever: createRerankedRetriever({
      retriever,
      reranker: agreeing,
      clock: systemClock,
      budgetMs: 1_000,
      pool: POOL,
      cleaner: async () => clean,
    }),
    replace: async (path, text) => retriever.replace(idOf(path), text),
    remove: async (path) => retriever.remove(idOf(path)),
    close: async () => {},
  };
});
