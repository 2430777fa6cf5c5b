import { wrongFile } from '../wrong-file.ts';
import { aggregate } from './aggregate.ts';
import { type DocumentMetrics, scoreDocument } from './document-metrics.ts';
import { type ReadData, readSplit } from './documents.ts';
import { applyFilter } from './filters.ts';
import { hashOf } from './hash.ts';
import { type Asked, createPrompter, fewshotSplitOf } from './prompt.ts';
import { type Fields, pythonText, type Value } from './python/values.ts';
import type { Answer, Request } from './responses.ts';
import type { TaskConfig } from './task-config.ts';

/** A line of lm-evaluation-harness's sample files. */
export type Sample = { [field: string]: Value };
/** A task's numbers, by `metric,filter` and `metric_stderr,filter`, and its samples. */
export type TaskRun = {
  task: TaskConfig;
  numbers: { [key: string]: number | 'N/A' };
  /** Documents that were scored, of so many. */
  count: number;
  documents: number;
  samples: Sample[];
};

/** A document as its task asks it. `id`: its place in the split. */
export type AskedDocument = { id: number; doc: Fields; asked: Asked; requests: Request[] };
type Answered = AskedDocument & { answers: Value[][] };

/** Every document of a task with its requests. Throws and names the task and the document that fails. */
export async function askedDocuments(task: TaskConfig, read: ReadData): Promise<AskedDocument[]> {
  const docs = await readSplit(task, task.evaluated, read);
  const shots = await readShots(task, read);
  const prompter = createPrompter(task, shots);
  return docs.map((doc, id) =>
    named(task, id, () => {
      const asked = prompter(doc);
      return { id, doc, asked, requests: requestsOf(task, asked) };
    }),
  );
}

/**
 * Asks every document of a task and scores the answers. Throws and names the task and the document that fails; with
 * `leaveOut`, a document without an answer is not counted instead.
 */
export async function runTask(
  task: TaskConfig,
  read: ReadData,
  answer: Answer,
  leaveOut = false,
): Promise<TaskRun> {
  const documents = await askedDocuments(task, read);
  const isAnswered = ({ requests }: AskedDocument) =>
    requests.every((request) => (answer(task.task, request)?.length ?? 0) >= repeatsOf(task));
  const answered = (leaveOut ? documents.filter(isAnswered) : documents).map((document) =>
    named(task, document.id, () => ({
      ...document,
      answers: document.requests.map((request) => answersTo(task, request, answer)),
    })),
  );
  const samples: Sample[] = [];
  const numbers: TaskRun['numbers'] = {};
  for (const filter of task.filters) {
    const scored = answered.map((one) =>
      named(task, one.id, () => {
        const filtered = one.answers.map((answers) => applyFilter(filter, answers, one.doc));
        const metrics = scoreDocument(task, one.asked, filtered);
        samples.push(sampleOf(task, one, filter.name, filtered, metrics));
        return metrics;
      }),
    );
    for (const { metric, aggregation } of task.metrics) {
      const { value, stderr } = aggregate(
        aggregation,
        scored.map((metrics) => metrics[metric] ?? null),
      );
      numbers[`${metric},${filter.name}`] = value;
      numbers[`${metric}_stderr,${filter.name}`] = stderr;
    }
  }
  return { task, numbers, count: answered.length, documents: documents.length, samples };
}

async function readShots(task: TaskConfig, read: ReadData): Promise<Fields[]> {
  if (task.numFewshot === 0) return [];
  const split = fewshotSplitOf(task);
  return split === null ? (task.fewshotSamples ?? []) : readSplit(task, split, read);
}

/** Names task and document in whatever goes wrong with one. */
function named<Result>({ task, file }: TaskConfig, id: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw wrongFile(
      file,
      null,
      `task ${task}, document ${id}: ${error instanceof Error ? error.message : 'unknown error'}.`,
    );
  }
}

function requestsOf(task: TaskConfig, { contexts, choices, target, multipleInput }: Asked): Request[] {
  const [context = ''] = contexts;
  switch (task.outputType) {
    case 'generate_until':
      return [{ context, continuation: null }];
    case 'loglikelihood':
      return [{ context, continuation: pythonText(target) }];
    case 'loglikelihood_rolling':
      return [{ context: pythonText(target), continuation: null }];
    case 'multiple_choice': {
      const written = (text: string) => `${task.targetDelimiter}${text}`;
      if (multipleInput)
        return contexts.map((each) => ({ context: each, continuation: written(pythonText(target)) }));
      const conditional = (choices ?? []).map((choice) => ({ context, continuation: written(choice) }));
      const plain = task.metrics.some(({ metric }) => metric === 'acc_mutual_info');
      return plain
        ? [...conditional, ...conditional.map((request) => ({ ...request, context: '' }))]
        : conditional;
    }
  }
}

function answersTo(task: TaskConfig, request: Request, answer: Answer): Value[] {
  const answers = answer(task.task, request);
  const what =
    request.continuation === null ? '' : ` for the continuation ${JSON.stringify(request.continuation)}`;
  if (answers === null) throw new Error(`no response is recorded${what}`);
  const repeats = repeatsOf(task);
  if (answers.length < repeats)
    throw new Error(`${repeats} responses are wanted, ${answers.length} are recorded`);
  return answers.slice(0, repeats);
}

/** How many answers to a request count. */
export function repeatsOf({ outputType, repeats }: TaskConfig): number {
  return outputType === 'generate_until' ? repeats : 1;
}

/** A request as sample files write it. */
export function argumentsOf(task: TaskConfig, { context, continuation }: Request): Value[] {
  if (continuation !== null) return [context, continuation];
  return task.outputType === 'generate_until' ? [context, task.generation] : [context];
}

function sampleOf(
  task: TaskConfig,
  { id, doc, asked, requests, answers }: Answered,
  filter: string,
  filtered: Value[],
  metrics: DocumentMetrics,
): Sample {
  return {
    doc_id: id,
    doc,
    target: asked.target,
    arguments: requests.map((request) => argumentsOf(task, request)),
    ...{ resps: answers, filtered_resps: filtered, filter, metrics: Object.keys(metrics) },
    doc_hash: hashOf(JSON.stringify(doc, null, 2)),
    prompt_hash: hashOf(requests[0]?.context ?? ''),
    target_hash: hashOf(pythonText(asked.target)),
    ...metrics,
  };
}
