import type { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { ChatMessage, ChatModel, ShapeHold } from '../../ports/chat-model.ts';
import type { Usage } from '../../types.ts';
import { complete } from '../complete.ts';
import {
  type Constraint,
  type GenLimits,
  genConstraint,
  jsonConstraint,
  regexConstraint,
  selectConstraint,
} from './constraints.ts';
import { templateWording } from './wording.ts';

/**
 * How a value was held to its constraint. `token` and `provider` as the model says (see `ChatModel.holdsTo`);
 * `validated` = the model was told in words, and its reply checked, repaired or asked for again; `fallback` = the
 * template's own value, after a model that could not do it. The check is made whoever else enforced it.
 */
export type Enforcement = ShapeHold | 'validated' | 'fallback';

/** One hole that was filled. `tries` counts the replies that were read. */
export type Filled = {
  name: string;
  value: unknown;
  enforced: Enforcement;
  tries: number;
  repaired: boolean;
};

/** With `otherwise`, a hole that the model cannot fill gets that value; without, the template ends there. */
export type Otherwise<T> = { otherwise?: T };

/**
 * What a template is written with: texts that stand as they are, holes that a model fills within a constraint, and
 * between them the control flow of TypeScript itself. What a hole gave stands in the conversation for the next one.
 */
export type TemplatePen = {
  system(text: string): void;
  user(text: string): void;
  /** Words put into the model's mouth: the next hole goes on after them. */
  assistant(text: string): void;
  gen(name: string, limits?: GenLimits & Otherwise<string>): Promise<string>;
  select<const Option extends string>(
    name: string,
    options: readonly Option[],
    more?: Otherwise<NoInfer<Option>>,
  ): Promise<Option>;
  regex(name: string, pattern: RegExp, more?: Otherwise<string> & { say?: string }): Promise<string>;
  json<T>(name: string, schema: z.ZodType<T>, more?: Otherwise<T>): Promise<T>;
};

export type TemplateResult<T> = { filled: Filled[]; usage: Usage[] } & (
  | { kind: 'done'; value: T }
  /** `at` is the hole that stayed empty; `why` names the model's failure or what was wrong with its last reply. */
  | { kind: 'failed'; at: string; why: string }
);

export type TemplateOptions = {
  signal: AbortSignal;
  /** How often the model is asked again for one hole. */
  reasks?: number;
};

const REASKS = 2;

/** Ends a template whose hole cannot be filled; never leaves this file. */
class HoleStaysEmpty extends Error {}

/**
 * Runs a template on a model. Every value it was given satisfies its constraint; whatever the model does, the result is
 * a value. Only a fault of the template itself throws.
 */
export async function runTemplate<T>(
  model: ChatModel,
  template: (pen: TemplatePen) => Promise<T>,
  { signal, reasks = REASKS }: TemplateOptions,
): Promise<TemplateResult<T>> {
  const messages: ChatMessage[] = [];
  const filled: Filled[] = [];
  const usage: Usage[] = [];
  let failure: { at: string; why: string } | null = null;

  const put = (role: ChatMessage['role'], text: string): void => {
    const last = messages.at(-1);
    if (last?.role === role) last.text += text;
    else messages.push({ role, text });
  };

  async function fill<V>(name: string, constraint: Constraint<V>, more: Otherwise<V>): Promise<V> {
    if (failure !== null) throw new HoleStaysEmpty();
    const { shape } = constraint;
    const held = shape === null ? null : (model.holdsTo?.(shape) ?? null);
    const prompt = promptFor(messages, constraint.say);
    const said = lastLineOf(messages);
    let why = '';
    let tries = 0;
    for (let asked: ChatMessage[] = []; tries <= reasks; ) {
      const options = { signal, ...(held !== null && shape !== null && { shape }) };
      const reply = await complete(model, [...prompt, ...asked], options);
      if (reply.kind === 'failure') {
        why = reply.reason;
        break;
      }
      tries += 1;
      usage.push(reply.usage);
      const text = withoutEcho(reply.text, said);
      const reading = constraint.read(text);
      if (reading.kind === 'value') {
        const repaired = reading.repaired || text !== reply.text;
        const enforced = reply.unheld === true ? 'validated' : (held ?? 'validated');
        filled.push({ name, value: reading.value, enforced, tries, repaired });
        put('assistant', constraint.write(reading.value));
        return reading.value;
      }
      why = reading.why;
      asked = correctionOf(reply.text, why);
    }
    if (more.otherwise === undefined) {
      failure = { at: name, why };
      throw new HoleStaysEmpty();
    }
    filled.push({ name, value: more.otherwise, enforced: 'fallback', tries, repaired: false });
    put('assistant', constraint.write(more.otherwise));
    return more.otherwise;
  }

  const pen: TemplatePen = {
    system: (text) => put('system', text),
    user: (text) => put('user', text),
    assistant: (text) => put('assistant', text),
    gen: (name, limits = {}) => fill(name, genConstraint(limits), limits),
    select: (name, options, more = {}) => {
      if (options.length > 0) return fill(name, selectConstraint(options), more);
      throw new AppError('template.no-options', `"${name}" has nothing to select from.`, 'Give options.');
    },
    regex: (name, pattern, more = {}) => fill(name, regexConstraint(pattern, more.say), more),
    json: (name, schema, more = {}) => fill(name, jsonConstraint(schema), more),
  };

  try {
    return { kind: 'done', value: await template(pen), filled, usage };
  } catch (error) {
    const stopped = failure as { at: string; why: string } | null;
    if (error instanceof HoleStaysEmpty && stopped !== null)
      return { kind: 'failed', ...stopped, filled, usage };
    throw error;
  }
}

/** The conversation so far with the constraint in words, ending with the user as every provider wants it. */
function promptFor(messages: ChatMessage[], say: string): ChatMessage[] {
  const last = messages.at(-1);
  const before = messages.map((message) => ({ ...message }));
  if (last?.role === 'user')
    return [...before.slice(0, -1), { role: 'user', text: `${last.text}\n\n${say}` }];
  const text = last?.role === 'assistant' ? `${templateWording.goOn} ${say}` : say;
  return [...before, { role: 'user', text }];
}

function correctionOf(draft: string, why: string): ChatMessage[] {
  const request: ChatMessage = { role: 'user', text: templateWording.again(why) };
  // Providers refuse an empty message of the assistant, and two of the user in a row do no harm.
  return draft.trim() === '' ? [request] : [{ role: 'assistant', text: draft }, request];
}

/** The words before a hole that a model likes to repeat. */
function lastLineOf(messages: ChatMessage[]): string {
  const last = messages.at(-1);
  return last?.role === 'assistant' ? (last.text.trimEnd().split('\n').at(-1) ?? '').trim() : '';
}

/** A reply without the words it was to go on from. */
function withoutEcho(reply: string, said: string): string {
  const text = reply.trimStart();
  // `1.` is repeated in `1. Pack`, not in `1.5`.
  const repeats = said.length > 1 && text.startsWith(said) && /^\s/.test(text.slice(said.length));
  return repeats ? text.slice(said.length) : reply;
}
