import { messageOf } from '../../errors.ts';
import { type Clock, createDeadline } from '../../ports/clock.ts';
import type { Reranker, RerankOutcome } from '../../ports/reranker.ts';
import type { Retriever } from '../../ports/retriever.ts';
import type { Reranking, ScoredPassage } from '../../types.ts';
import { blend } from './blend.ts';
import { rerankSettings } from './rerank-settings.ts';

/**
 * A retriever whose best passages a reranker judges. Whatever the reranker does, within its budget there is an answer:
 * the blended order, or the own one with the reason. Evidence stays what the own ranking says: it is calibrated, and
 * a reranker's scores are not.
 */
export function createRerankedRetriever(deps: {
  retriever: Retriever;
  reranker: Reranker;
  clock: Clock;
  budgetMs: number;
  /** How many of the best passages are judged. */
  pool: number;
  /**
   * What takes out of a text what must not leave, such as keys, or personal data where the text's collection forbids
   * it: guards see passages only after the search.
   */
  cleaner(): Promise<(text: string, collection?: string) => string>;
}): Retriever {
  const { retriever, reranker, clock, budgetMs, pool: most, cleaner } = deps;

  async function rerank(asked: string, pool: ScoredPassage[]): Promise<RerankOutcome> {
    const clean = await cleaner();
    const deadline = createDeadline(clock, budgetMs);
    const question = clean(asked);
    const passages = pool.map(({ title, headings, text, collection }) => ({
      headings: [title, ...headings].map((one) => clean(one, collection)),
      text: clean(text, collection),
    }));
    const late = new Promise<RerankOutcome>((resolve) => {
      const message = `It took longer than ${budgetMs} ms.`;
      deadline.signal.addEventListener('abort', () =>
        resolve({ kind: 'failed', reason: 'timeout', message }),
      );
    });
    try {
      return await Promise.race([reranker.rank({ question, passages }, { signal: deadline.signal }), late]);
    } catch (error) {
      return { kind: 'failed', reason: 'provider-error', message: messageOf(error) };
    } finally {
      deadline.clear();
    }
  }

  return {
    ...retriever,
    rerankedBy: `${reranker.id}/${rerankSettings.version}`,
    async search(request) {
      if (request.ownOrder === true) return retriever.search(request);
      // Any of the pool may come first, and must be fit to be quoted then.
      const found = await retriever.search({ ...request, k: Math.max(request.k, most), readSentences: most });
      const pool = found.passages.slice(0, most);
      if (pool.length < 2) return { ...found, passages: found.passages.slice(0, request.k) };
      const started = clock.monotonic();
      const outcome = await rerank(request.text, pool);
      const ms = Math.round((clock.monotonic() - started) * 100) / 100;
      const usable = outcome.kind === 'ranked' && isJudgement(outcome.scores, pool.length);
      const order = usable ? blend(pool, outcome.scores) : pool;
      const moved = order.filter(({ passageId }, at) => pool[at]?.passageId !== passageId).length;
      const by = { by: reranker.id, ms };
      const reranking: Reranking =
        outcome.kind === 'failed'
          ? { ...by, failed: outcome.reason, message: outcome.message }
          : usable
            ? { ...by, judged: pool.length, moved }
            : { ...by, failed: 'malformed', message: 'Not one finite score for each passage.' };
      const passages = [...order, ...found.passages.slice(pool.length)].slice(0, request.k);
      return { ...found, passages, reranking };
    },
  };
}

const isJudgement = (scores: number[], count: number): boolean =>
  scores.length === count && scores.every((score) => Number.isFinite(score));
