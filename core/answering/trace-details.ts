import type { CacheRead } from '../caching/answer-cache.ts';
import type { CuratedAnswer } from '../caching/curated.ts';
import type { GuardResult } from '../guardrails/guard.ts';
import type { Draft } from '../ports/answerer.ts';
import type { Resolved } from '../rag/citations.ts';
import type { Retrieved, SearchFilter } from '../types.ts';
import type { GuardedPassages } from './guarding.ts';

/** What the trace keeps of each step of an answer: decisions and their reasons, no texts. */

type Detail = Record<string, unknown>;

/** `asksAgain` = the model is asked for another text, and why is in the failures. */
export const guardDetail = ({ outcome, failures, reasks, history }: GuardResult): Detail => ({
  outcome,
  failures,
  ...(reasks.length === 0 ? {} : { asksAgain: reasks.map(({ guard }) => guard) }),
  history: history.map((step) => ({
    ...step,
    ms: step.ms === null ? null : Math.round(step.ms * 100) / 100,
  })),
});

/** Gates that failed by name and reason; those that passed by name alone. */
export const cacheDetail = (read: CacheRead): Detail => ({
  ...(read.kind === 'hit'
    ? {
        hit: true,
        tier: read.tier,
        from: read.answer.traceId,
        question: read.answer.standalone,
        likeness: read.likeness,
      }
    : { hit: false, why: read.why, ...(read.nearest === undefined ? {} : { nearest: read.nearest }) }),
  ...(read.gates.length === 0 ? {} : { gates: read.gates }),
});

export const curatedDetail = (curated: CuratedAnswer | null): Detail =>
  curated === null ? { found: false } : { found: true, curated: curated.id, author: curated.author };

export const passagesDetail = ({ passages, found }: GuardedPassages): Detail => ({
  kept: passages.length,
  ...(found.length === 0 ? {} : { failures: found }),
});

export const retrieveDetail = (found: Retrieved | null, filter: SearchFilter | undefined): Detail =>
  found === null
    ? { failed: true }
    : {
        ...(filter === undefined ? {} : { filter }),
        evidence: found.evidence,
        ...(found.reranking === undefined ? {} : { reranking: found.reranking }),
        passages: found.passages.map(({ passageId, title, score }) => ({ passageId, title, score })),
      };

export const draftDetail = (draft: Draft): Detail => ({
  kind: draft.kind,
  ...(draft.kind === 'failed' ? { reason: draft.reason, message: draft.message, model: draft.model } : {}),
  ...(draft.kind === 'drafted' && draft.usage !== null ? { model: draft.usage.model } : {}),
  ...(draft.passedOver === undefined ? {} : { passedOver: draft.passedOver }),
});

export const citationDetail = ({ citations, invented }: Resolved): Detail => ({
  cited: citations.length,
  invented,
});
