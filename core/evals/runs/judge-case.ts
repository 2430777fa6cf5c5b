import type { EvalCaseResult, GoldenCase } from '../../ports/batches.ts';
import type { Store } from '../../store/schema.ts';
import { withoutMarks } from '../../text/citation-marks.ts';
import type { Answer } from '../../types.ts';
import { hasExpectation } from '../datasets/expectation.ts';
import { allScorers } from '../scorers/all-scorers.ts';
import { readScores, verdictOf } from '../scores.ts';
import type { CaseRecord } from './run-case.ts';
import { recount, toGolden } from './run-rows.ts';

/** Scorers that a stored result holds everything for; the others keep the score they gave. */
const RESCORED = new Set(['outcome', 'citedSource', 'answerF1', 'knownWrong']);

/**
 * Makes of a person's word on an answer what is expected of its case, in every version of its set, and scores what is
 * stored of the case anew. Returns false where there was nothing to judge.
 */
export async function judgeCase(
  store: Store,
  { result, right }: { result: EvalCaseResult; right: boolean },
): Promise<boolean> {
  const { outcome } = result;
  if (result.verdict !== 'unjudged' || (outcome !== 'answered' && outcome !== 'abstained')) return false;
  return store.transaction().execute(async (trx) => {
    const { case_key: key } = await trx
      .selectFrom('eval_cases')
      .select('case_key')
      .where('id', '=', result.caseId)
      .executeTakeFirstOrThrow();
    const rows = await trx.selectFrom('eval_cases').selectAll().where('case_key', '=', key).execute();
    const ofRuns = new Set<string>();
    for (const row of rows) {
      const golden = toGolden(row);
      if (hasExpectation(golden)) continue;
      const expected = right ? expectedBy(result) : withWrong(golden, { outcome, text: result.text });
      await trx
        .updateTable('eval_cases')
        .set({
          expected_sources: JSON.stringify(expected.expectedSources),
          must_abstain: expected.mustAbstain ? 1 : 0,
          expected_answer: expected.expectedAnswer,
          wrong_answers: JSON.stringify(expected.wrongAnswers ?? []),
        })
        .where('id', '=', row.id)
        .execute();
      for (const runId of await rescore(trx, row.id, expected)) ofRuns.add(runId);
    }
    for (const runId of ofRuns) await recount(trx, runId);
    return true;
  });
}

/** An answer that is right is what is expected: its words, and any of its sources; or that there is none. */
function expectedBy({ question, outcome, text, citations }: EvalCaseResult): GoldenCase {
  if (outcome === 'abstained')
    return { question, expectedSources: [], mustAbstain: true, expectedAnswer: null };
  return {
    question,
    expectedSources: [...new Set(citations.map(({ path, title }) => path || title))],
    mustAbstain: false,
    expectedAnswer: withoutMarks(text, ''),
  };
}

function withWrong(golden: GoldenCase, wrong: { outcome: Answer['outcome']; text: string }): GoldenCase {
  return { ...golden, wrongAnswers: [...(golden.wrongAnswers ?? []), wrong] };
}

/** Scores the stored results of a case again; returns the runs they belong to. */
async function rescore(trx: Store, caseId: string, expected: GoldenCase): Promise<string[]> {
  const rows = await trx
    .selectFrom('eval_results')
    .select(['run_id', 'outcome', 'answer', 'scores'])
    .where('case_id', '=', caseId)
    .where('error', 'is', null)
    .execute();
  for (const row of rows) {
    const kept = JSON.parse(row.answer) as CaseRecord['answer'];
    const answer = { ...kept, outcome: row.outcome as Answer['outcome'] };
    const scores = { ...readScores(row.scores) };
    for (const scorer of allScorers)
      if (RESCORED.has(scorer.name))
        scores[scorer.name] = await scorer.score(expected, { answer, retrieved: null });
    const verdict = verdictOf(scores);
    await trx
      .updateTable('eval_results')
      .set({ scores: JSON.stringify(scores), verdict, passed: verdict === 'passed' ? 1 : 0 })
      .where('run_id', '=', row.run_id)
      .where('case_id', '=', caseId)
      .execute();
  }
  return rows.map(({ run_id: runId }) => runId);
}
