import type { Clock } from '../../core/ports/clock.ts';
import type { QuestionMemory } from '../../core/ports/question-memory.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Trainable } from '../../core/ports/trainable.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Expectations } from '../../knowledge/fine-tuning/expectations.ts';
import { createHeldOutSearch } from '../../knowledge/fine-tuning/held-out.ts';
import { trainableRanker } from '../../knowledge/fine-tuning/train-document-ranker.ts';
import { trainableMemory } from '../../knowledge/fine-tuning/train-question-memory.ts';
import type { Meaning } from '../../knowledge/meaning/meaning.ts';
import type { LiveIndex } from '../../knowledge/search/live-index.ts';

/** Everything that learns, in the order in which it is trained best: each has to beat what stands before it. */
export function assembleTraining(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  live: LiveIndex;
  meaning: Pick<Meaning, 'ofQuestion'>;
  questionMemory: QuestionMemory;
  expectations: Expectations;
}): Trainable[] {
  const { questionMemory, expectations } = deps;
  const parts = {
    ...deps,
    heldOut: () => createHeldOutSearch(deps),
    changed: async () => {
      questionMemory.changed();
      await questionMemory.settled();
      await expectations.load();
    },
  };
  // The index tries one set of questions at a time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (trainable: Trainable): Trainable => ({
    ...trainable,
    train(options) {
      const mine = last.then(() => trainable.train(options));
      last = mine.catch(() => undefined);
      return mine;
    },
  });
  return [trainableMemory(parts), trainableRanker(parts)].map(inTurn);
}
