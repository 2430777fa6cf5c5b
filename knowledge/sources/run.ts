import type { Clock } from '../../core/ports/clock.ts';
import type { SourcesTable } from '../../core/store/schema.ts';
import type { Intake } from './intake.ts';
import type { ItemRows } from './item-rows.ts';
import type { SourceLimits } from './limits.ts';

/** One run of one source: what every way of reading is given. */
export type SourceRun = {
  source: SourcesTable;
  rows: ItemRows;
  intake: Intake;
  clock: Clock;
  limits: SourceLimits;
  /** Whether text in pictures is read; else they are left out. */
  readsPictures: boolean;
  signal: AbortSignal;
  /** `share` 0..1, or null while nobody knows how much there is. */
  progress(share: number | null, words: string): Promise<void>;
};

/**
 * How far the reading came. Only after `complete` is what was not seen gone; after `failed` nothing may be removed
 * at all, whatever the items say.
 */
export type Reading = { kind: 'complete' } | { kind: 'partial' | 'failed'; reason: string };
