import { AsyncLocalStorage } from 'node:async_hooks';
import { CallbackManager } from '@langchain/core/callbacks/manager';
import { type Runnable, type RunnableConfig, RunnableLambda } from '@langchain/core/runnables';
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';
import { messageOf } from '../errors.ts';
import type { WatchSteps } from '../trace/watch-steps.ts';
import type { Answer, Question } from '../types.ts';

export type AnswerRunnable = Runnable<string | Question, Answer>;

type Ask = (question: Question, options: { signal?: AbortSignal; watch: WatchSteps }) => Promise<Answer>;

/**
 * The answer path as a LangChain `Runnable`. Each step of the trace is a run of its own beneath it, begun and ended as it
 * happens; its output is what the trace keeps of it. Rejects only where an answer could not be made at all.
 */
export function createAnswerRunnable(ask: Ask, origin: string): AnswerRunnable {
  // With it LangChain knows the run a model is called in: calls of models stand beneath the answer.
  AsyncLocalStorageProviderSingleton.initializeGlobalInstance(new AsyncLocalStorage());
  const answer = async (input: string | Question, config: RunnableConfig): Promise<Answer> => {
    const question = typeof input === 'string' ? { text: input, thread: [], origin, asker: null } : input;
    const steps = createStepRuns(CallbackManager.configure(config.callbacks));
    const { signal } = config;
    const given = await ask(question, { watch: steps.watch, ...(signal === undefined ? {} : { signal }) });
    await steps.told();
    return given;
  };
  return RunnableLambda.from(answer).withConfig({ runName: 'docent' });
}

/** Marks the runs that are steps. */
export const STEP_TAG = 'docent:step';

/** Handlers are told in the order in which things happened, and the answer path never waits for them. */
function createStepRuns(manager: CallbackManager | undefined): { watch: WatchSteps; told(): Promise<void> } {
  const steps = manager?.copy();
  steps?.addTags([STEP_TAG], false);
  let telling: Promise<void> = Promise.resolve();
  const tell = <T>(what: () => Promise<T>): Promise<T> => {
    const said = telling.then(what);
    telling = said.then(
      () => {},
      () => {},
    );
    return said;
  };
  return {
    watch(name) {
      const begun = tell(async () => {
        const about = { lc: 1, type: 'not_implemented' as const, id: ['docent', name] };
        return steps?.handleChainStart(about, {}, undefined, undefined, undefined, undefined, name);
      });
      begun.catch(() => {});
      return (end) => {
        const ended = tell(async () => {
          const run = await begun;
          if ('error' in end) await run?.handleChainError(new Error(messageOf(end.error)));
          else await run?.handleChainEnd({ ms: end.step.ms, ...detailOf(end.step.detail) });
        });
        ended.catch(() => {});
      };
    },
    told: () => telling,
  };
}

function detailOf(detail: unknown): Record<string, unknown> {
  return typeof detail === 'object' && detail !== null ? { ...detail } : { detail };
}
