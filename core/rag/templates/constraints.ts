import { z } from 'zod';
import type { ReplyShape } from '../../ports/chat-model.ts';
import { readJson } from '../../text/read-json.ts';
import { templateWording as words } from './wording.ts';

/** What a model's reply came to: a value within its constraint, or what is wrong with it, in words for the model. */
export type Reading<T> = { kind: 'value'; value: T; repaired: boolean } | { kind: 'wrong'; why: string };

/** One kind of hole in a template. `read` never gives a value outside the constraint, whoever enforced it. */
export type Constraint<T> = {
  /** The constraint in words, for a model that nothing else holds to it. */
  readonly say: string;
  /** The same for servers that can hold a reply to it; null where it cannot be said. */
  readonly shape: ReplyShape | null;
  read(reply: string): Reading<T>;
  /** The value as it stands in the text that goes on after it. */
  write(value: T): string;
};

export type GenLimits = {
  /** The value ends before the first of these. */
  stop?: readonly string[];
  /** In characters. A longer reply is asked for again, or cut with `cut`. */
  maxLength?: number;
  cut?: boolean;
  /** The whole value must match. */
  pattern?: RegExp;
  /** In words, what the value is to look like. */
  say?: string;
};

/** Free text within limits. It is trimmed, and never empty. */
export function genConstraint({
  stop = [],
  maxLength,
  cut = false,
  pattern,
  say,
}: GenLimits): Constraint<string> {
  const whole = pattern === undefined ? null : wholeMatch(pattern);
  return {
    say: [say ?? words.gen, maxLength === undefined ? '' : words.atMost(maxLength)].filter(Boolean).join(' '),
    shape: pattern === undefined ? null : { kind: 'pattern', pattern: pattern.source },
    read(reply) {
      const ends = stop.map((mark) => reply.indexOf(mark)).filter((at) => at !== -1);
      const stopped = ends.length === 0 ? reply : reply.slice(0, Math.min(...ends));
      let value = stopped.trim();
      const isLong = maxLength !== undefined && value.length > maxLength;
      if (isLong && !cut) return { kind: 'wrong', why: words.tooLong(maxLength) };
      if (isLong) value = cutAt(value, maxLength).trim();
      if (value === '') return { kind: 'wrong', why: words.empty };
      if (whole !== null && !whole.test(value)) return { kind: 'wrong', why: words.noMatch };
      return { kind: 'value', value, repaired: value !== reply.trim() };
    },
    write: (value) => value,
  };
}

/** A text that matches a pattern as a whole: the first such piece of the reply where the reply is more than that. */
export function regexConstraint(pattern: RegExp, say?: string): Constraint<string> {
  const whole = wholeMatch(pattern);
  const flags = new Set([...pattern.flags.replace('y', ''), 'g']);
  return {
    say: say ?? words.pattern(pattern.source),
    shape: { kind: 'pattern', pattern: pattern.source },
    read(reply) {
      const exact = reply.trim();
      if (whole.test(exact)) return { kind: 'value', value: exact, repaired: false };
      for (const [found] of reply.matchAll(new RegExp(pattern.source, [...flags].join('')))) {
        if (found !== '' && whole.test(found)) return { kind: 'value', value: found, repaired: true };
      }
      return { kind: 'wrong', why: words.noMatch };
    },
    write: (value) => value,
  };
}

/** One of some texts. A reply that begins with exactly one of them, or names one after a colon, is taken for it. */
export function selectConstraint<const Option extends string>(
  options: readonly Option[],
): Constraint<Option> {
  const find = (text: string) => options.find((option) => bare(option) === bare(text));
  return {
    say: words.select(options),
    shape: { kind: 'choice', options },
    read(reply) {
      const exact = options.find((option) => option === reply.trim());
      if (exact !== undefined) return { kind: 'value', value: exact, repaired: false };
      const [opening = ''] = reply.split(/[.,;:!?\n]/, 1);
      const named = options.filter((option) => holds(reply, option));
      const value =
        find(reply) ?? (named.length === 1 ? (find(opening) ?? find(afterColon(reply))) : undefined);
      return value === undefined
        ? { kind: 'wrong', why: words.notAmong }
        : { kind: 'value', value, repaired: true };
    },
    write: (value) => value,
  };
}

/** A value of a schema, written as JSON. */
export function jsonConstraint<T>(schema: z.ZodType<T>): Constraint<T> {
  const json = toJsonSchema(schema);
  return {
    say: words.json(json === null ? null : JSON.stringify(json)),
    shape: json === null ? null : { kind: 'json', schema: json },
    read(reply) {
      const read = readJson(reply);
      if (read.kind === 'unreadable') return { kind: 'wrong', why: words.unreadable(read.why) };
      const parsed = schema.safeParse(read.value);
      if (parsed.success) return { kind: 'value', value: parsed.data, repaired: read.repaired };
      const issues = parsed.error.issues.slice(0, 5);
      return {
        kind: 'wrong',
        why: words.misshapen(issues.map(({ path, message }) => `/${path.join('/')}: ${message}`)),
      };
    },
    write: (value) => JSON.stringify(value) ?? 'null',
  };
}

function toJsonSchema(schema: z.ZodType): Record<string, unknown> | null {
  try {
    return z.toJSONSchema(schema);
  } catch {
    return null;
  }
}

function wholeMatch(pattern: RegExp): RegExp {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gym]/g, ''));
}

/** Cuts between characters, never inside one that takes two units. */
function cutAt(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** An option as it may be dressed up: case, quotes, stars and a full stop do not count. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^[\s"'`*_([]+|[\s"'`*_)\].!]+$/g, '')
    .toLowerCase();
}

function holds(text: string, option: string): boolean {
  const at = text.toLowerCase().indexOf(option.toLowerCase());
  if (at === -1) return false;
  return !/[\p{L}\p{N}]/u.test(`${text[at - 1] ?? ' '}${text[at + option.length] ?? ' '}`);
}

const afterColon = (text: string) => text.slice(text.lastIndexOf(':') + 1);
