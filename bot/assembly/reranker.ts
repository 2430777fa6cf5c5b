import { cacheReranker } from '../../core/caching/models/cached-reranker.ts';
import { messageOf } from '../../core/errors.ts';
import { collectionsWithoutPersonalData } from '../../core/guardrails/collection-rules.ts';
import { withoutPersonalData } from '../../core/guardrails/content-guards.ts';
import { findSecrets, SECRET_REMOVED } from '../../core/guardrails/secrets.ts';
import { replaceSpans } from '../../core/guardrails/spans.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Reranker } from '../../core/ports/reranker.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import { createChatReranker } from '../../core/rag/rerank/chat-reranker.ts';
import { createHttpReranker } from '../../core/rag/rerank/http-reranker.ts';
import { rerankSettings } from '../../core/rag/rerank/rerank-settings.ts';
import { createRerankedRetriever } from '../../core/rag/rerank/reranked-retriever.ts';
import { restAfterFailures } from '../../core/rag/rerank/rest-after-failures.ts';
import type { Store } from '../../core/store/schema.ts';
import type { SomeLog } from '../log.ts';
import { chatModelsOf } from '../settings/chat-models.ts';
import type { Config } from '../settings/config.ts';
import { openModels } from './answerers.ts';

/**
 * Who orders search results besides Docent itself. `direct` is the same without what it judged before, for the doctor;
 * `trouble` says why nobody does although a setting names somebody.
 */
export type ChosenReranker = {
  reranker: Reranker | null;
  direct: Reranker | null;
  kind: 'http' | 'chat';
  trouble: string | null;
};

/** The reranker that DOCENT_RERANKER names. One that cannot be used leaves the own order, and the doctor says so. */
export async function chooseReranker(
  config: Config,
  deps: { clock: Clock; log: SomeLog },
): Promise<ChosenReranker> {
  const setting = config.get('DOCENT_RERANKER');
  const none = { reranker: null, direct: null, kind: 'http' as const };
  if (setting === 'off') return { ...none, trouble: null };
  try {
    const raw = setting === 'chat' ? await byChat(config) : byHttp(setting, config, deps.clock);
    // Resting stands behind the cache: what was judged before is known all the same.
    const direct = restAfterFailures(raw, deps.clock);
    return {
      reranker: cacheReranker(direct),
      direct,
      kind: setting === 'chat' ? 'chat' : 'http',
      trouble: null,
    };
  } catch (error) {
    const trouble = messageOf(error);
    deps.log.error({ trouble }, 'search results keep their own order: the reranker cannot be used');
    return { ...none, trouble };
  }
}

/** The retriever, with its best passages judged where a reranker was chosen. */
export function withReranker(
  retriever: Retriever,
  chosen: ChosenReranker,
  { clock, store }: { clock: Clock; store: Store },
): Retriever {
  const { reranker, kind } = chosen;
  if (reranker === null) return retriever;
  return createRerankedRetriever({
    ...{ retriever, reranker, clock },
    budgetMs: rerankSettings.budgetMs[kind],
    pool: rerankSettings.pool[kind],
    async cleaner() {
      const without = new Set(await collectionsWithoutPersonalData(store));
      return (text, collection) => {
        const open = replaceSpans(text, findSecrets(text), () => SECRET_REMOVED);
        return collection !== undefined && without.has(collection) ? withoutPersonalData(open) : open;
      };
    },
  });
}

async function byChat(config: Config): Promise<Reranker> {
  const model = await openModels(config, chatModelsOf(config.get('DOCENT_CHAT_MODEL')));
  if (model === null) throw new Error('DOCENT_RERANKER=chat needs a chat model in DOCENT_CHAT_MODEL.');
  return createChatReranker(model);
}

function byHttp(setting: string, config: Config, clock: Clock): Reranker {
  const [kind = '', ...name] = setting.split(':');
  const url = config.get('DOCENT_RERANKER_URL');
  if (url === '') throw new Error(`DOCENT_RERANKER=${setting} needs an address in DOCENT_RERANKER_URL.`);
  const apiKey = config.get('DOCENT_RERANKER_API_KEY');
  return createHttpReranker({
    ...{ url, apiKey, clock, model: name.join(':') },
    shape: kind === 'tei' ? 'texts' : 'documents',
  });
}
