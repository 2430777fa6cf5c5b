import { pythonSampler } from './python/random.ts';
import { type Fields, pythonText, readLiteral, type Value } from './python/values.ts';
import type { TaskConfig } from './task-config.ts';
import { renderTemplate } from './template.ts';

/** What is asked about a document: its prompts (one, or one a choice), the choices and what is right. */
export type Asked = {
  contexts: string[];
  choices: string[] | null;
  target: Value;
  /** Where each choice has a prompt of its own: which of them is right. */
  multipleInput: boolean;
  gold: Value;
};

/** The harness's seed for drawing shots. */
const FEWSHOT_SEED = 1234;

/** Builds prompts, document by document in order. `shots`: what may stand before a question. */
export function createPrompter(task: TaskConfig, shots: readonly Fields[]): (doc: Fields) => Asked {
  const sample = pythonSampler(FEWSHOT_SEED);
  const pool = task.fewshotIndices?.flatMap((at): Fields[] => {
    const shot = shots[at];
    return shot === undefined ? [] : [shot];
  }) ?? [...shots];
  /** Shots from the split that is asked must not hold the question itself; the harness draws one more there. */
  const own =
    fewshotSplitOf(task) === task.evaluated || task.fewshotSplit === (task.fields['test_split'] ?? null);
  const draw = (doc: Fields): Fields[] => {
    const { numFewshot: count, sampler } = task;
    if (count === 0) return [];
    const others = (docs: Fields[]) =>
      own ? docs.filter((shot) => JSON.stringify(shot) !== JSON.stringify(doc)) : docs;
    const needed = count + (own && sampler === 'default' ? 1 : 0);
    if (needed > pool.length) throw new Error(`${needed} shots are wanted, there are ${pool.length}`);
    return others(sampler === 'first_n' ? pool : sample(pool, needed)).slice(0, count);
  };
  return (doc) => {
    const text = textOf(doc, task.docToText, task.docToChoice !== null);
    const choices = choicesOf(doc, task.docToChoice);
    const target = targetOf(doc, task.docToTarget, task.docToChoice !== null);
    const multipleInput = typeof text === 'number' && choices !== null;
    const before =
      fieldOf(doc, task.description) +
      draw(doc)
        .map((shot) => shotText(task, shot))
        .join('');
    const prefix = task.genPrefix === null ? '' : fieldOf(doc, task.genPrefix);
    const ask = (question: string, delimiter: string) =>
      before + question + (prefix !== '' && isTight(question, prefix) ? delimiter : '') + prefix;
    return {
      contexts: multipleInput
        ? choices.map((choice) => ask(choice, ''))
        : [ask(pythonText(text), task.targetDelimiter)],
      ...{ choices, target, multipleInput, gold: text },
    };
  };
}

/** The split that shots are drawn from; null where the task lists its shots. */
export function fewshotSplitOf(task: TaskConfig): string | null {
  if (task.fewshotSplit !== null) return task.fewshotSplit;
  if (task.fewshotSamples !== null) return null;
  const { training_split: training, validation_split: validation } = task.fields;
  const split = training ?? validation;
  return typeof split === 'string' ? split : task.evaluated;
}

/** A question with its answer, as it stands before the one that is asked. */
function shotText({ shot: config }: TaskConfig, doc: Fields): string {
  const choices = choicesOf(doc, config.docToChoice);
  const text = textOf(doc, config.docToText, config.docToChoice !== null);
  const target = targetOf(doc, config.docToTarget, config.docToChoice !== null);
  const question = typeof text === 'number' && choices !== null ? (choices[text] ?? '') : pythonText(text);
  const chosen =
    typeof target === 'number' && typeof text !== 'number' ? (choices?.[target] ?? target) : target;
  const answer = pythonText(Array.isArray(chosen) ? (chosen[0] ?? '') : chosen);
  const prefix = config.genPrefix === null ? '' : fieldOf(doc, config.genPrefix);
  if (answer === '') return question;
  const joined = prefix === '' ? answer : prefix + (isTight(prefix, answer) ? ' ' : '') + answer;
  const delimiter = prefix === '' || isTight(question, prefix) ? config.targetDelimiter : '';
  return question + delimiter + joined + config.fewshotDelimiter;
}

/** Whether two texts would run into each other. */
function isTight(before: string, after: string): boolean {
  return before !== '' && !/\s$/.test(before) && !/^\s/.test(after);
}

function fieldOf(doc: Fields, field: string): string {
  return Object.hasOwn(doc, field) ? pythonText(doc[field] ?? null) : renderTemplate(field, doc);
}

function textOf(doc: Fields, template: Value, hasChoices: boolean): Value {
  if (typeof template !== 'string') return template;
  if (Object.hasOwn(doc, template)) return doc[template] ?? null;
  const text = renderTemplate(template, doc);
  return hasChoices && /^\d+$/.test(text) ? Number(text) : text;
}

function targetOf(doc: Fields, template: Value, hasChoices: boolean): Value {
  const text = textOf(doc, template, hasChoices);
  if (typeof text !== 'string' || (typeof template === 'string' && Object.hasOwn(doc, template))) return text;
  return /^\[[\s\S]*\]$/.test(text) ? (readLiteral(text) ?? text) : text;
}

function choicesOf(doc: Fields, template: Value): string[] | null {
  if (template === null) return null;
  const given =
    typeof template !== 'string'
      ? template
      : Object.hasOwn(doc, template)
        ? doc[template]
        : readLiteral(renderTemplate(template, doc));
  const list = given !== null && typeof given === 'object' ? Object.values(given) : null;
  if (list === null || list.length === 0) throw new Error('"doc_to_choice" gives no list of choices');
  return list.map(pythonText);
}
