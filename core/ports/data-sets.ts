import type { EvalSet, GoldenCase } from './batches.ts';

export type SetCase = GoldenCase & {
  id: string;
  /** The answer that it was made from; null where it was written or imported. */
  from: string | null;
};

export type SetVersion = EvalSet & { runs: number };

/** A case that somebody may take into a set. */
export type CaseDraft = {
  question: string;
  expectedSources: string[];
  expectedAnswer: string | null;
  expectedFacts: string[];
};

/**
 * Golden questions, edited case by case. A version that was run is never changed: the first change after a run makes the
 * next version, and returns its id.
 */
export type DataSets = {
  /** Makes an empty set. */
  create(name: string): Promise<string>;
  find(setId: string): Promise<SetVersion | undefined>;
  /** All versions of the set, newest first. */
  versions(lineage: string): Promise<SetVersion[]>;
  /** Cases in order; `after` = `next` of the page before. */
  cases(
    setId: string,
    page: { after?: number; limit: number; search?: string },
  ): Promise<{ cases: SetCase[]; next: number | null }>;
  case(setId: string, caseId: string): Promise<SetCase | undefined>;
  /** Adds cases; returns the id of the version that has them. Throws AppError `evals.unknown-set`. */
  add(setId: string, cases: readonly (GoldenCase & { from?: string })[]): Promise<string>;
  /** Changes a case; null where there is none. */
  change(setId: string, caseId: string, to: GoldenCase): Promise<string | null>;
  remove(setId: string, caseId: string): Promise<string | null>;
  /** Questions of members whose answers people judged, newest first, that the set does not have. */
  fromVotes(setId: string, limit: number): Promise<(CaseDraft & { from: string; votes: string })[]>;
  /** Questions that the documents, or one of them, answer by headings and definitions, which the set does not have. */
  fromDocuments(setId: string, which: { limit: number; documentId?: string }): Promise<CaseDraft[]>;
};
