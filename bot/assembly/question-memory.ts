import type { Curated } from '../../core/caching/entries/curated.ts';
import { messageOf } from '../../core/errors.ts';
import type { Batches } from '../../core/ports/batches.ts';
import type { DataSets } from '../../core/ports/data-sets.ts';
import type { Feedback } from '../../core/ports/feedback.ts';
import type { QuestionMemory } from '../../core/ports/question-memory.ts';

type Taught = { feedback: Feedback; curated: Curated; batches: Batches; dataSets: DataSets };

/**
 * The parts that confirm questions, so that each change of theirs reaches question memory. A change that is stored is
 * done: memory works everything out anew after the next one, and at each start, so that its trouble is none of theirs.
 */
export function teachMemory(
  memory: Pick<QuestionMemory, 'changed'>,
  log: { warn(fields: object, message: string): void },
  { feedback, curated, batches, dataSets }: Taught,
): Taught {
  const after = async <T>(done: Promise<T>): Promise<T> => {
    const result = await done;
    try {
      memory.changed();
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'question memory was not told of a change');
    }
    return result;
  };
  return {
    feedback: {
      ...feedback,
      record: (vote) => after(feedback.record(vote)),
      attach: (kept) => after(feedback.attach(kept)),
    },
    curated: {
      ...curated,
      add: (answer) => after(curated.add(answer)),
      remove: (id) => after(curated.remove(id)),
    },
    batches: {
      ...batches,
      importSet: (set) => after(batches.importSet(set)),
      deleteSet: (id) => after(batches.deleteSet(id)),
      judge: (...judged) => after(batches.judge(...judged)),
    },
    dataSets: {
      ...dataSets,
      add: (...added) => after(dataSets.add(...added)),
      change: (...changed) => after(dataSets.change(...changed)),
      remove: (...removed) => after(dataSets.remove(...removed)),
    },
  };
}
