import { alikeGroups } from '../../core/fine-tuning/export/alike-questions.ts';
import type { Store } from '../../core/store/schema.ts';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { MemoryUse } from '../index/ranking/question-memory.ts';
import type { Favoured } from '../index/ranking/recalled-passages.ts';
import type { Meaning } from '../meaning/meaning.ts';
import type { LiveIndex, ModelIndex } from '../search/live-index.ts';
import { HANDBOOK_COLLECTION } from '../search/retriever.ts';
import type { ConfirmedPair } from './document-softmax.ts';
import { TRAINING } from './limits.ts';

/** A pair with the part that it is held out with, and the cluster of questions like it. */
export type Placed<P extends ConfirmedPair> = { pair: P; part: number; cluster: string };

/** Parts for cross-validation: questions that are alike are never in two of them. */
export function inParts<P extends ConfirmedPair>(pairs: readonly P[]): Placed<P>[] {
  const groups = alikeGroups(pairs.map(({ question }) => question));
  return pairs.map((pair, at) => {
    const cluster = pairs[groups[at] ?? at]?.question ?? pair.question;
    const part = Number.parseInt(sha256Hex(cluster).slice(0, 8), 16) % TRAINING.folds;
    return { pair, part, cluster };
  });
}

/** Asks the index that serves what it would say with other things learned. Nothing that members ask is touched. */
export type HeldOutSearch = {
  /** Has the index know these questions for the trial; `[]` takes them out again. */
  remember(placed: readonly Placed<ConfirmedPair>[]): Promise<void>;
  /** What a question means, where the encoder knows its language. */
  meaningOf(question: string): Promise<Float32Array | undefined>;
  /** Documents, best first, each once. */
  documents(
    question: string,
    learned: { memory: MemoryUse; favoured?: readonly Favoured[] },
  ): Promise<string[]>;
};

/** Passages that are looked at to name documents. */
const PASSAGES = 20;

export async function createHeldOutSearch(deps: {
  store: Store;
  live: LiveIndex;
  meaning: Pick<Meaning, 'ofQuestion'>;
}): Promise<HeldOutSearch> {
  const { store, live, meaning } = deps;
  const rows = await store
    .selectFrom('passages')
    .select(['id', 'document_id'])
    .where('current', '=', 1)
    .execute();
  const documentOf = new Map(rows.map((row) => [Number(row.id), row.document_id]));
  const other = await store
    .selectFrom('documents')
    .select('id')
    .where('collection', '!=', HANDBOOK_COLLECTION)
    .where('published_revision', 'is not', null)
    .executeTakeFirst();
  const scope = other === undefined ? {} : { excludeCollections: [HANDBOOK_COLLECTION] };
  const asked = new Map<string, { vector: Float32Array | undefined; meant: Float32Array | undefined }>();
  let known: number[] = [];
  const read = async (text: string, { vectors, share }: ModelIndex) => {
    const before = asked.get(text);
    if (before !== undefined) return before;
    const vector = share === 0 ? undefined : await vectors?.ofQuestion(text);
    const now = { vector, meant: await meaning.ofQuestion(text) };
    asked.set(text, now);
    return now;
  };
  return {
    meaningOf: (text) => live.use(async (model) => (await read(text, model)).meant),
    async remember(placed) {
      await live.use(async ({ index, vectors }) => {
        const made = await vectors?.ofTexts(
          placed.map(({ pair }) => pair.question),
          'query',
        );
        const add = placed.map(({ pair, part }, at) => ({
          ...{
            id: at,
            text: pair.question,
            documentKey: pair.documentId,
            passages: [],
            fromEvals: false,
            part,
          },
          ...(made?.[at] === undefined ? {} : { vector: made[at] }),
        }));
        await index.remember({ add, remove: known.slice(add.length), trial: true });
        known = add.map(({ id }) => id);
      });
    },
    documents: (text, { memory, favoured }) =>
      live.use(async (model) => {
        const { vector, meant } = await read(text, model);
        const { hits } = await model.index.search({
          ...{ text, k: PASSAGES, hitsOnly: true, memory, ...scope },
          ...(favoured === undefined ? {} : { favoured }),
          ...(vector === undefined ? {} : { vector }),
          ...(meant === undefined ? {} : { meaning: meant }),
        });
        return [...new Set(hits.flatMap(({ id }) => documentOf.get(id) ?? []))];
      }),
  };
}
