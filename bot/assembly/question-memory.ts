import type { Curated } from '../../core/caching/curated.ts';
import type { Batches } from '../../core/ports/batches.ts';
import type { Feedback } from '../../core/ports/feedback.ts';
import type { QuestionMemory } from '../../core/ports/question-memory.ts';

type Taught = { feedback: Feedback; curated: Curated; batches: Batches };

/** The parts that confirm questions, so that each change of theirs reaches question memory. */
export function teachMemory(memory: QuestionMemory, { feedback, curated, batches }: Taught): Taught {
  const after = async <T>(done: Promise<T>): Promise<T> => {
    const result = await done;
    memory.changed();
    return result;
  };
  return {
    feedback: { ...feedback, record: (vote) => after(feedback.record(vote)) },
    curated: {
      ...curated,
      add: (answer) => after(curated.add(answer)),
      remove: (id) => after(curated.remove(id)),
    },
    batches: {
      ...batches,
      importSet: (set) => after(batches.importSet(set)),
      deleteSet: (id) => after(batches.deleteSet(id)),
    },
  };
}
