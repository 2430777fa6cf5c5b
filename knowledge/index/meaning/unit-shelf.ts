/** How much a passage means what the question means: cosines of its breadcrumb and of its sentences, in reading order. */
export type PassageMeaning = { crumb: number; sentences: Float32Array };

/** What a question means, made ready to be compared. */
export type AskedMeaning = {
  /** Passages by their best unit, best first; `allowed` by collection number, null = all. */
  nearest(k: number, allowed: Uint8Array | null): number[];
  /** Null for a passage whose units have no vectors yet. */
  of(passage: number): PassageMeaning | null;
};

export type HeldUnits = {
  /** Passages and units that it holds. */
  readonly passages: number;
  readonly units: number;
  remove(passage: number): void;
  has(passage: number): boolean;
  ask(vector: Float32Array): AskedMeaning;
};

/** A way to keep units; `put` adds or replaces a passage. */
export type UnitShelf = HeldUnits & {
  put(passage: number, collection: number, vectors: readonly Int8Array[]): void;
};
