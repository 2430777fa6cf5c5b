import type { ParseResult, RejectionReason } from './parsed.ts';

/** The refusing half of a `ParseResult`. */
export type Rejected = Extract<ParseResult, { kind: 'rejected' }>;

/** A refusal: a stable reason and one sentence or two that tell the admin what to do. */
export function rejected(reason: RejectionReason, message: string): Rejected {
  return { kind: 'rejected', reason, message };
}
