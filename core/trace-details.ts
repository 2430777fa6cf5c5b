import type { CacheRead } from './caching/exact-cache.ts';
import type { GuardResult } from './guardrails/guard.ts';
import type { Draft } from './ports/answerer.ts';
import type { Resolved } from './rag/citations.ts';
import type { Retrieved } from './types.ts';

/** What the trace keeps of each step of an answer: decisions and their reasons, no texts. */

type Detail = Record<string, unknown>;

export const guardDetail = ({ outcome, failures }: GuardResult): Detail => ({ outcome, failures });

export const cacheDetail = (read: CacheRead): Detail =>
  read.kind === 'hit' ? { hit: true, from: read.answer.traceId } : { hit: false, why: read.why };

export const retrieveDetail = (found: Retrieved | null): Detail =>
  found === null
    ? { failed: true }
    : {
        evidence: found.evidence,
        passages: found.passages.map(({ passageId, title, score }) => ({ passageId, title, score })),
      };

export const draftDetail = (draft: Draft): Detail =>
  draft.kind === 'failed'
    ? { kind: draft.kind, reason: draft.reason, message: draft.message }
    : { kind: draft.kind };

export const citationDetail = ({ citations, invented }: Resolved): Detail => ({
  cited: citations.length,
  invented,
});
