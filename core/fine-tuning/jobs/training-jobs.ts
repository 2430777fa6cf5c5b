import { messageOf } from '../../errors.ts';
import type { ChatModel } from '../../ports/chat-model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import { type JobPlan, type Prepared, prepareJob, storeJob } from './create-job.ts';
import { type Evaluation, evaluateModel, heldOutOf } from './evaluate-model.ts';
import { followJob } from './follow-job.ts';
import { changeJob, dropTexts, filesOf, findJob, type JobRow, jobRow, listJobs, OPEN } from './job-rows.ts';
import {
  type Called,
  type Checkpoint,
  isServiceId,
  type JobAct,
  type JobEvent,
  type ServiceId,
  type TuningService,
} from './service.ts';

/** What jobs need of whoever runs Docent. */
export type TrainingJobsDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  /** A service at an address; '' = its own. */
  open(service: ServiceId, address: string): TuningService;
  /** A chat model of the service, to compare with. */
  openModel(service: TuningService, model: string): Promise<ChatModel>;
  /** The model in force, and another one in its place; says in words where that cannot be. */
  chatModel: {
    now(): string;
    use(name: string, address: string): Promise<string | null>;
    back(name: string): Promise<string | null>;
  };
  /** Collections whose documents are none of the team's. */
  leftOut: readonly string[];
};

/** Jobs at fine-tuning services, from their data to the model that answers. */
export type TrainingJobs = {
  prepare(service: ServiceId, address: string, plan: JobPlan): Promise<Prepared>;
  /** Stores the job and sends what can be sent; a refusal is a sentence. */
  create(service: ServiceId, address: string, plan: JobPlan): Promise<{ job: JobRow } | { refusal: string }>;
  list(): Promise<JobRow[]>;
  get(id: string): Promise<JobRow | undefined>;
  /** Takes a job as far as it gets now, evaluation included. */
  follow(id: string, signal: AbortSignal): Promise<JobRow>;
  followAll(signal: AbortSignal): Promise<void>;
  act(id: string, act: JobAct): Promise<{ job: JobRow; problem: string | null }>;
  events(id: string): Promise<Called<JobEvent[]>>;
  checkpoints(id: string): Promise<Called<Checkpoint[]>>;
  /** Has the finished model answer, or the one before it again; `problem` says why it cannot. */
  promote(id: string): Promise<{ job: JobRow; problem: string | null }>;
  rollBack(id: string): Promise<{ job: JobRow; problem: string | null }>;
};

