import type { CacheRead } from '../caching/entries/answer-cache.ts';
import type { CuratedAnswer } from '../caching/entries/curated.ts';
import type { GuardResult } from '../guardrails/guard.ts';
import type { Draft } from '../ports/answerer.ts';
import type { Resolved } from '../rag/citations.ts';
import type { Retrieved, SearchFilter, StepDetails } from '../types.ts';
import type { GuardedPassages } from './guarding.ts';
import { foundIn } from './trace-builder.ts';

/** What the trace keeps of each step of an answer: decisions and their reasons, no texts. */

/** `asksAgain` = the model is asked for another text, and why is in the failures. */
export const guardDetail = ({
  outcome,
  failures,
  reasks,
  history,
}: GuardResult): StepDetails['input-guards' | 'output-guards'] => ({
  outcome,
  failures,
  ...(reasks.length === 0 ? {} : { asksAgain: reasks.map(({ guard }) => guard) }),
  history: history.map((step) => ({
    ...step,
    ms: step.ms === null ? null : Math.round(step.ms * 100) / 100,
  })),
});

/** Gates that failed by name and reason; those that passed by name alone. */
export const cacheDetail = (read: CacheRead): StepDetails['cache'] => ({
  ...(read.kind === 'hit'
    ? {
        hit: true,
        tier: read.tier,
        from: read.answer.traceId,
        question: read.answer.standalone,
        likeness: read.likeness,
      }
    : {
        hit: false,
        why: read.why,
        ...(read.nearest === undefined ? {} : { nearest: read.nearest }),
        ...(read.likeness === undefined ? {} : { likeness: read.likeness }),
      }),
  ...(read.gates.length === 0 ? {} : { gates: read.gates }),
});

export const curatedDetail = (curated: CuratedAnswer | null): StepDetails['curated'] =>
  curated === null ? { found: false } : { found: true, curated: curated.id, author: curated.author };

export const passagesDetail = ({ passages, found }: GuardedPassages): StepDetails['passage-guards'] => ({
  kept: passages.length,
  failures: found,
});

export const retrieveDetail = (
  found: Retrieved | null,
  filter: SearchFilter | undefined,
): StepDetails['retrieve'] =>
  found === null
    ? { failed: true }
    : {
        ...(filter === undefined ? {} : { filter }),
        ...(found.reranking === undefined ? {} : { reranking: found.reranking }),
        ...foundIn(found),
      };

export function draftDetail(draft: Draft): StepDetails['generate'] {
  const passedOver = draft.passedOver === undefined ? {} : { passedOver: draft.passedOver };
  switch (draft.kind) {
    case 'drafted':
      return {
        kind: draft.kind,
        ...(draft.usage === null ? {} : { model: draft.usage.model }),
        ...passedOver,
      };
    case 'nothing':
      return { kind: draft.kind, ...passedOver };
    case 'failed': {
      const { kind, reason, message, model } = draft;
      return { kind, reason, message, ...(model === undefined ? {} : { model }), ...passedOver };
    }
  }
}

export const citationDetail = ({ citations, invented }: Resolved): StepDetails['citations'] => ({
  cited: citations.length,
  invented,
});
