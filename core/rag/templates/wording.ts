/** What a model is told about the holes of a template, as data. */
export const templateWording = {
  gen: 'Write only what is asked for, nothing before or after it.',
  atMost: (length: number) => `Write at most ${length} characters.`,
  pattern: (source: string) => `Write only a text that matches this regular expression as a whole: ${source}`,
  select: (options: readonly string[]) =>
    `Write exactly one of these and nothing else: ${options.join(' | ')}`,
  json: (schema: string | null) =>
    schema === null
      ? 'Write JSON and nothing else.'
      : `Write JSON of this schema and nothing else:\n${schema}`,
  goOn: 'Go on exactly where your last message ends, without repeating it.',
  again: (why: string) => `That cannot be used: ${why} Write it again.`,
  tooLong: (length: number) => `it has more than ${length} characters.`,
  empty: 'it is empty.',
  noMatch: 'it does not have the form that was asked for.',
  notAmong: 'it is none of the choices.',
  unreadable: (why: string) => `${why}.`,
  misshapen: (issues: string[]) => `it does not fit the schema: ${issues.join('; ')}.`,
};
