import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactMatches } from '../../../../core/evals/metrics/exact-match.ts';
import { createSchemaChecker } from '../../../../core/evals/metrics/json-schema.ts';
import { tokenSetF1 } from '../../../../core/evals/metrics/token-set-f1.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

describe('exact matches', () => {
  it('forgive white space, and quasi also case, marks and articles', () => {
    const { exact_match, quasi_exact_match, prefix_exact_match, quasi_prefix_exact_match } = exactMatches;
    expect([exact_match(' Yes\n', 'Yes'), exact_match('yes', 'Yes')]).toEqual([1, 0]);
    expect([quasi_exact_match('The  answer!', 'answer'), quasi_exact_match('answers', 'answer')]).toEqual([
      1, 0,
    ]);
    expect([prefix_exact_match('Yes, it is.', 'Yes'), prefix_exact_match('Oh yes', 'Yes')]).toEqual([1, 0]);
    expect(quasi_prefix_exact_match('A YES: it is', 'yes')).toBe(1);
  });

  it('never take an empty answer', () => {
    for (const match of Object.values(exactMatches)) expect(match('', '')).toBe(0);
  });
});

describe('F1 of sets', () => {
  it('counts a word once', () => {
    // {red, car} and {red, bus, stop}: 2 * 1 / 5.
    expect(tokenSetF1('The red red car', 'red bus stop')).toBeCloseTo(0.4, 12);
    expect(tokenSetF1('', '')).toBe(0);
  });
});

describe('a JSON schema', () => {
  const check = createSchemaChecker();
  const schema = '{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}';

  it('takes JSON that fits, not text around it', () => {
    const fits = (text: string) => check(text, schema);
    expect(fits('{"n":1}')).toEqual({ kind: 'checked', fits: true });
    for (const text of ['{"n":1.5}', '{}', '[1]', 'Here: {"n":1}', "{'n':1}", ''])
      expect(fits(text)).toEqual({ kind: 'checked', fits: false });
  });

  it('must be one itself', () => {
    expect(check('1', '{')).toEqual({ kind: 'bad-schema', why: 'it is not JSON' });
    expect(check('1', '3')).toMatchObject({ kind: 'bad-schema' });
    expect(check('1', '{"type":"nonsense"}')).toMatchObject({ kind: 'bad-schema' });
  });
});

withSharedData('helm/scenario_state', 'exact match equals HELM', () => {
  type State = {
    instance: { references: { output: { text: string }; tags: string[] }[] };
    output_mapping: Record<string, string>;
    result: { completions: { text: string }[] };
  };

  it('on recorded runs', () => {
    const expected = JSON.parse(readFileSync(sharedData('helm/expected_scenario_state.json'), 'utf8'));
    for (const [file, { n, exact_match }] of Object.entries(expected) as [string, Record<string, number>][]) {
      const { request_states: states } = JSON.parse(
        readFileSync(sharedData(`helm/scenario_state/${file}`), 'utf8'),
      ) as { request_states: State[] };
      const right = states.filter(({ instance, output_mapping: mapping, result }) => {
        const given = (result.completions[0]?.text ?? '').trim();
        const correct = instance.references.filter(({ tags }) => tags.includes('correct'));
        return correct.some(
          ({ output }) => exactMatches.exact_match(mapping[given] ?? given, output.text) === 1,
        );
      });
      expect([states.length, right.length / states.length]).toEqual([n, exact_match]);
    }
  });
});
