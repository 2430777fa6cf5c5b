import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import { exportData } from '../export/export-data.ts';
import { type JobRow, jobRow } from './job-rows.ts';
import { JOB_LIMITS } from './limits.ts';
import { type Estimate, estimateOf } from './prices.ts';
import type { TuningService } from './service.ts';

export type JobPlan = {
  baseModel: string;
  method: 'sft' | 'dpo';
  epochs: number;
  seed: number;
  /** USD for a million tokens; null = not known. */
  price: number | null;
  /** USD that the job may cost at most. */
  budget: number;
};

export type Prepared = {
  estimate: Estimate;
  /** Why it must not be started; null where nothing speaks against it. */
  refusal: string | null;
  data: { train: string; valid: string; clusters: string[] };
};

/** The data and the price of a job, and whether it may begin. Nothing is stored or sent. */
export async function prepareJob(
  store: Store,
  { plan, service, leftOut }: { plan: JobPlan; service: TuningService; leftOut: readonly string[] },
): Promise<Prepared> {
  const format = plan.method === 'sft' ? 'openai-sft' : 'openai-dpo';
  const data = await exportData(store, { format, seed: plan.seed, leftOut });
  const text = (name: string) => data.files.find((file) => file.name === name)?.text ?? '';
  const [train, valid] = [text('train.jsonl'), text('valid.jsonl')];
  const estimate = estimateOf(
    { train: { text: train, rows: data.rows.train }, valid: { rows: data.rows.valid } },
    plan,
  );
  const clusters = text('provenance.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { split: string; cluster: string })
    .flatMap(({ split, cluster }) => (split === 'valid' ? [cluster] : []));
  const matters = new Set(clusters).size;
  return {
    estimate,
    refusal: refusalOf({ estimate, train, matters }, plan, service),
    data: { train, valid, clusters },
  };
}

function refusalOf(
  { estimate, train, matters }: { estimate: Estimate; train: string; matters: number },
  { price, budget }: JobPlan,
  { leastRows, mostBytes, id }: TuningService,
): string | null {
  const { rows, cost } = estimate;
  if (rows.train < leastRows)
    return `There are ${rows.train} rows to train on; ${id} takes ${leastRows} or more.`;
  if (matters < JOB_LIMITS.heldOutClusters)
    return `The rows to evaluate on are about ${matters} matters; ${JOB_LIMITS.heldOutClusters} are needed to tell whether the model is better.`;
  const bytes = Buffer.byteLength(train);
  if (bytes > mostBytes) return `The training file has ${bytes} bytes; ${id} takes ${mostBytes}.`;
  if (price === null || cost === null)
    return 'The price of this model is not known: say what a million tokens cost (--price).';
  if (cost > budget)
    return `It would cost about $${cost.toFixed(2)}, which is more than the budget of $${budget.toFixed(2)} (--budget).`;
  return null;
}

/** Stores a job that nothing was sent for yet. */
export async function storeJob(
  { store, clock, random }: { store: Store; clock: Clock; random: Random },
  {
    plan,
    service,
    address,
    prepared,
  }: { plan: JobPlan; service: TuningService; address: string; prepared: Prepared },
): Promise<JobRow> {
  const id = random.id('tune');
  const key = `docent-${id.slice('tune_'.length)}`;
  const { estimate, data } = prepared;
  const now = isoNow(clock);
  await store.transaction().execute(async (trx) => {
    await trx
      .insertInto('training_jobs')
      .values({
        ...{ id, key, service: service.id, address, base_model: plan.baseModel, method: plan.method },
        ...{ epochs: plan.epochs, seed: plan.seed, state: 'uploading', cancel: 0, sent_at: null },
        ...{ remote_id: null, remote_word: null, model: null, estimate: JSON.stringify(estimate) },
        ...{ clusters: JSON.stringify(data.clusters), evaluation: null, replaced: null },
        ...{ message: 'Its data is sent to the service.', created_at: now, updated_at: now },
      })
      .execute();
    const file = (split: 'train' | 'valid', text: string, rows: number) => ({
      ...{ job_id: id, split, name: `${key}-${split}.jsonl`, text, rows, sent: 0, remote_id: null },
    });
    await trx
      .insertInto('training_job_files')
      .values([
        file('train', data.train, estimate.rows.train),
        file('valid', data.valid, estimate.rows.valid),
      ])
      .execute();
  });
  return jobRow(store, id);
}
