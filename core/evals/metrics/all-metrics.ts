import { squadF1 } from '../answer-f1.ts';
import { bestOfReferences } from './best-of-references.ts';
import { bleuMetric, chrfMetrics } from './corpus-metrics.ts';
import { exactMatches } from './exact-match.ts';
import { jsonSchemaMetric, regexMetric } from './pattern-metrics.ts';
import { rougeMetrics } from './rouge-metrics.ts';
import type { TextMetric } from './text-metric.ts';
import { tokenSetF1 } from './token-set-f1.ts';

/** Every metric that compares a text with references, in the order in which they are listed. */
export const allMetrics: readonly TextMetric[] = [
  bestOfReferences(
    { name: 'exact_match', label: 'Exact match', help: 'The same text, but for white space around it.' },
    exactMatches.exact_match,
  ),
  bestOfReferences(
    {
      name: 'quasi_exact_match',
      label: 'Quasi-exact match',
      help: 'The same text, but for case, marks, articles and white space.',
    },
    exactMatches.quasi_exact_match,
  ),
  bestOfReferences(
    { name: 'prefix_exact_match', label: 'Prefix match', help: 'The answer begins with the expected text.' },
    exactMatches.prefix_exact_match,
  ),
  bestOfReferences(
    {
      name: 'quasi_prefix_exact_match',
      label: 'Quasi-prefix match',
      help: 'The answer begins with the expected text, but for case, marks, articles and white space.',
    },
    exactMatches.quasi_prefix_exact_match,
  ),
  bestOfReferences(
    {
      name: 'f1',
      label: 'F1 of words (sets)',
      help: 'Words shared with the reference, each counted once (HELM).',
    },
    tokenSetF1,
  ),
  bestOfReferences(
    {
      name: 'squad_f1',
      label: 'F1 of words (SQuAD)',
      help: 'Words shared with the reference, as often as they occur.',
    },
    squadF1,
  ),
  bestOfReferences(
    {
      name: 'contains',
      label: 'Contains',
      help: 'The expected text occurs in the answer, letter for letter.',
    },
    (given, expected) => Number(given.includes(expected)),
  ),
  bestOfReferences(
    {
      name: 'icontains',
      label: 'Contains, any case',
      help: 'The expected text occurs in the answer, in any case.',
    },
    (given, expected) => Number(given.toLowerCase().includes(expected.toLowerCase())),
  ),
  regexMetric,
  jsonSchemaMetric,
  bleuMetric,
  ...chrfMetrics,
  ...rougeMetrics,
];

/** Other names that the metrics go by. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  exact: ['exact_match'],
  em: ['exact_match'],
  quasi_exact: ['quasi_exact_match'],
  f1_score: ['f1'],
  schema: ['json_schema'],
  rouge: ['rouge1', 'rouge2', 'rougeL', 'rougeLsum'],
};

/** The metrics of a name in any case, with - or _; none where nothing is called so. */
export function metricsNamed(name: string): TextMetric[] {
  const plain = name.toLowerCase().replaceAll('-', '_');
  const wanted = (Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : undefined) ?? [plain];
  return wanted.flatMap((one) =>
    allMetrics.filter((metric) => metric.name.toLowerCase() === one.toLowerCase()),
  );
}
