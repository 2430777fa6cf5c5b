import { describe, expect, it } from 'vitest';
import { type GateAnswer, type GateCase, gateOf } from '../../../../core/evals/gates/gate.ts';
import { gateReport } from '../../../../core/evals/gates/gate-report.ts';

const QUOTE = 'Trains are booked by the travel desk two weeks ahead.';

function answered(quote: string, change: Partial<GateAnswer> = {}): GateAnswer {
  const sources = [{ documentId: 'doc_1', title: 'Travel', path: 'travel.md', quote }];
  return { outcome: 'answered', passed: null, error: null, text: quote, sources, ...change };
}
const abstained: GateAnswer = { outcome: 'abstained', passed: null, error: null, text: 'No.', sources: [] };
const failed: GateAnswer = { ...abstained, outcome: 'error', error: 'model-timeout' };
const one = (before: GateAnswer, after: GateAnswer): GateCase => ({
  ...{ id: 'case_1', question: 'Who books trains?' },
  ...{ before, after },
});

describe('an answer that nobody judged', () => {
  it('regresses where it is not given any more', () => {
    expect(gateOf([one(answered(QUOTE), abstained)])).toMatchObject({ verdict: 'fail', notJudged: 1 });
    expect(gateOf([one(abstained, abstained)])).toMatchObject({ verdict: 'pass', checked: 1, fixed: [] });
  });

  it('regresses where its first document is not cited any more', () => {
    const elsewhere = answered(QUOTE, {
      sources: [{ documentId: 'doc_2', title: 'Old', path: 'old.md', quote: QUOTE }],
    });
    expect(gateOf([one(answered(QUOTE), elsewhere)]).verdict).toBe('fail');
  });

  it('regresses where its quote is gone, and stands where a word of it changed', () => {
    expect(gateOf([one(answered(QUOTE), answered(QUOTE.replace('two', 'four')))]).verdict).toBe('pass');
    expect(gateOf([one(answered(QUOTE), answered('Taxis need a receipt.'))]).verdict).toBe('fail');
  });
});

describe('an error', () => {
  it('is not a wrong answer, but what passed before must be measured again', () => {
    const passed = answered(QUOTE, { passed: true });
    const lost = gateOf([one(passed, failed)]);
    expect(lost).toMatchObject({ verdict: 'fail', regressed: [], checked: 0 });
    expect(lost.notMeasured).toHaveLength(1);
    expect(gateOf([one(failed, passed)])).toMatchObject({ verdict: 'pass', fixed: [], checked: 0 });
  });
});

describe('a report', () => {
  it('shows what people wrote as text: no tag, link, mention or cell of their making', () => {
    const evil =
      '<img src=x onerror=alert(1)> | [go](https://bad.example) ![x](y) @everyone `code`\n\n# Heading\n| a | b |';
    const report = gateReport(gateOf([{ ...one(answered(evil), abstained), question: evil }]), [
      'Read instead of <b>a</b>.',
    ]);
    expect(report).not.toMatch(/<(?!\/?$)[a-z]/i);
    expect(report).not.toMatch(/https?:\/\//);
    expect(report).not.toContain('@everyone');
    expect(report).not.toMatch(/^# Heading/m);
    const rows = report.split('\n').filter((line) => line.startsWith('|') && line.includes('img'));
    expect(rows).toHaveLength(1);
    // Three cells have four bars of ours; every other bar, bracket and tick is escaped.
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(4);
    expect(rows[0]).not.toMatch(/(?<!\\)[[\]`*]/);
  });
});
