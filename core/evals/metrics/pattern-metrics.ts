import { meanScore } from './best-of-references.ts';
import { createSchemaChecker } from './json-schema.ts';
import type { BadReference, MetricScore, Segments, TextMetric } from './text-metric.ts';

type Check = { kind: 'checked'; fits: boolean } | { kind: 'bad'; why: string };

/** A metric whose references are rules instead of texts: 1 where any of them is kept. */
function byRule(
  about: Pick<TextMetric, 'name' | 'label' | 'help'>,
  createCheck: () => (text: string, rule: string) => Check,
): TextMetric {
  const score = ({ hypotheses, references }: Segments): MetricScore | BadReference => {
    const check = createCheck();
    const rows: number[] = [];
    for (const [segment, text] of hypotheses.entries()) {
      let fits = false;
      for (const [reference, rule] of (references[segment] ?? []).entries()) {
        const checked = check(text, rule);
        if (checked.kind === 'bad') return { kind: 'bad-reference', segment, reference, why: checked.why };
        fits ||= checked.fits;
      }
      rows.push(Number(fits));
    }
    return meanScore(rows);
  };
  return { ...about, category: 'context-free', needs: ['reference'], best: 1, score };
}

export const regexMetric = byRule(
  { name: 'regex', label: 'Pattern found', help: 'The regular expression matches somewhere in the answer.' },
  () => {
    const patterns = new Map<string, RegExp | null>();
    return (text, rule) => {
      if (!patterns.has(rule)) patterns.set(rule, patternOf(rule));
      const pattern = patterns.get(rule) ?? null;
      return pattern === null
        ? { kind: 'bad', why: 'it is not a regular expression' }
        : { kind: 'checked', fits: pattern.test(text) };
    };
  },
);

function patternOf(rule: string): RegExp | null {
  try {
    return new RegExp(rule, 'u');
  } catch {
    return null;
  }
}

export const jsonSchemaMetric = byRule(
  { name: 'json_schema', label: 'JSON fits the schema', help: 'The answer is JSON that the schema accepts.' },
  () => {
    const check = createSchemaChecker();
    return (text, rule) => {
      const checked = check(text, rule);
      return checked.kind === 'checked' ? checked : { kind: 'bad', why: checked.why };
    };
  },
);
