import type { FlagKind } from '../../core/ports/flags.ts';

/** [start, end) offsets in a text. */
export type Span = [number, number];

/**
 * Finds one thing that a curator should know of before a document is published. `rule` is a stable code;
 * `atLeast` is how many different ones a document must hold to be flagged: one card number is too many, one
 * telephone number is a contact.
 */
export type Detector = {
  kind: FlagKind;
  rule: string;
  atLeast: number;
  /** Whether what was found is hidden in samples. */
  masked: boolean;
  find(text: string): Span[];
};

/** Spans of a global pattern's matches that also pass a check of their text. */
export function matching(
  text: string,
  pattern: RegExp,
  accepts: (found: string, at: number) => boolean = () => true,
): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    if (accepts(match[0], match.index)) spans.push([match.index, match.index + match[0].length]);
  }
  return spans;
}
