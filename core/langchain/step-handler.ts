import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { STEP_TAG } from './answer-runnable.ts';

/** A LangChain handler that is told of each step of an answer when it is done, in order; `ms` = how long it took. */
export function createStepHandler(tell: (step: { name: string; ms: number }) => void): BaseCallbackHandler {
  const names = new Map<string, string>();
  const handler = BaseCallbackHandler.fromMethods({
    // LangChain's types give the arguments another order than its code does.
    handleChainStart: (_chain, _inputs, runId, _parentRunId, tags, _metadata, _runType, name) => {
      if (tags?.includes(STEP_TAG)) names.set(runId, name ?? '');
    },
    handleChainEnd: ({ ms }, runId) => {
      const name = names.get(runId);
      if (name !== undefined) tell({ name, ms: Number(ms) });
    },
  });
  handler.awaitHandlers = true;
  return handler;
}
