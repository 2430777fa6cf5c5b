/** Votes: set by a thumb, one a person counts. */
export const voteSignals = ['reaction', 'button', 'console'] as const;
export type VoteSignal = (typeof voteSignals)[number];

/**
 * What else a signal is, and which way it points. `reason` explains a vote against; `helped`, `not-helped` and
 * `correction` are words of a member; the others are read from what members did and never outweigh a vote.
 */
export const otherSignals = {
  reason: { source: 'explicit', polarity: -1 },
  helped: { source: 'explicit', polarity: 1 },
  'not-helped': { source: 'explicit', polarity: -1 },
  correction: { source: 'explicit', polarity: -1 },
  rephrase: { source: 'implicit', polarity: -1 },
  escalation: { source: 'implicit', polarity: -1 },
  deletion: { source: 'implicit', polarity: -1 },
} as const;
export type OtherSignal = keyof typeof otherSignals;

/** Why an answer is no good, as members choose it. */
export const reasons = [
  'wrong',
  'outdated',
  'incomplete',
  'off-topic',
  'bad source',
  'too long',
  'other',
] as const;
export type Reason = (typeof reasons)[number];

/** Characters that a member may say with a reason; also of a correction that is kept. */
export const COMMENT_LENGTH = 1_000;

export function isVoteSignal(signal: string): signal is VoteSignal {
  return voteSignals.some((one) => one === signal);
}

export function isReason(text: string): text is Reason {
  return reasons.some((one) => one === text);
}
