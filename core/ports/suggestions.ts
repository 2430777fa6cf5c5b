/** What became of an answer that was kept for curators first. */
export type SuggestionState = 'waiting' | 'posted' | 'dismissed';

/** `by` and `at` (ISO 8601) = who decided, and when; null while it waits. */
export type Suggestion = { state: SuggestionState; by: string | null; at: string | null };

/** `answerId` = the answer that goes to the asker: another one when its text was edited. */
export type Posted =
  | { kind: 'posted'; answerId: string }
  /** Nothing waits under this id: it was decided about, or the asker had their data deleted. */
  | { kind: 'not-waiting' }
  /** The asker has not been told yet that somebody will look; a moment later they have. */
  | { kind: 'not-yet' }
  /** No text, too long a text, or one whose source was deleted meanwhile. */
  | { kind: 'unusable'; why: string };

/** What curators do with answers of channels whose mode is `suggest`. */
export type Suggestions = {
  /** How many wait. */
  count(): Promise<number>;
  /** Puts the answer, or `text` in its place, into the outbox for its asker, once. */
  post(answerId: string, decision: { by: string; text?: string }): Promise<Posted>;
  /** The asker gets nothing more. False when nothing waits under this id. */
  dismiss(answerId: string, decision: { by: string }): Promise<boolean>;
};
