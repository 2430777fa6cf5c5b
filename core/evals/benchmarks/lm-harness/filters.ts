import { findAll, pythonRegex } from './python/regex.ts';
import { type Fields, pythonText, type Value } from './python/values.ts';

/** A filter of a task: its steps, with their options. */
export type FilterConfig = { name: string; steps: { function: string; options: Fields }[] };
/** The answers to one request, before and after a step. */
type Filter = (answers: Value[], options: Fields, doc: Fields) => Value;

const eachText =
  (change: (text: string, options: Fields, doc: Fields) => Value): Filter =>
  (answers, options, doc) =>
    answers.map((answer) => change(typeof answer === 'string' ? answer : '', options, doc));

/** The harness's filters, by the name that task files give them. */
const FILTERS: Readonly<Record<string, Filter>> = {
  regex: eachText((text, options) => extracted(text, options) ?? fallbackOf(options)),
  multi_choice_regex: eachText(choiceIn),
  remove_whitespace: eachText((text) => text.trim()),
  lowercase: eachText((text) => text.toLowerCase()),
  uppercase: eachText((text) => text.toUpperCase()),
  map: eachText((text, { mapping_dict: table = {}, default_value: otherwise = null }) =>
    table !== null && typeof table === 'object' && !Array.isArray(table) && Object.hasOwn(table, text)
      ? (table[text] ?? null)
      : otherwise,
  ),
  take_first: ([first = null]) => first,
  take_first_k: (answers, { k = 1 }) => {
    if (answers.length < Number(k))
      throw new Error(`take_first_k needs ${Number(k)} answers, there are ${answers.length}`);
    return answers.slice(0, Number(k));
  },
  majority_vote: (answers) => {
    const votes = new Map<string, { answer: Value; count: number }>();
    for (const answer of answers) {
      const vote = votes.get(pythonText(answer)) ?? { answer, count: 0 };
      votes.set(pythonText(answer), { answer, count: vote.count + 1 });
    }
    const most = Math.max(...[...votes.values()].map(({ count }) => count));
    // The first that was given wins among equals.
    return [[...votes.values()].find(({ count }) => count === most)?.answer ?? null];
  },
};

export function isFilter(name: string): boolean {
  return Object.hasOwn(FILTERS, name);
}

/** Sends the answers to one request through the steps of a filter. Throws an Error that names the step that failed. */
export function applyFilter({ steps }: FilterConfig, answers: Value[], doc: Fields): Value {
  let current: Value = answers;
  for (const { function: name, options } of steps) {
    const filter = FILTERS[name];
    if (filter !== undefined) current = filter(Array.isArray(current) ? current : [current], options, doc);
  }
  return current;
}

const DEFAULT_PATTERN = '#### (\\-?[0-9\\.\\,]+)';

function fallbackOf({ fallback = '[invalid]' }: Fields): Value {
  return fallback;
}

/** The match that is asked for, of its groups the first that is not empty; null without one. */
function extracted(text: string, options: Fields, pattern = pythonRegex(patternOf(options))): string | null {
  const matches = findAll(pattern, text);
  const { group_select: select = 0 } = options;
  if (matches.length === 0) return null;
  const match = matches.at(Number(select));
  if (match === undefined) throw new Error(`regex has no match number ${Number(select)}`);
  const found = Array.isArray(match) ? match.find((group) => group !== '') : match;
  return found?.trim() ?? null;
}

function patternOf({ regex_pattern: pattern = DEFAULT_PATTERN }: Fields): string {
  return pythonText(pattern);
}

/** A letter in brackets: by the pattern, else by the text of a choice, else by a letter after a colon. */
function choiceIn(text: string, options: Fields, doc: Fields): Value {
  const { choices } = doc;
  if (!Array.isArray(choices))
    throw new Error('multi_choice_regex needs the field "choices" of the document');
  const direct = extracted(text, options);
  if (direct !== null && direct !== '') return direct;
  const letterOf = (at: number) => String.fromCharCode('A'.charCodeAt(0) + at);
  const plain = choices.map((choice) => withoutIgnored(pythonText(choice).trim(), options));
  const escaped = plain.map((choice) => choice.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  const byText = extracted(
    withoutIgnored(text, options),
    options,
    new RegExp(escaped.join('|').replaceAll('\\-', '-'), 'gu'),
  );
  const at = byText === null ? -1 : plain.indexOf(byText);
  if (byText !== null && byText !== '') return at === -1 ? byText : `(${letterOf(at)})`;
  const letters = new RegExp(`:\\s*(${choices.map((_, index) => letterOf(index)).join('|')})`, 'gu');
  const letter = extracted(text, options, letters);
  return letter === null || letter === '' ? fallbackOf(options) : `(${letter})`;
}

function withoutIgnored(text: string, options: Fields): string {
  const { regexes_to_ignore: ignored, ignore_case: anyCase, ignore_punctuation: bare } = options;
  let left = text;
  for (const pattern of Array.isArray(ignored) ? ignored : [])
    left = left.replace(pythonRegex(pythonText(pattern)), '');
  if (anyCase === true) left = left.toLowerCase();
  return bare === true ? left.replace(/\p{P}/gu, '') : left;
}
