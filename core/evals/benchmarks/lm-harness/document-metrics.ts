import { codePoints } from '../alpaca/win-rate.ts';
import type { Asked } from './prompt.ts';
import { pythonRegex } from './python/regex.ts';
import { type Fields, pythonText, type Value } from './python/values.ts';
import type { MetricConfig, TaskConfig } from './task-config.ts';

/** What a task's metrics say of one document: a number, or what the whole task's number is made from. */
export type DocumentMetrics = { [metric: string]: Value };

/** Scores the filtered answers to a document's requests, in the order of the requests. */
export function scoreDocument(task: TaskConfig, asked: Asked, answers: readonly Value[]): DocumentMetrics {
  if (task.outputType === 'multiple_choice') return scoreChoices(task, asked, answers.map(likelihood));
  if (task.outputType === 'generate_until') return scoreText(task, asked, answers[0] ?? null);
  const { sum, greedy } = likelihood(answers[0] ?? null);
  const values: DocumentMetrics =
    task.outputType === 'loglikelihood'
      ? { perplexity: sum, acc: Number(greedy), exact_match: Number(greedy) }
      : rollingValues(sum, pythonText(asked.target));
  return pick(task, values);
}

function rollingValues(sum: number, text: string): DocumentMetrics {
  const words = text.split(/\s+/).length;
  const bytes = Buffer.byteLength(text);
  return { word_perplexity: [sum, words], byte_perplexity: [sum, bytes], bits_per_byte: [sum, bytes] };
}

function pick({ metrics }: TaskConfig, values: DocumentMetrics): DocumentMetrics {
  return Object.fromEntries(metrics.map(({ metric }) => [metric, values[metric] ?? null]));
}

type Likelihood = { sum: number; greedy: boolean };

/** An answer to a log-likelihood request: the sum over the continuation, and whether the model would write it. */
function likelihood(answer: Value): Likelihood {
  const [sum, greedy = false] = Array.isArray(answer) ? answer : [answer];
  if (typeof sum !== 'number') throw new Error('a recorded log-likelihood is no number');
  return { sum, greedy: greedy === true };
}

/** The place of the largest; the first of equals. */
function largest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function scoreChoices(task: TaskConfig, asked: Asked, all: readonly Likelihood[]): DocumentMetrics {
  const choices = asked.choices ?? [];
  const gold = goldOf(task, asked, choices);
  const own = all.slice(0, asked.multipleInput ? all.length : choices.length).map(({ sum }) => sum);
  const right = (place: number): number => Number(gold.includes(place));
  const highest = Math.max(...own);
  const weights = own.map((sum) => Math.exp(sum - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const single = gold[0] ?? -1;
  const guess = largest(own);
  const unconditional = all.slice(choices.length);
  return pick(task, {
    acc: right(guess),
    acc_norm: right(largest(own.map((sum, at) => sum / codePoints(choices[at] ?? '')))),
    acc_bytes: right(largest(own.map((sum, at) => sum / Buffer.byteLength(choices[at] ?? '')))),
    acc_mutual_info: right(largest(own.map((sum, at) => sum - (unconditional[at]?.sum ?? 0)))),
    exact_match: Number(gold.some((place) => all[place]?.greedy === true)),
    f1: [single, guess],
    mcc: [single, guess],
    brier_score: [single, weights.map((weight) => weight / total)],
  });
}

/** The places of the right choices; none where the target names no choice. */
function goldOf(task: TaskConfig, asked: Asked, choices: readonly string[]): number[] {
  const target = asked.multipleInput ? asked.gold : asked.target;
  return (Array.isArray(target) ? target : [target])
    .map((item) => (typeof item === 'number' ? item : choices.indexOf(pythonText(item))))
    .filter((place) => {
      if (place >= choices.length)
        throw new Error(`"doc_to_target" of ${task.task} is ${place}, there are ${choices.length} choices`);
      return place >= 0;
    });
}

function scoreText(task: TaskConfig, { target, choices }: Asked, answer: Value): DocumentMetrics {
  const chosen = choices !== null && typeof target === 'number' ? (choices[target] ?? target) : target;
  const wanted = (Array.isArray(chosen) ? chosen : [chosen]).map(pythonText);
  const given = Array.isArray(answer) ? answer.map(pythonText) : [pythonText(answer)];
  return Object.fromEntries(
    task.metrics.map((config) => {
      if (config.metric !== 'exact_match')
        return [config.metric, [wanted.length === 1 ? (wanted[0] ?? '') : wanted, given[0] ?? '']];
      const matches = given.map((text) => Number(wanted.some((right) => sameText(config, right, text))));
      return ['exact_match', matches.reduce((sum, match) => sum + match, 0) / matches.length];
    }),
  );
}

/** Python's `string.punctuation`. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

function sameText({ options }: MetricConfig, right: string, given: string): boolean {
  return reduced(right, options) === reduced(given, options);
}

function reduced(text: string, options: Fields): string {
  const {
    regexes_to_ignore: ignored,
    ignore_case: anyCase,
    ignore_punctuation: bare,
    ignore_numbers: noNumbers,
  } = options;
  let left = text;
  for (const pattern of Array.isArray(ignored) ? ignored : [])
    left = left.replace(pythonRegex(pythonText(pattern)), '');
  if (anyCase === true) left = left.toLowerCase();
  if (bare === true) left = left.replace(PUNCTUATION, '');
  return noNumbers === true ? left.replace(/\d/g, '') : left;
}
