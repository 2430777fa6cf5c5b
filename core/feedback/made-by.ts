import type { Store } from '../store/schema.ts';
import { detailOf, readSteps } from '../trace/read-steps.ts';
import type { Answer } from '../types.ts';

/** How an answer was made: what a signal about it speaks of, kept with the signal. */
export type MadeBy = {
  servedBy: string | null;
  /** Who wrote the text that a cache served. */
  writtenBy: string | null;
  model: string | null;
  /** `Answerer.id`: model and version of the prompt. */
  answerer: string | null;
  guards: string | null;
  /** The passages that it cites, as they were. */
  passages: { id: string; hash: string }[];
};

/** What a stored answer was made by, and what it was a copy of; undefined where there is no such answer. */
export async function madeBy(
  store: Store,
  answerId: string,
): Promise<{ madeBy: MadeBy; original: string | null } | undefined> {
  const row = await store
    .selectFrom('answers')
    .select(['served_by', 'written_by', 'answerer', 'guards_version', 'usage', 'steps', 'citations'])
    .where('id', '=', answerId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const steps = readSteps(JSON.parse(row.steps));
  const written = detailOf(steps, 'generate');
  const usage = row.usage === null ? null : (JSON.parse(row.usage) as Answer['usage']);
  const model = written !== undefined && 'model' in written ? written.model : undefined;
  const citations = JSON.parse(row.citations) as Answer['citations'];
  const cache = detailOf(steps, 'cache');
  const curated = detailOf(steps, 'curated');
  const ofCache = cache?.hit === true ? cache.from : null;
  return {
    madeBy: {
      servedBy: row.served_by,
      writtenBy: row.written_by,
      model: model ?? usage?.model ?? null,
      answerer: row.answerer,
      guards: row.guards_version,
      passages: citations.map(({ passageId, hash }) => ({ id: passageId, hash })),
    },
    original: curated?.found === true ? `curated:${curated.curated}` : ofCache,
  };
}
