import type { AddedGuard } from '../../core/guardrails/added-guards.ts';
import { createExtractiveAnswerer } from '../../core/local/extractive-answerer.ts';
import type { Answerer } from '../../core/ports/answerer.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import { standaloneByRule } from '../../core/rag/standalone.ts';
import type { Store } from '../../core/store/schema.ts';
import type { SomeLog } from '../log.ts';
import type { Config } from '../settings/config.ts';
import { chooseAddedGuards } from './added-guards.ts';
import { type ChannelAnswerers, chooseAnswerer, createChannelAnswerers } from './answerers.ts';
import { type ChosenReranker, chooseReranker, withReranker } from './reranker.ts';

/** What settings choose. All of it changes at once: nobody sees the answerer of one state and the guards of another. */
export type Choice = {
  config: Config;
  answerer: Answerer;
  reranker: ChosenReranker;
  retriever: Retriever;
  addedGuards: readonly AddedGuard[];
};

export type Chosen = {
  /** What is in force now. */
  now(): Choice;
  /** Quotes without a model, whatever is chosen. */
  quoter: Answerer;
  channels: ChannelAnswerers;
  /** Puts what other settings choose in place. Throws where one of them cannot be used; then all stays as it was. */
  change(config: Config): Promise<void>;
};

/** Chooses answerer, reranker and added guards by the settings, and again whenever they change. */
export async function chooseParts(
  config: Config,
  deps: { store: Store; clock: Clock; log: SomeLog; plainRetriever: Retriever },
): Promise<Chosen> {
  const choose = async (settings: Config): Promise<Choice> => {
    const reranker = await chooseReranker(settings, deps);
    return {
      config: settings,
      answerer: await chooseAnswerer(settings),
      reranker,
      retriever: withReranker(deps.plainRetriever, reranker, deps),
      addedGuards: await chooseAddedGuards(settings),
    };
  };
  let choice = await choose(config);
  const channels = createChannelAnswerers(() => choice.config);
  return {
    now: () => choice,
    quoter: createExtractiveAnswerer({ standalone: standaloneByRule }),
    channels,
    async change(settings) {
      choice = await choose(settings);
      channels.forget();
    },
  };
}
