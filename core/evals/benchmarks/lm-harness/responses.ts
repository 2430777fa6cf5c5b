import { wrongFile } from '../wrong-file.ts';
import type { Value } from './python/values.ts';

/** A request as the harness makes it: a context, and for a log-likelihood its continuation. */
export type Request = { context: string; continuation: string | null };
/** What a model answered: one entry a repeat. Null where nothing is recorded. */
export type Answer = (task: string, request: Request) => Value[] | null;

/**
 * Reads recorded answers, one of lm-evaluation-harness's sample lines a line, of which `task`, `arguments` and `resps`
 * count. They are found by task, context and continuation. Throws with the line and the field that is wrong.
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
    const { task = null, arguments: requests, resps: answers } = row;
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
      // The same request stands on a line for each filter.
      if (!recorded.has(key)) recorded.set(key, answer);
    }
  }
  if (recorded.size === 0) throw wrongFile(file, null, 'the file holds no answer.');
  return (task, request) => recorded.get(keyOf(task, request)) ?? recorded.get(keyOf(null, request)) ?? null;
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
