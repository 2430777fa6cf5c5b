import { createDeadline } from '../../core/ports/clock.ts';
import { rerankSettings } from '../../core/rag/rerank/rerank-settings.ts';
import type { App } from '../assembly/app.ts';
import type { Check } from './check.ts';

/** A judgement that any reranker can make. */
const EXAMPLE = {
  question: 'When is lunch served?',
  passages: [
    { headings: ['Parking'], text: 'The garage opens at six in the morning.' },
    { headings: ['Canteen'], text: 'Lunch is served from noon until two.' },
  ],
};

/** Asks the reranker for one judgement. Search goes on without it, so that nothing here is worse than worth a look. */
export async function rerankerCheck(app: Pick<App, 'reranker' | 'clock'>): Promise<Check> {
  const { direct, kind, trouble } = app.reranker();
  const name = 'reranker';
  const hint = 'Search results keep their own order until then. DOCENT_RERANKER=off turns it off.';
  if (trouble !== null)
    return { name, state: 'fail', message: `The reranker cannot be used: ${trouble}`, hint };
  if (direct === null)
    return { name, state: 'ok', message: 'No reranker: search results keep their own order.', hint: '' };
  const deadline = createDeadline(app.clock, rerankSettings.budgetMs[kind]);
  const started = app.clock.monotonic();
  const outcome = await direct.rank(EXAMPLE, { signal: deadline.signal });
  deadline.clear();
  const ms = Math.round(app.clock.monotonic() - started);
  if (outcome.kind === 'failed')
    return { name, state: 'warn', message: `${direct.id} gives no judgement: ${outcome.message}`, hint };
  const [garage = 0, lunch = 0] = outcome.scores;
  return lunch > garage
    ? { name, state: 'ok', message: `${direct.id} judged an example in ${ms} ms.`, hint: '' }
    : {
        name,
        state: 'warn',
        message: `${direct.id} judges an easy example wrong.`,
        hint: 'It may be another kind of model, such as one for embeddings. DOCENT_RERANKER=off turns it off.',
      };
}
