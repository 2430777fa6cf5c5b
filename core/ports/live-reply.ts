/** What is written down of the messages in which an answer is shown while it is written, so that a later process finds them. */
export type LiveRecord = {
  /** From now on the message may stand. Rejects where that cannot be kept: then it must not be begun. */
  begin(part: number): Promise<void>;
  /** It stands, and nothing was written into it before this resolved. */
  stands(part: number, messageId: string): Promise<void>;
  /** It does not stand: the platform refused it. */
  refused(part: number): Promise<void>;
};

/**
 * An answer that is shown while it is written, as often as the platform allows. What it leaves behind is unfinished: the
 * reply that is delivered takes the place of its messages.
 */
export type LiveReply = {
  /** All that may be shown by now; '' takes back what was shown. Returns at once and never throws. */
  show(text: string): void;
  /** Resolves once nothing is on its way any more; what was taken back is gone by then. Never rejects. */
  end(): Promise<void>;
};
