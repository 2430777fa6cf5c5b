import type { Answering } from '../../core/answering/answer.ts';
import type { AnswerRunnable } from '../../core/langchain/answer-runnable.ts';
import type { PassageRetriever, PassageRetrieverOptions } from '../../core/langchain/passage-retriever.ts';
import type { DocentVectorStore } from '../../core/langchain/vector-store.ts';
import type { Retriever } from '../../core/ports/retriever.ts';

/** Docent's parts in LangChain's own terms, to trace, compose and replace. They follow changed settings. */
export type LangChainParts = {
  /** The retriever that answers, reranked where the settings say so. */
  retriever(options?: PassageRetrieverOptions): PassageRetriever;
  vectorStore: DocentVectorStore;
  /** From a question to its answer; each step of the trace is a run. */
  runnable: AnswerRunnable;
};

/** LangChain is loaded here and not before. `origin` names where the runnable's plain questions come from. */
export async function openLangChain(
  { answering, retriever }: { answering: Answering; retriever: () => Retriever },
  origin = 'langchain',
): Promise<LangChainParts> {
  const [{ createAnswerRunnable }, { createPassageRetriever }, { createVectorStore }] = await Promise.all([
    import('../../core/langchain/answer-runnable.ts'),
    import('../../core/langchain/passage-retriever.ts'),
    import('../../core/langchain/vector-store.ts'),
  ]);
  const inForce: Pick<Retriever, 'search'> = { search: (request) => retriever().search(request) };
  return {
    retriever: (options) => createPassageRetriever(inForce, options),
    vectorStore: createVectorStore(inForce),
    runnable: createAnswerRunnable((question, options) => answering.answer(question, options), origin),
  };
}
