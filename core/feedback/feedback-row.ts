/** Where imported feedback may come from. */
export const FEEDBACK_ORIGINS = ['slack', 'discord', 'console', 'import'] as const;
export type FeedbackOrigin = (typeof FEEDBACK_ORIGINS)[number];

/** A line of an imported file. */
export type FeedbackRow = {
  id: string;
  question: string;
  answer: string;
  /** 0 takes the vote back. */
  vote: 1 | -1 | 0;
  correction: string | null;
  source: string | null;
  person: string;
  /** ISO 8601 UTC. */
  at: string;
  origin: FeedbackOrigin;
  permitted: boolean | null;
};

/** Longer texts are no votes on an answer but a mistake in the file. */
const LIMITS = {
  id: 200,
  question: 20_000,
  answer: 200_000,
  correction: 200_000,
  source: 2_000,
  person: 500,
};
const WHEN = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** Reads one line; a text says what is wrong with it. Fields that it does not know are left alone. */
export function readFeedbackRow(line: string): FeedbackRow | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'it is not JSON';
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'it is not a JSON object';
  const row = value as Record<string, unknown>;
  for (const field of ['id', 'question', 'answer', 'person'] as const) {
    const text = row[field];
    if (typeof text !== 'string') return `"${field}" must be a text`;
    if (text.trim() === '') return `"${field}" is empty`;
    if (text.length > LIMITS[field]) return `"${field}" is longer than ${LIMITS[field]} characters`;
  }
  for (const field of ['correction', 'source'] as const) {
    const text = row[field] ?? null;
    if (text !== null && typeof text !== 'string') return `"${field}" must be a text`;
    if (text !== null && text.length > LIMITS[field])
      return `"${field}" is longer than ${LIMITS[field]} characters`;
  }
  const { vote, origin } = row;
  if (vote !== 1 && vote !== -1 && vote !== 0) return '"vote" must be 1, -1 or 0';
  if (!FEEDBACK_ORIGINS.some((one) => one === origin))
    return `"origin" must be one of ${FEEDBACK_ORIGINS.join(', ')}`;
  const permitted = row['permitted'] ?? null;
  if (permitted !== null && typeof permitted !== 'boolean') return '"permitted" must be true or false';
  const at = momentOf(row['at']);
  if (at === null) return '"at" must be a day or a time as ISO 8601 writes it, such as 2026-03-01T09:30:00Z';
  return {
    id: row['id'] as string,
    question: (row['question'] as string).trim(),
    answer: (row['answer'] as string).trim(),
    vote,
    correction: textOrNull(row['correction']),
    source: textOrNull(row['source']),
    person: row['person'] as string,
    at,
    origin: origin as FeedbackOrigin,
    permitted,
  };
}

function textOrNull(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

/** As rows store it; a time without a zone is UTC. */
function momentOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const found = WHEN.exec(value.trim());
  const day = found?.[1];
  if (found === null || day === undefined) return null;
  // A day that is in no calendar is moved to the next month, silently.
  const whole = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(whole.getTime()) || whole.toISOString().slice(0, 10) !== day) return null;
  const written = found[0].replace(' ', 'T');
  const moment = new Date(written.length === day.length || ZONE.test(written) ? written : `${written}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
