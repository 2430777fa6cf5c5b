import type { Clock } from '../../core/ports/clock.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { QuestionVectors } from '../../core/ports/question-vectors.ts';
import type { Store } from '../../core/store/schema.ts';
import type { StoreChain } from '../search/follow-store.ts';
import type { LiveIndex, ModelIndex } from '../search/live-index.ts';
import type { PassageVectors } from '../search/passage-vectors.ts';
import type { SwitchLimits } from './limits.ts';
import type { IndexPlace } from './open-model-index.ts';

/** Embeds what a part of Docent keeps of questions in the space to come, that of `next`, before search changes to it. */
export type EmbedAgain = (questions: QuestionVectors, signal: AbortSignal, next: ModelIndex) => Promise<void>;

export type SwitchDeps = {
  store: Store;
  clock: Clock;
  jobs: JobQueue;
  live: LiveIndex;
  chain: StoreChain;
  place: IndexPlace;
  limits: SwitchLimits;
  /** The model that the settings name. */
  wanted(): string;
  /** Opens a provider's vectors; `dimensions` null = as long as they come. */
  open(model: string, dimensions: number | null): Promise<PassageVectors>;
  embedAgain: readonly EmbedAgain[];
  /** Told after each switch. */
  onSwitched(): void;
  log: Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;
};
