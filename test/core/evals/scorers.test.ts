import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPage } from '../../../console/batches/runs/run-page.ts';
import { nothingSpent } from '../../../core/evals/runs/spent.ts';
import { allScorers } from '../../../core/evals/scorers/all-scorers.ts';
import { isPassed, noScores, readScores } from '../../../core/evals/scores.ts';
import type { EvalRun, ScorerInfo } from '../../../core/ports/batches.ts';

const handbook = path.resolve(import.meta.dirname, '../../../knowledge/handbook/evaluate.md');

describe('every scorer', () => {
  test('has a name of its own, a label and one sentence that says what it means', () => {
    expect(new Set(allScorers.map(({ name }) => name)).size).toBe(allScorers.length);
    for (const { name, label, help } of allScorers) {
      expect(label, name).toMatch(/^[A-Z]/);
      expect(help, name).toMatch(/^[A-Z][^.]+\.$/);
    }
  });

  test('is explained in the handbook under its label', () => {
    const page = readFileSync(handbook, 'utf8');
    expect(allScorers.filter(({ label }) => !page.includes(`*${label}*`))).toEqual([]);
  });

  test('stands on the page of a run, one that was added only now too', () => {
    const added: ScorerInfo = {
      ...{ name: 'tone', label: 'Tone', help: 'It is friendly.', category: 'context-free' as const },
      ...{ needs: [], decides: false },
    };
    const run: EvalRun = {
      ...{ id: 'run_1', name: 'Monday', setId: 'set_1', setName: 'Golden', lineage: 'set_1', setVersion: 1 },
      ...{ state: 'done' as const, done: 1, total: 1, passed: 1, judged: 1, unjudged: 0, errors: 0 },
      ...{ createdAt: '2026-11-24T09:00:00.000Z', finishedAt: null, passInterval: null, etaMs: null },
      ...{ spent: nothingSpent, baseline: false, card: { answerer: 'x', version: '1', generation: 1 } },
      means: Object.fromEntries([...allScorers, added].map(({ name }) => [name, 0.25])),
    };
    const session = { id: 's', csrf: 'c', user: { id: 'u', name: 'Ada', role: 'admin' } } as never;
    const scorers = [...allScorers, added];
    const view = { cases: [], chosen: { verdict: null, after: null }, next: null, baseline: null };
    const page = String(runPage({ ...view, run, scorers }, session).body);
    for (const { label } of scorers) expect(page).toContain(`>${label}</dt>`);
    expect(page).toContain('25 %');
  });
});

describe('scores of an older version', () => {
  test('have none by scorers that it did not know, and keep those that are gone', () => {
    const scores = readScores(JSON.stringify({ outcome: 1, bygone: 0.5 }));
    expect(scores).toEqual({ ...noScores, outcome: 1, bygone: 0.5 });
    expect(isPassed(scores)).toBe(true);
  });

  test('that are no numbers are refused rather than shown', () => {
    expect(() => readScores('{"outcome":"good"}')).toThrow();
  });
});
