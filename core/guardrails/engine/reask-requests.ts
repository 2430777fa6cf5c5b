/** What a model is told when its reply is to be written again. The wording is data; the three kinds of reask use it. */
export type Problem =
  | { kind: 'unparseable'; why: string }
  | { kind: 'schema'; issues: { path: string; message: string }[] }
  | { kind: 'field'; issues: { path: string; message: string }[] };

/** A whole reply to be corrected: the draft, and what to say about it. */
export type Correction = { draft: string; problem: Problem; request: string };

const wording = {
  unparseable:
    'Your reply could not be read as JSON: {why}. Write all of it again, as JSON and nothing else.',
  schema:
    'Your JSON does not have the right shape:\n{issues}\nWrite all of it again, corrected, as JSON and nothing else.',
  field:
    'Some values of your JSON cannot be used:\n{issues}\nWrite a JSON object and nothing else: its keys are exactly these paths, its values the corrected values.',
  whole: 'Your JSON cannot be used: {issues}\nWrite all of it again, corrected, as JSON and nothing else.',
  shape: 'The shape is this JSON schema:\n{schema}',
};

/** The request for a correction, with the schema where the whole is asked for again. */
export function requestFor(problem: Problem, schema: string | null): string {
  const issues =
    problem.kind === 'unparseable'
      ? ''
      : problem.issues
          .map(({ path, message }) => `- ${path === '' ? 'all of it' : path}: ${message}`)
          .join('\n');
  const whole = problem.kind === 'field' && problem.issues.some(({ path }) => path === '');
  const said =
    problem.kind === 'unparseable'
      ? wording.unparseable.replace('{why}', () => problem.why)
      : wording[whole ? 'whole' : problem.kind].replace('{issues}', () => issues);
  const needsShape = schema !== null && (problem.kind !== 'field' || whole);
  return needsShape ? `${said}\n${wording.shape.replace('{schema}', () => schema)}` : said;
}
