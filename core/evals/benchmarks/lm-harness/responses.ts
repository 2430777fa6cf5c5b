import { wrongFile } from '../wrong-file.ts';
import { hashOf } from './hash.ts';
import type { Value } from './python/values.ts';

/** A request as the harness makes it: a context, and for a log-likelihood its continuation. */
export type Request = { context: string; continuation: string | null };
/** What a model answered: one entry a repeat. Null where nothing is recorded. */
export type Answer = (task: string, request: Request) => Value[] | null;

/** Answers as they come in. */
export type Answers = {
  /** `repeat`: which of several answers to a request this one is; null where `answer` holds all of them. */
  add(task: string | null, request: Request, answer: Value[], repeat: number | null): void;
  size(): number;
  answer: Answer;
};

/** Keeps answers by task, context and continuation; of each long context only its hash. */
export function createAnswers(): Answers {
  const recorded = new Map<string, Value[]>();
  return {
    add(task, request, answer, repeat) {
      const key = keyOf(task, request);
      const known = recorded.get(key);
      const [first = null] = answer;
      if (repeat !== null) recorded.set(key, Object.assign(known ?? [], { [String(repeat)]: first }));
      // The same request stands on a line for each filter.
      else if (known === undefined) recorded.set(key, answer);
    },
    size: () => recorded.size,
    answer(task, request) {
      const found = recorded.get(keyOf(task, request)) ?? recorded.get(keyOf(null, request)) ?? null;
      // A repeat that is not there leaves a hole, which counts as no answer.
      return found?.filter(() => true) ?? null;
    },
  };
}

/**
 * Reads recorded answers, one of lm-evaluation-harness's sample lines a line, of which `task`, `arguments` and `resps`
 * count. They are found by task, context and continuation; `repeat` says which of several answers to it a line holds.
 * Throws with the line and the field that is wrong.
 */
export function readResponses(file: string, text: string): Answer {
  const answers = createAnswers();
  for (const [at, content] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() === '') continue;
    const wrong = (what: string) => wrongFile(file, at + 1, what);
    const row = parsed(content);
    if (row === null || typeof row !== 'object' || Array.isArray(row))
      throw wrong('this is not a JSON object.');
    const { task = null, arguments: requests, resps: given, repeat = null } = row;
    if (task !== null && typeof task !== 'string') throw wrong('"task" must be a text.');
    if (!Array.isArray(requests)) throw wrong('"arguments" must be a list of requests.');
    if (!Array.isArray(given) || given.length !== requests.length)
      throw wrong('"resps" must be a list with an entry for each of "arguments".');
    for (const [number, request] of requests.entries()) {
      const [context, second = null] = Array.isArray(request) ? request : [];
      if (typeof context !== 'string')
        throw wrong(`"arguments" ${number} must be a list that starts with a text.`);
      const answer = given[number];
      if (!Array.isArray(answer) || answer.length === 0)
        throw wrong(`"resps" ${number} must be a list of at least one answer.`);
      const asked = { context, continuation: typeof second === 'string' ? second : null };
      answers.add(task, asked, answer, typeof repeat === 'number' ? repeat : null);
    }
  }
  if (answers.size() === 0) throw wrongFile(file, null, 'the file holds no answer.');
  return answers.answer;
}

function keyOf(task: string | null, { context, continuation }: Request): string {
  return hashOf(JSON.stringify([task, context, continuation]));
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}
