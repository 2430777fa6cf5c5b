import { systemClock } from '../../core/local/system-clock.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { Store } from '../../core/store/schema.ts';
import { countByCollection } from '../../knowledge/documents/document-counts.ts';
import { createEncoderClient } from '../../knowledge/encoder/encoder-client.ts';
import { createLocalEncoder } from '../../knowledge/encoder/local-encoder.ts';
import { createExpectations } from '../../knowledge/fine-tuning/expectations.ts';
import { createLocalIndex } from '../../knowledge/index/host/local-index.ts';
import { createMeaning } from '../../knowledge/meaning/meaning.ts';
import { rememberedQuestions } from '../../knowledge/question-memory/question-vectors.ts';
import { createLiveIndex } from '../../knowledge/search/live-index.ts';
import { createRetriever } from '../../knowledge/search/retriever.ts';
import type { SomeLog } from '../log.ts';
import type { Config } from '../settings/config.ts';
import type { Searching } from './app.ts';
import { openFirstIndex } from './open-first-index.ts';
import { openStore } from './open-store.ts';

/**
 * The composition root of a command that only searches: the store, and the index in this thread. It has half the
 * memory of `assemble.ts`. The caller holds the data directory's lock. `lean` = for one
 * search only: more of the index stays on disk, and the encoder is in this thread, too.
 */
export async function assembleSearch(
  base: Config,
  log: SomeLog,
  lean: boolean,
): Promise<Searching & { stop(): Promise<void> }> {
  const clock = systemClock;
  const { store, storePath, config } = await openStore(base, { clock, log });
  const host = createLocalIndex(clock, lean);
  const isOn = () => config.get('DOCENT_MEANING') === 'on';
  const comparesMeaning = isOn();
  const opened = await openFirstIndex({ config, store, storePath, clock, log, comparesMeaning }, host);
  const remembers = config.get('DOCENT_QUESTION_MEMORY') === 'on';
  if (remembers) {
    const add = await rememberedQuestions({ store, vectors: opened.vectors, onlyKept: true });
    await opened.index.remember({ add, remove: [] });
  }
  const live = createLiveIndex(opened);
  const encoder = lean ? createLocalEncoder() : createEncoderClient();
  const meaning = createMeaning({ store, live, encoder, isOn, log });
  const expectations = createExpectations(store);
  if (remembers) await expectations.load();
  const retriever = createRetriever({
    ...{ store, live, remembers: () => remembers, meaning, expects: expectations.of },
  });
  return {
    clock,
    retriever: await reranked(retriever, config, { clock, log, store }),
    library: { collections: () => countByCollection(store) },
    async stop() {
      await encoder.close();
      await opened.index.close();
      await store.destroy();
    },
  };
}

/** With the reranker that a setting names; without one, none of its code is loaded. */
async function reranked(
  retriever: Retriever,
  config: Config,
  deps: { clock: Clock; log: SomeLog; store: Store },
): Promise<Retriever> {
  if (config.get('DOCENT_RERANKER') === 'off') return retriever;
  const { chooseReranker, withReranker } = await import('./reranker.ts');
  return withReranker(retriever, await chooseReranker(config, deps), deps);
}
