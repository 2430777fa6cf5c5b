import type { GateAnswer } from '../../core/evals/gates/gate.ts';
import type { CaseRecord } from '../../core/evals/runs/run-case.ts';
import type { RunConfig } from '../../core/evals/runs/run-rows.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Answer } from '../../core/types.ts';
import type { GateQuestion } from './gate-questions.ts';

type Stored = { answer: GateAnswer; at: string };

/**
 * The newest answer that the store holds to each question, by the question's id: of the latest run to a golden one, the
 * one that people got to another. An answer from a document that was published since, or is gone, does not count: what
 * differs then is the document.
 */
export async function storedAnswers(
  store: Store,
  questions: readonly GateQuestion[],
): Promise<Map<string, GateAnswer>> {
  const published = await publishedAt(store);
  const counts = ({ answer, at }: Stored): boolean =>
    answer.sources.every(({ documentId }) => (published.get(documentId) ?? '\uffff') <= at);
  const [ofRuns, ofPeople] = [await answersOfRuns(store), await answersOfPeople(store, questions)];
  const stored = new Map<string, GateAnswer>();
  for (const { id, text, golden } of questions) {
    const found = golden === null ? ofPeople.get(text) : ofRuns.get(id);
    if (found !== undefined && counts(found)) stored.set(id, found.answer);
  }
  return stored;
}

async function publishedAt(store: Store): Promise<Map<string, string>> {
  const rows = await store
    .selectFrom('documents')
    .select(['id', 'published_at'])
    .where('published_at', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, published_at }) => [id, published_at ?? '']));
}

/** By the id of the case as its set has it now; cases whose question or expectation was changed since are left out. */
async function answersOfRuns(store: Store): Promise<Map<string, Stored>> {
  const rows = await store
    .selectFrom('eval_results')
    .innerJoin('eval_runs', 'eval_runs.id', 'eval_results.run_id')
    .innerJoin('eval_cases as then', 'then.id', 'eval_results.case_id')
    .innerJoin('eval_cases as now', 'now.case_key', 'then.case_key')
    .innerJoin('eval_sets', 'eval_sets.id', 'now.set_id')
    .select(['now.id', 'outcome', 'verdict', 'error', 'answer', 'config', 'eval_runs.created_at'])
    .where('eval_runs.state', '=', 'done')
    .where('eval_sets.replaced', '=', 0)
    .whereRef('then.question', '=', 'now.question')
    .whereRef('then.expected_sources', '=', 'now.expected_sources')
    .whereRef('then.must_abstain', '=', 'now.must_abstain')
    .whereRef('then.expected_facts', '=', 'now.expected_facts')
    .where((eb) =>
      eb(
        eb.fn.coalesce('then.expected_answer', eb.val('')),
        '=',
        eb.fn.coalesce('now.expected_answer', eb.val('')),
      ),
    )
    .orderBy('eval_runs.created_at', 'desc')
    .orderBy('eval_runs.id', 'desc')
    .execute();
  const answers = new Map<string, Stored>();
  for (const { id, outcome, verdict, error, answer, config, created_at } of rows) {
    const { ownModels, meaning } = JSON.parse(config) as RunConfig;
    // A run with a model or a search of its own does not say how members were answered.
    if (answers.has(id) || ownModels !== undefined || meaning !== undefined) continue;
    const { text, citations } = JSON.parse(answer) as CaseRecord['answer'];
    answers.set(id, {
      at: created_at,
      answer: {
        ...{ outcome: outcome as CaseRecord['outcome'], error, text },
        passed: verdict === 'unjudged' || verdict === 'error' ? null : verdict === 'passed',
        sources: citations.map(({ documentId, title, path }) => ({ documentId, title, path, quote: null })),
      },
    });
  }
  return answers;
}

/** By the words of the question, as it was understood. */
async function answersOfPeople(
  store: Store,
  questions: readonly GateQuestion[],
): Promise<Map<string, Stored>> {
  const texts = questions.flatMap(({ text, golden }) => (golden === null ? [text] : []));
  if (texts.length === 0) return new Map();
  const rows = await store
    .selectFrom('answers')
    .select(['standalone', 'outcome', 'text', 'citations', 'created_at'])
    .where('standalone', 'in', texts)
    .where('origin', 'not like', 'eval:%')
    .where('outcome', 'in', ['answered', 'abstained'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return new Map(
    rows.map(({ standalone, outcome, text, citations, created_at }) => {
      const sources = (JSON.parse(citations) as Answer['citations']).map(
        ({ documentId, title, path, quote }) => ({ documentId, title, path, quote }),
      );
      const answer = { outcome: outcome as Answer['outcome'], passed: null, error: null, text, sources };
      return [standalone, { at: created_at, answer }];
    }),
  );
}
