import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { EmbeddingSwitch } from '../../core/ports/embedding-switch.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import type { Store } from '../../core/store/schema.ts';
import { createEncoderClient } from '../../knowledge/encoder/encoder-client.ts';
import { createEmbedJob, EMBED_JOB } from '../../knowledge/ingest/embed-job.ts';
import { createEncodeJob, ENCODE_JOB } from '../../knowledge/meaning/encode-job.ts';
import { createMeaning, type Meaning } from '../../knowledge/meaning/meaning.ts';
import { createStoreChain, type StoreChain } from '../../knowledge/search/follow-store.ts';
import { createLiveIndex, type LiveIndex } from '../../knowledge/search/live-index.ts';
import { readActive } from '../../knowledge/switch-index/active-index.ts';
import { createEmbeddingSwitch, removeStray } from '../../knowledge/switch-index/embedding-switch.ts';
import {
  createForgetJob,
  FORGET_VECTORS_JOB,
  planForgetting,
} from '../../knowledge/switch-index/forget-vectors.ts';
import { switchLimits } from '../../knowledge/switch-index/limits.ts';
import type { EmbedAgain } from '../../knowledge/switch-index/switch-deps.ts';
import { createSwitchJob, planSwitch, SWITCH_JOB } from '../../knowledge/switch-index/switch-job.ts';
import type { Log } from '../log.ts';
import type { Config } from '../settings/config.ts';
import { openVectors } from './embeddings.ts';
import { ENCODER, openFirstIndex, revivalOf, vectorsInUse } from './open-first-index.ts';

/** The search index with its vectors, for `assemble.ts`. */
export type Indexing = {
  live: LiveIndex;
  chain: StoreChain;
  meaning: Meaning;
  /** Writes the snapshot of the index that serves, after background work that is due. */
  saveIndex(): Promise<void>;
  indexJobs: Record<string, JobHandler>;
  embeddingSwitch: EmbeddingSwitch;
  /** Names what else keeps vectors of questions: it embeds them anew before search changes to another model. */
  embedAgainWith(others: readonly EmbedAgain[]): void;
  /** Takes over settings that were changed while it runs. */
  reconsider(config: Config): Promise<void>;
  /** Plans what is left to do, once jobs are taken. */
  resume(): void;
  close(): Promise<void>;
};

/** The encoder's thread gives its 40 MB back when nobody asked for so long. */
const ENCODER_IDLE_MS = 15 * 60_000;

/** What a provider's client is opened with. */
const PROVIDER_SETTINGS = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OLLAMA_BASE_URL',
  'VOYAGE_API_KEY',
  'VOYAGE_BASE_URL',
] as const;

export async function assembleIndexing(deps: {
  config: Config;
  store: Store;
  storePath: string;
  clock: Clock;
  jobs: JobQueue;
  log: Log;
}): Promise<Indexing> {
  const { store, storePath, jobs, log } = deps;
  let { config } = deps;
  const wanted = () => config.get('DOCENT_EMBEDDINGS');
  const open = (model: string, dimensions: number | null) => openVectors(config, deps, model, dimensions);
  const place = { dataDir: config.dataDir, storePath, revival: revivalOf(deps), encoder: ENCODER };
  const first = await openFirstIndex({ ...deps, comparesMeaning: true });

  const live = createLiveIndex(first);
  const embedLater = () => void jobs.add(EMBED_JOB, {}, { key: EMBED_JOB });
  const encodeLater = () => void jobs.add(ENCODE_JOB, {}, { key: ENCODE_JOB });
  const chain = createStoreChain({ store, live, onIncomplete: embedLater, onAdded: encodeLater });
  const encoder = createEncoderClient({ idle: { ms: ENCODER_IDLE_MS, clock: deps.clock } });
  const isOn = () => config.get('DOCENT_MEANING') === 'on';
  const meaning = createMeaning({ store, live, encoder, isOn, log });
  const limits = switchLimits;
  const embedAgain: EmbedAgain[] = [];
  const forgetting = { ...deps, limits, wanted };
  const switching = createSwitchJob({
    ...{ ...deps, live, chain, place, limits, wanted, open, embedAgain },
    onSwitched() {
      if (live.current().vectors !== undefined) embedLater();
      void planForgetting(forgetting).catch(planningFailed);
    },
  });
  const planningFailed = (error: unknown) =>
    log.error({ error: messageOf(error) }, 'planning the change of the embedding model failed');
  const saveIndex = (): Promise<void> => live.use(({ index }) => index.save());
  return {
    live,
    chain,
    meaning,
    saveIndex,
    indexJobs: {
      [EMBED_JOB]: createEmbedJob({ store, live, chain }),
      [ENCODE_JOB]: createEncodeJob(meaning, saveIndex),
      [SWITCH_JOB]: switching,
      [FORGET_VECTORS_JOB]: createForgetJob(forgetting),
    },
    embeddingSwitch: createEmbeddingSwitch({ store, jobs }),
    embedAgainWith: (others) => void embedAgain.push(...others),
    async reconsider(fresh) {
      const isOther = PROVIDER_SETTINGS.some((key) => fresh.get(key) !== config.get(key));
      config = fresh;
      const opened = live.current();
      const now = await readActive(store);
      if (isOther && now !== null && now.model === opened.model) {
        const reopened = await vectorsInUse(fresh, deps, now);
        // The same index, asked by a client with the new key or address.
        if (live.current() === opened) void live.swap({ ...opened, vectors: reopened });
      }
      await planSwitch({ store, jobs, wanted });
    },
    resume() {
      encodeLater();
      if (live.current().vectors !== undefined) embedLater();
      void removeStray(store, config.dataDir)
        .then(() => planSwitch({ store, jobs, wanted }))
        .then(() => planForgetting(forgetting))
        .catch(planningFailed);
    },
    async close() {
      await encoder.close();
      await live.current().index.close();
    },
  };
}
