import type { ChatModel, Sampling } from '../../../ports/chat-model.ts';
import type { TextScorer } from '../../../ports/text-scorer.ts';
import { generate, type Unanswered } from '../asking/generate.ts';
import { likelihoodOf } from '../asking/likelihood.ts';
import type { ReadData } from './documents.ts';
import { hashOf } from './hash.ts';
import type { Fields, Value } from './python/values.ts';
import type { Answers, Request } from './responses.ts';
import { argumentsOf, askedDocuments, repeatsOf } from './run-task.ts';
import type { TaskConfig } from './task-config.ts';

/** A request to a model. `document`: the first of its task that has it. */
export type ToAsk = { task: TaskConfig; document: number; request: Request; repeat: number };

/** A line of recorded answers: what `readResponses` reads, and which model it was. `cutOff`: at the longest reply allowed. */
export type AnswerLine = {
  model: string;
  task: string;
  arguments: Value[][];
  resps: Value[][];
  repeat?: number;
  cutOff?: true;
};

/** What requests go to; null where no task needs it. `start` stands before a text without context. */
export type Models = { chat: ChatModel | null; scorer: TextScorer | null; start: string };

const MOST_TOKENS = 256;
const SENT = ['until', 'temperature', 'do_sample', 'max_gen_toks'];

/** All that tasks ask, each request once, in the order of tasks and documents. */
export async function requestsToAsk(tasks: Iterable<TaskConfig>, read: ReadData): Promise<ToAsk[]> {
  const all = new Map<string, ToAsk>();
  for (const task of tasks)
    for (const { id, requests } of await askedDocuments(task, read))
      for (const request of requests)
        for (let repeat = 0; repeat < repeatsOf(task); repeat++) {
          const one = { task, document: id, request, repeat };
          if (!all.has(askedKey(one))) all.set(askedKey(one), one);
        }
  return [...all.values()];
}

/** The same for the same request of a task, also in another run. */
export function askedKey({ task, request, repeat }: ToAsk): string {
  return keyOf(task.task, argumentsOf(task, request), repeat);
}

export function lineKey({ task, arguments: [request = []], repeat }: AnswerLine): string {
  return keyOf(task, request, repeat ?? 0);
}

function keyOf(task: string, request: Value[], repeat: number): string {
  return hashOf(JSON.stringify([task, request, repeat]));
}

/** Adds a line to the answers that a folder is scored by. */
export function addLine(
  answers: Answers,
  { task, arguments: [request = []], resps, repeat }: AnswerLine,
): void {
  const [context, second = null] = request;
  const asked = { context: String(context), continuation: typeof second === 'string' ? second : null };
  answers.add(task, asked, resps[0] ?? [], repeat ?? null);
}

/** Whether a task's requests need log-probabilities of given texts. */
export function needsLikelihood({ outputType }: TaskConfig): boolean {
  return outputType !== 'generate_until';
}

/** Asks one request. */
export async function askOne(
  { chat, scorer, start }: Models,
  { task, request, repeat }: ToAsk,
  signal: AbortSignal,
): Promise<AnswerLine | Unanswered> {
  const line = { task: task.task, arguments: [argumentsOf(task, request)] };
  if (task.outputType === 'generate_until') {
    if (chat === null) throw new Error(`No chat model was opened for ${task.task}.`);
    const reply = await generate(chat, request.context, samplingOf(task), signal);
    if (reply.kind === 'none') return reply;
    return {
      ...{ model: chat.id, ...line, resps: [[reply.text]], repeat },
      ...(reply.cutOff && { cutOff: true }),
    };
  }
  if (scorer === null) throw new Error(`No completions server was opened for ${task.task}.`);
  const rolling = request.continuation === null;
  const [context, continuation] = rolling
    ? ['', request.context]
    : [request.context, request.continuation ?? ''];
  const found = await likelihoodOf(scorer, { context, continuation, start }, signal);
  if (found.kind === 'none') return found;
  return {
    ...{ model: scorer.id, ...line },
    resps: [rolling ? [found.sum] : [[found.sum, found.greedy]]],
  };
}

/** How a task's replies are drawn: without chance unless it says otherwise. */
export function samplingOf({ generation }: TaskConfig): Sampling {
  const { until = [], temperature, do_sample: draws, max_gen_toks: longest } = generation;
  const stop = (Array.isArray(until) ? until : [until]).filter((text) => typeof text === 'string');
  return {
    temperature: typeof temperature === 'number' && draws !== false ? temperature : 0,
    maxTokens: typeof longest === 'number' ? longest : MOST_TOKENS,
    stop,
  };
}

/** What a task asks of generation that is not sent to models, in words. */
export function notSent({ task, outputType, generation }: TaskConfig): string[] {
  const others = Object.keys(generation satisfies Fields).filter((name) => !SENT.includes(name));
  if (outputType !== 'generate_until' || others.length === 0) return [];
  return [`task ${task}: "generation_kwargs" has ${others.join(', ')}, which Docent does not send.`];
}
