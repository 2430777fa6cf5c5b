/** What a person would cut out of a page as one thing. */
export type BlockKind = 'prose' | 'list' | 'steps' | 'table' | 'record' | 'code';

/** A sentence, an item, a row, a line of code. */
export type Part = {
  text: string;
  /** Index of the passage that it stands in: the block's own, or the one that this goes on in. */
  passage: number;
  /** How likely it is to hold the answer, against all sentences that were read; 0 where it was not scored. */
  share: number;
  /** Depth of an item, from 0. */
  depth: number;
  /** It stands in a list, but is no item: a note or a command between two steps. */
  between: boolean;
};

export type Block = {
  kind: BlockKind;
  /** Index of the passage. */
  passage: number;
  /** Its place among the blocks of the passage. */
  at: number;
  /** The heading or question line above it inside the passage, and a caption or the like above it. */
  heading: string | null;
  label: string | null;
  /** What such lines score: a heading is no answer, but it finds one. */
  headingShare: number;
  /** Sentences that announce the parts, the last ending with a colon. */
  lead: Part[];
  parts: Part[];
  /** The first under its heading. */
  first: boolean;
  /** It goes on where the passage ends, and nobody gave what follows. */
  cut: boolean;
};