export function createTrainingJobs(deps: TrainingJobsDeps): TrainingJobs {
  const { store } = deps;
  const serviceOf = (job: JobRow): TuningService =>
    deps.open(isServiceId(job.service) ? job.service : 'openai', job.address);

  /** One thing at a time is done to a job: two at once could create it twice. */
  const turns = new Map<string, Promise<unknown>>();
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(id) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    turns.set(id, settled);
    void settled.then(() => turns.get(id) === settled && turns.delete(id));
    return mine;
  }

  async function advance(id: string, signal: AbortSignal): Promise<JobRow> {
    const job = await followJob(
      { ...deps, service: serviceOf(await jobRow(store, id)) },
      await jobRow(store, id),
    );
    return job.state === 'trained' ? evaluate(job, signal) : job;
  }

  async function evaluate(job: JobRow, signal: AbortSignal): Promise<JobRow> {
    const valid = (await filesOf(store, job.id)).find(({ split }) => split === 'valid');
    const rows = heldOutOf(valid?.text ?? '', JSON.parse(job.clusters) as string[]);
    const service = serviceOf(job);
    try {
      const [base, tuned] = [
        await deps.openModel(service, job.base_model),
        await deps.openModel(service, job.model ?? ''),
      ];
      const asked = await evaluateModel({ base, tuned }, rows, signal);
      if (asked.kind === 'failed')
        return changeJob(deps, job.id, {
          message: `It could not be compared with its base yet: ${asked.message}`,
        });
      return judge(job, asked.evaluation);
    } catch (error) {
      return changeJob(deps, job.id, {
        message: `It could not be compared with its base yet: ${messageOf(error)}`,
      });
    }
  }

  async function judge(job: JobRow, evaluation: Evaluation): Promise<JobRow> {
    const better = evaluation.verdict === 'better';
    await dropTexts(store, job.id, ['valid']);
    const figures = `F1 on ${evaluation.n} held-out questions: ${evaluation.b.toFixed(3)} of its base, ${evaluation.a.toFixed(3)} of it`;
    const judged = await changeJob(deps, job.id, {
      ...{ state: better ? 'better' : 'kept', evaluation: JSON.stringify(evaluation) },
      message: better
        ? `${figures}.`
        : `${figures}: no gain that chance does not explain, so it does not answer.`,
    });
    return better ? (await promote(judged)).job : judged;
  }

  async function promote(job: JobRow): Promise<{ job: JobRow; problem: string | null }> {
    if (job.state === 'promoted') return { job, problem: null };
    if (job.state !== 'better' || job.model === null)
      return { job, problem: 'Only a model that was better than its base is promoted.' };
    const before = deps.chatModel.now();
    const problem = await deps.chatModel.use(job.model, serviceOf(job).chatAddress);
    if (problem !== null) return { job: await changeJob(deps, job.id, { message: problem }), problem };
    const promoted = await changeJob(deps, job.id, {
      ...{
        state: 'promoted',
        replaced: before,
        message: `${job.model} answers now, in the place of ${before}.`,
      },
    });
    return { job: promoted, problem: null };
  }

  return {
    prepare: (service, address, plan) =>
      prepareJob(store, { plan, service: deps.open(service, address), leftOut: deps.leftOut }),
    async create(id, address, plan) {
      const service = deps.open(id, address);
      const prepared = await prepareJob(store, { plan, service, leftOut: deps.leftOut });
      if (prepared.refusal !== null) return { refusal: prepared.refusal };
      const { id: jobId } = await storeJob(deps, { plan, service, address, prepared });
      return { job: await inTurn(jobId, () => advance(jobId, new AbortController().signal)) };
    },
    list: () => listJobs(store),
    get: (id) => findJob(store, id),
    follow: (id, signal) => inTurn(id, () => advance(id, signal)),
    async followAll(signal) {
      for (const { id, state } of await listJobs(store)) {
        if (signal.aborted) return;
        if (OPEN.some((open) => open === state)) await inTurn(id, () => advance(id, signal));
      }
    },
    act: (id, act) =>
      inTurn(id, async () => {
        const job = await jobRow(store, id);
        const service = serviceOf(job);
        if (!OPEN.some((open) => open === job.state)) return { job, problem: 'The job is over.' };
        if (job.state === 'trained') return { job, problem: 'The training is over.' };
        if (!service.acts.includes(act)) return { job, problem: `${service.id} cannot ${act} a job.` };
        if (act === 'cancel') {
          // It is noted first: whatever the service has of it is cancelled, today or after the next start.
          await changeJob(deps, id, { cancel: 1 });
          return { job: await advance(id, new AbortController().signal), problem: null };
        }
        if (job.remote_id === null) return { job, problem: 'The service does not have the job yet.' };
        const done = await service.act(job.remote_id, act);
        if (!done.ok) return { job, problem: done.message };
        const message = `The service says: ${done.value.word}.`;
        return { job: await changeJob(deps, id, { remote_word: done.value.word, message }), problem: null };
      }),
    events: (id) => ofRemote(id, (service, remote) => service.events(remote)),
    checkpoints: (id) => ofRemote(id, (service, remote) => service.checkpoints(remote)),
    promote: (id) => inTurn(id, async () => promote(await jobRow(store, id))),
    rollBack: (id) =>
      inTurn(id, async () => {
        const job = await jobRow(store, id);
        if (job.state !== 'promoted') return { job, problem: 'Its model does not answer.' };
        const problem = await deps.chatModel.back(job.replaced ?? '');
        if (problem !== null) return { job, problem };
        const message = `${job.replaced} answers again.`;
        return {
          job: await changeJob(deps, id, { state: 'better', replaced: null, message }),
          problem: null,
        };
      }),
  };

  async function ofRemote<T>(
    id: string,
    ask: (service: TuningService, remoteId: string) => Promise<Called<T[]>>,
  ): Promise<Called<T[]>> {
    const job = await jobRow(store, id);
    return job.remote_id === null ? { ok: true, value: [] } : ask(serviceOf(job), job.remote_id);
  }
}
