import { z } from 'zod';
import type { GoldenCase } from '../../ports/batches.ts';

/** What a column or key may be called, our own name first; case, spaces, `_` and `-` do not matter. */
type Field = (typeof goldenFields)[number];

const names: Record<Field, readonly string[]> = {
  question: ['question', 'query', 'prompt', 'userinput', 'input', 'q'],
  expectedSources: ['expectedsources', 'expectedsource', 'sources', 'source', 'documents', 'document'],
  mustAbstain: ['mustabstain', 'abstain', 'unanswerable', 'noanswer'],
  expectedAnswer: ['expectedanswer', 'answer', 'referenceanswer', 'reference', 'groundtruth'],
  expectedFacts: ['expectedfacts', 'facts', 'mustcontain'],
  tags: ['tags', 'tag', 'labels'],
};

/** Fields in the order that messages and exports name them. */
export const goldenFields = [
  ...(['question', 'expectedSources', 'mustAbstain', 'expectedAnswer'] as const),
  ...(['expectedFacts', 'tags'] as const),
] as const;

const truths: Record<string, boolean> = {
  '': false,
  true: true,
  yes: true,
  y: true,
  '1': true,
  false: false,
  no: false,
  n: false,
  '0': false,
};

const scalar = z.union([z.string(), z.number()]);

const texts = (field: Field) =>
  z.unknown().transform((value, context): string[] => {
    const list = listOf(value);
    const parsed = z.array(scalar).safeParse(list);
    if (parsed.success)
      return parsed.data.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
    context.addIssue(`${field} must be text separated by ";" or "|", or a JSON array of texts.`);
    return z.NEVER;
  });

const yesOrNo = z.unknown().transform((value, context): boolean => {
  const word = value === null || value === undefined ? '' : String(value).trim().toLowerCase();
  const truth = truths[word];
  if (truth !== undefined) return truth;
  context.addIssue(`mustAbstain is "${shorten(word)}"; write true or false.`);
  return z.NEVER;
});

const optionalText = z.unknown().transform((value, context): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value).trim() || null;
  context.addIssue('expectedAnswer must be one text.');
  return z.NEVER;
});

const goldenCase = z.object({
  question: z
    .unknown()
    .transform((value) => (typeof value === 'number' ? String(value) : (value ?? '')))
    .pipe(z.string('The question must be text.').trim().min(1, 'The question is empty.')),
  expectedSources: texts('expectedSources'),
  mustAbstain: yesOrNo,
  expectedAnswer: optionalText,
  expectedFacts: texts('expectedFacts'),
  tags: texts('tags'),
});

/** Which of these column names or keys holds each field; a field that none of them names is left out. */
export function fieldsOf(given: readonly string[]): Partial<Record<Field, string>> {
  const plain = given.map((name) => name.toLowerCase().replace(/[\s_-]/g, ''));
  const found: Partial<Record<Field, string>> = {};
  for (const field of goldenFields) {
    const alias = names[field].find((name) => plain.includes(name));
    const name = alias === undefined ? undefined : given[plain.indexOf(alias)];
    if (name !== undefined) found[field] = name;
  }
  return found;
}

/** Checks one row; when it cannot be used, `message` says why in a sentence or two. */
export function toGoldenCase(
  row: Record<string, unknown>,
): { ok: true; value: GoldenCase } | { ok: false; message: string } {
  const fields = fieldsOf(Object.keys(row));
  const named = Object.fromEntries(
    goldenFields.map((field) => [field, fields[field] === undefined ? undefined : row[fields[field]]]),
  );
  const parsed = goldenCase.safeParse(named);
  if (parsed.success) {
    const { expectedFacts, tags, ...value } = parsed.data;
    const facts = expectedFacts.length === 0 ? {} : { expectedFacts };
    return { ok: true, value: { ...value, ...facts, ...(tags.length === 0 ? {} : { tags }) } };
  }
  return { ok: false, message: parsed.error.issues.map((issue) => issue.message).join(' ') };
}

/** A cell is one text with separators, or a JSON array; `undefined` stands for "neither". */
function listOf(value: unknown): unknown {
  if (value === null || value === undefined) return [];
  if (typeof value === 'number') return [value];
  if (typeof value !== 'string') return value;
  if (!/^\s*\[.*\]\s*$/s.test(value)) return value.split(/[;|\n]/);
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
