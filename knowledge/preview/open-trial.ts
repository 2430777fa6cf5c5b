import { AppError } from '../../core/errors.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Passage } from '../../core/types.ts';
import { currentIds } from '../documents/revisions.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import type { Meaning } from '../meaning/meaning.ts';
import type { LiveIndex, ModelIndex } from '../search/live-index.ts';
import { previewLimits } from './limits.ts';
import { startTrialIndex, type TrialIndex } from './trial-index.ts';

export type TrialDeps = {
  store: Store;
  storePath: string;
  live: LiveIndex;
  /** As members' questions are compared by meaning. */
  meaning?: Pick<Meaning, 'ofQuestion' | 'encode'>;
};

/** A trial index, with what it is of and what it could not do. */
export type Trial = {
  index: TrialIndex;
  /** Generation of what is published in it. */
  generation: number;
  sampled: boolean;
  /** New passages of a held draft went without the vectors that they would have. */
  held: boolean;
  /** The question's vector, asked for once; undefined where questions need none, or the provider gives none. */
  vectorOf(text: string): Promise<Float32Array | undefined>;
  /** Whether the provider failed to embed something. */
  isIncomplete(): boolean;
};

/** `draft` has the title that it would have; a `held` one waits for a decision about what was found in it. */
export type TrialOf = {
  documentId: string;
  draft: readonly Passage[];
  held: boolean;
  questions: readonly string[];
};

/** A copy of the index that serves, with the draft ready to take its place. */
export function openTrial(
  deps: TrialDeps,
  { documentId, draft, held, questions }: TrialOf,
  signal: AbortSignal,
): Promise<Trial> {
  const { store, storePath, live } = deps;
  return live.use(async (opened) => {
    const { added, removed } = await changeOf(store, documentId, draft);
    const attached = await vectorsOf(opened, added, held, signal);
    await deps.meaning?.encode(added, signal);
    const asked = vectorsOnce(opened);
    const sampled = (await publishedCount(store)) > previewLimits.passages;
    const wanted = new Set<number>();
    if (sampled)
      for (const text of questions) {
        const vector = await asked.vectorOf(text);
        const meant = await deps.meaning?.ofQuestion(text);
        const { hits } = await opened.index.search({
          ...{ text, k: previewLimits.candidates },
          ...(meant === undefined ? {} : { meaning: meant }),
          ...(vector === undefined ? {} : { vector }),
        });
        for (const { id } of hits) wanted.add(id);
      }
    const copy = await opened.index.copy({ passages: !sampled });
    if (copy === null)
      throw new AppError('index.not-ready', 'The index is not ready yet.', 'Start the preview again.');
    return {
      index: startTrialIndex({
        ...{ storePath, documentId, copy, removed, added: attached.passages },
        sample: sampled ? { most: previewLimits.passages, wanted: [...wanted] } : null,
      }),
      ...{ generation: copy.generation, sampled, vectorOf: asked.vectorOf },
      held: held && !attached.complete,
      isIncomplete: () => (!held && !attached.complete) || asked.hasFailed(),
    };
  });
}

/** What is held may be what must not leave the house: only vectors that are there are taken then. */
async function vectorsOf(
  { vectors }: ModelIndex,
  passages: IndexedPassage[],
  held: boolean,
  signal: AbortSignal,
): Promise<{ passages: IndexedPassage[]; complete: boolean }> {
  if (vectors === undefined) return { passages, complete: true };
  if (!held) return vectors.attach(passages, signal);
  const kept = await vectors.attachKept(passages);
  return { passages: kept, complete: kept.every(({ vector }) => vector !== undefined) };
}

/** What publishing would tell the index. */
async function changeOf(
  store: Store,
  documentId: string,
  draft: readonly Passage[],
): Promise<{ added: IndexedPassage[]; removed: number[] }> {
  const published = await currentIds(store, documentId);
  const shown = await store
    .selectFrom('documents')
    .select('title')
    .where('id', '=', documentId)
    .executeTakeFirst();
  const wanted = new Set(draft.map((passage) => Number(passage.passageId)));
  const added = draft
    .filter(({ passageId, title }) => !published.has(Number(passageId)) || title !== shown?.title)
    .map(({ passageId, documentId: documentKey, collection, title, path, headings, text, hash }) => ({
      ...{ id: Number(passageId), documentKey, collection, title, path, headings, text, hash },
    }));
  return { added, removed: [...published].filter((id) => !wanted.has(id)) };
}

async function publishedCount(store: Store): Promise<number> {
  const { count } = await store
    .selectFrom('passages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('current', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Questions are asked twice, but embedded once; before and after search with the same vector. */
function vectorsOnce({ vectors, share }: ModelIndex) {
  const known = new Map<string, Promise<Float32Array | undefined>>();
  let failed = false;
  return {
    hasFailed: () => failed,
    async vectorOf(text: string): Promise<Float32Array | undefined> {
      if (vectors === undefined || share === 0) return undefined;
      const asked = known.get(text) ?? vectors.ofQuestion(text);
      known.set(text, asked);
      const vector = await asked;
      failed ||= vector === undefined;
      return vector;
    },
  };
}
