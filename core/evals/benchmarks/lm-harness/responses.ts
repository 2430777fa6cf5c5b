import { wrongFile } from '../wrong-file.ts';
import type { Value } from './python/values.ts';

/** A request as the harness makes it: a context, and for a log-likelihood its continuation. */
export type Request = { context: string; continuation: string | null };
/** What a model answered: one entry a repeat. Null where nothing is recorded. */
export type Answer = (task: string, request: Request) => Value[] | null;

/**
 * Reads recorded answers, one of lm-evaluation-harness's sample lines a line, of which `task`, `arguments` and `resps`
 * count. They are found by task, context and continuation; `repeat` says which of several answers to it a line holds.
 * Throws with the line and the field that is wrong.
 */
export function readResponses(file: string, text: string): Answer {
  const recorded = new Map<string, Value[]>();
  for (const [at, content] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() === '') continue;
    const wrong = (what: string) => wrongFile(file, at + 1, what);
    const row = parsed(content);
    if (row === null || typeof row !== 'object' || Array.isArray(row))
      throw wrong('this is not a JSON object.');
    const { task = null, arguments: requests, resps: answers, repeat = null } = row;
    if (task !== null && typeof task !== 'string') throw wrong('"task" must be a text.');
    if (!Array.isArray(requests)) throw wrong('"arguments" must be a list of requests.');
    if (!Array.isArray(answers) || answers.length !== requests.length)
      throw wrong('"resps" must be a list with an entry for each of "arguments".');
    for (const [number, request] of requests.entries()) {
      const [context, second = null] = Array.isArray(request) ? request : [];
      if (typeof context !== 'string')
        throw wrong(`"arguments" ${number} must be a list that starts with a text.`);
      const answer = answers[number];
      if (!Array.isArray(answer) || answer.length === 0)
        throw wrong(`"resps" ${number} must be a list of at least one answer.`);
      const key = keyOf(task, { context, continuation: typeof second === 'string' ? second : null });
      const [first = null] = answer;
      const known = recorded.get(key);
      if (typeof repeat === 'number')
        recorded.set(key, Object.assign(known ?? [], { [String(repeat)]: first }));
      // The same request stands on a line for each filter.
      else if (known === undefined) recorded.set(key, answer);
    }
  }
  if (recorded.size === 0) throw wrongFile(file, null, 'the file holds no answer.');
  return (task, request) => {
    const found = recorded.get(keyOf(task, request)) ?? recorded.get(keyOf(null, request)) ?? null;
    // A repeat that is not there leaves a hole, which counts as no answer.
    return found?.filter(() => true) ?? null;
  };
}

function keyOf(task: string | null, { context, continuation }: Request): string {
  return JSON.stringify([task, context, continuation]);
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}
