import path from 'node:path';
import { AppError } from '../../../../core/errors.ts';
import { checkScorer } from '../../../../core/evals/benchmarks/asking/likelihood.ts';
import {
  type AnswerLine,
  addLine,
  askedKey,
  askOne,
  lineKey,
  type Models,
  needsLikelihood,
  notSent,
  requestsToAsk,
  type ToAsk,
} from '../../../../core/evals/benchmarks/lm-harness/ask-folder.ts';
import type { ReadData } from '../../../../core/evals/benchmarks/lm-harness/documents.ts';
import { type Answer, createAnswers } from '../../../../core/evals/benchmarks/lm-harness/responses.ts';
import type { CheckedFolder } from '../../../../core/evals/benchmarks/lm-harness/run-folder.ts';
import { type Context, usageError } from '../../context.ts';
import { jsonLine } from '../../json-line.ts';
import { plural } from '../../words.ts';
import { openAnswerFile, openNoFile } from './answer-file.ts';
import { askPool } from './ask-pool.ts';
import { openBenchmarkModel, openScorer, readConcurrency } from './models.ts';

export type AskOptions = { model: string; out?: string; concurrency?: string; startToken?: string };

/** The file of recorded answers in `--out`; `--responses` reads it back. */
export const RESPONSES_FILE = 'responses.jsonl';

/** What a folder's tasks were answered, and how many requests have no answer. */
export type Asked = { answer: Answer; unanswered: number };

/** Asks a model what is not in `--out` yet. Each answer is written there at once. */
export async function askHarness(
  context: Context,
  { tasks }: CheckedFolder,
  read: ReadData,
  options: AskOptions,
): Promise<Asked> {
  const { io } = context;
  const width = readConcurrency(options.concurrency);
  for (const task of tasks.values()) for (const words of notSent(task)) io.err(`${words}\n`);
  const all = await requestsToAsk(tasks.values(), read);
  const file =
    options.out === undefined
      ? openNoFile()
      : await openAnswerFile(path.join(path.resolve(io.cwd, options.out), RESPONSES_FILE));
  const answers = createAnswers();
  const wanted = new Set(all.map(askedKey));
  let cut = 0;
  const take = (line: AnswerLine) => {
    addLine(answers, line);
    if (line.cutOff && wanted.has(lineKey(line))) cut += 1;
  };
  const known = new Set<string>();
  for (const text of file.lines) {
    const line = knownLine(text, options);
    take(line);
    known.add(lineKey(line));
  }
  const left = all.filter((one) => !known.has(askedKey(one)));
  io.err(
    `${plural(all.length, 'request')}, ${all.length - left.length} answered before, ${left.length} to ask.\n`,
  );
  const models = await openModels(context, left, options);
  const unanswered = await askPool(context, left, width, {
    label: options.model,
    async ask(one) {
      const answer = await askOne(models, one, io.signal);
      if ('kind' in answer) return answer;
      take(answer);
      await file.append(jsonLine(answer));
      return null;
    },
  });
  for (const { item, why } of unanswered)
    io.err(`task ${item.task.task}, document ${item.document}: no answer (${why.reason}): ${why.message}\n`);
  if (answers.size() === 0) throw new AppError('evals.nothing-scored', 'No request was answered.', '');
  if (cut > 0)
    io.err(`${plural(cut, 'reply', 'replies')} ended at the longest length that its task allows.\n`);
  return { answer: answers.answer, unanswered: unanswered.length };
}

function knownLine(line: string, { model, out }: AskOptions): AnswerLine {
  const known = JSON.parse(line) as AnswerLine;
  if (known.model === model) return known;
  throw usageError(
    `${path.join(out ?? '', RESPONSES_FILE)} holds answers of ${known.model}, not of ${model}.`,
    'Name another folder with --out.',
  );
}

/** Opens what the requests need, and asks a completions server first whether it can do what they need. */
async function openModels(
  { config, io }: Context,
  left: readonly ToAsk[],
  { model, startToken }: AskOptions,
): Promise<Models> {
  const likelihood = left.filter(({ task }) => needsLikelihood(task));
  const chat = likelihood.length < left.length ? await openBenchmarkModel(config, model) : null;
  if (likelihood.length === 0) return { chat, scorer: null, start: '' };
  const names = [...new Set(likelihood.map(({ task }) => `${task.task} (${task.outputType})`))].join(', ');
  const cannot = (why: string) =>
    new AppError(
      'evals.no-log-probabilities',
      `${model} cannot be asked for ${names}: ${why}`,
      'These tasks need a completions server that takes "echo" and "logprobs", such as vLLM: openai:NAME, its address in OPENAI_BASE_URL.',
    );
  const scorer = await openScorer(config, model).catch((error: unknown) => {
    throw error instanceof AppError ? cannot(error.message) : error;
  });
  if (scorer === null) throw cannot('its provider gives no log-probabilities of a given text.');
  const able = await checkScorer(scorer, io.signal);
  if (able.kind === 'none') throw cannot(able.message);
  const bare = likelihood.find(
    ({ task, request }) => task.outputType === 'loglikelihood_rolling' || request.context === '',
  );
  if (bare !== undefined && !able.startToken && startToken === undefined)
    throw usageError(
      `Task ${bare.task.task} asks how likely a text is from its first token on, and the server puts no start token before it.`,
      'Name the model\'s start token with --start-token, for instance "<|endoftext|>".',
    );
  return { chat, scorer, start: startToken ?? '' };
}
