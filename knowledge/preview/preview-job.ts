import { messageOf } from '../../core/errors.ts';
import { hasExpectation } from '../../core/evals/datasets/expectation.ts';
import { retrievedSources } from '../../core/evals/retrieved-sources.ts';
import { isPassed, scoreCase } from '../../core/evals/scores.ts';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import type { PreviewAnswer } from '../../core/ports/previews.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Answer, Passage, Question } from '../../core/types.ts';
import { passagesOfRevision } from '../documents/documents.ts';
import { PREVIEW_NOTES, type PreviewNote } from './notes.ts';
import { openTrial, type TrialDeps } from './open-trial.ts';
import { newestDraft, saveResults } from './preview-rows.ts';
import { type TrialQuestion, trialQuestions } from './questions.ts';
import { createTrialRetriever } from './trial-retriever.ts';
import { verdictOf } from './verdict.ts';

export type PreviewDeps = TrialDeps & {
  clock: Clock;
  /** Answers a question over a retriever without leaving a trace, always in the same, cheap way. */
  rehearse(question: Question, retriever: Retriever, signal: AbortSignal): Promise<Answer>;
  /** Whether confirmed questions help members' searches. */
  remembers(): boolean;
  /** Whether a reranker that is asked for each search has the last word where members ask. */
  isReranked(): boolean;
};

type Row = { id: string; document_id: string; revision_id: string };

/** Asks every question twice, with what is published and with the draft in its place, and keeps what differs. */
export function createPreviewJob(deps: PreviewDeps): JobHandler {
  const { store, clock } = deps;
  return async (job, { signal, progress }) => {
    const row = await store
      .selectFrom('previews')
      .select(['id', 'document_id', 'revision_id'])
      .where('id', '=', String(job.payload['previewId']))
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst();
    if (row === undefined) return;
    const update = (values: {
      state?: string;
      done?: number;
      total?: number;
      message?: string;
      finished_at?: string;
    }) => store.updateTable('previews').set(values).where('id', '=', row.id).execute();
    try {
      // A process that was killed begins anew: a preview takes seconds.
      await store.deleteFrom('preview_results').where('preview_id', '=', row.id).execute();
      const questions = await trialQuestions(store, row.document_id);
      const total = 2 * questions.length;
      await update({ state: 'running', done: 0, total: questions.length, message: 'Reading the documents' });
      await progress(null, 'reading the documents');
      const report = async (asked: number): Promise<void> => {
        const done = Math.floor(asked / 2);
        await update({ done, message: `${done} of ${questions.length} questions` });
        await progress(total === 0 ? 1 : asked / total, `${done} of ${questions.length} questions`);
      };
      await tryOut(deps, row, questions, signal, report);
      await update({
        state: 'done',
        done: questions.length,
        message: '',
        finished_at: isoNow(clock),
      });
    } catch (error) {
      if (!signal.aborted)
        await update({ state: 'failed', message: messageOf(error), finished_at: isoNow(clock) });
      throw error;
    }
  };
}

async function tryOut(
  deps: PreviewDeps,
  row: Row,
  questions: readonly TrialQuestion[],
  signal: AbortSignal,
  report: (asked: number) => Promise<void>,
): Promise<void> {
  const { store } = deps;
  const draft = await newestDraft(store, row.document_id);
  if (draft?.id !== row.revision_id)
    throw new Error('The draft was published, dropped or replaced meanwhile.');
  const drafted = await passagesOfRevision(store, row.revision_id);
  const titled = await withTitle(store, row.revision_id, drafted);
  const trial = await openTrial(
    deps,
    {
      ...{ documentId: row.document_id, draft: titled, held: draft.held },
      questions: questions.map(({ text }) => text),
    },
    signal,
  );
  const { index, generation } = trial;
  try {
    await index.ready();
    signal.throwIfAborted();
    await store.updateTable('previews').set({ generation }).where('id', '=', row.id).execute();
    const searched = {
      ...(deps.meaning === undefined ? {} : { meaning: deps.meaning }),
      store,
      trial,
      remembers: deps.remembers(),
    };
    const collection = titled[0]?.collection ?? null;
    const before = await askAll(createTrialRetriever({ ...searched, draft: [], publishedIn: null }), 0);
    await index.turn();
    const after = await askAll(
      createTrialRetriever({ ...searched, draft: titled, publishedIn: collection }),
      questions.length,
    );
    const results = questions.map(({ text, origins }, at) => {
      const [was, is] = [before[at] as PreviewAnswer, after[at] as PreviewAnswer];
      return {
        question: text,
        origins,
        verdict: verdictOf(row.document_id, was, is),
        before: was,
        after: is,
      };
    });
    await saveResults(store, row.id, 0, results);
    const { sampled, held } = trial;
    const notes = notesOf({ sampled, held, provider: trial.isIncomplete(), reranker: deps.isReranked() });
    await store
      .updateTable('previews')
      .set({ notes: JSON.stringify(notes) })
      .where('id', '=', row.id)
      .execute();
  } finally {
    await index.close();
  }

  async function askAll(retriever: Retriever, from: number): Promise<PreviewAnswer[]> {
    const answers: PreviewAnswer[] = [];
    for (const question of questions) {
      signal.throwIfAborted();
      // A golden question that nobody asked must not be helped by itself, as in evals.
      const withoutEvals = question.origins.every((origin) => origin === 'eval');
      const asked = { text: question.text, thread: [], origin: 'preview', asker: null, withoutEvals };
      answers.push(await kept(store, question, await deps.rehearse(asked, retriever, signal)));
      if (answers.length % 10 === 0) await report(from + answers.length);
    }
    return answers;
  }
}

/** The draft's passages under the title that the document would have. */
async function withTitle(store: Store, revisionId: string, passages: Passage[]): Promise<Passage[]> {
  const { title } = await store
    .selectFrom('revisions')
    .select('title')
    .where('id', '=', revisionId)
    .executeTakeFirstOrThrow();
  return passages.map((passage) => ({ ...passage, title }));
}

function notesOf(holds: Record<PreviewNote, boolean>): string[] {
  const names = Object.keys(PREVIEW_NOTES) as PreviewNote[];
  return names.filter((name) => holds[name]).map((name) => PREVIEW_NOTES[name]);
}

async function kept(store: Store, { golden }: TrialQuestion, answer: Answer): Promise<PreviewAnswer> {
  const sources = new Map(
    answer.citations.map(({ documentId, title }) => [documentId, { documentId, title }]),
  );
  const passed =
    golden === null || !hasExpectation(golden)
      ? null
      : isPassed(await scoreCase(golden, { answer, retrieved: await retrievedSources(store, answer) }));
  const { outcome, text } = answer;
  const curated = answer.servedBy === 'curated';
  return { outcome, text, sources: [...sources.values()], curated, passed };
}
