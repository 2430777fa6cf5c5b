import type { CuratedAnswer } from '../../caching/entries/curated.ts';
import type { CaseDraft } from '../../ports/data-sets.ts';
import type { AnswerRecord, Feedback } from '../../ports/feedback.ts';
import { withoutMarks } from '../../text/citation-marks.ts';
import { sameQuestion } from './same-question.ts';

type Draft = CaseDraft & { from: string; votes: string };

/** Answers that are read at once, and how many of them at the most. */
const PAGE = 200;
const MOST = 2_000;

/**
 * Questions that people said something about: the team's own answers, then answers with votes, newest first. What was
 * voted right is what is expected; of what was voted wrong, only the question is taken.
 */
export async function draftsFromPeople(
  deps: { feedback: Pick<Feedback, 'answers'>; curated: { list(): Promise<CuratedAnswer[]> } },
  has: ReadonlySet<string>,
  limit: number,
): Promise<Draft[]> {
  const seen = new Set(has);
  const drafts: Draft[] = [];
  const take = (draft: Draft): void => {
    const same = sameQuestion(draft.question);
    if (seen.has(same) || drafts.length === limit) return;
    seen.add(same);
    drafts.push(draft);
  };
  for (const { id, questions, answer } of await deps.curated.list())
    for (const question of questions)
      take({
        ...{ question, expectedSources: [], expectedAnswer: answer, expectedFacts: [] },
        ...{ from: id, votes: 'curated answer' },
      });
  let before: string | undefined;
  for (let read = 0; read < MOST && drafts.length < limit; read += PAGE) {
    const records = await deps.feedback.answers({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const record of records) if (record.votes.up + record.votes.down > 0) take(draftOf(record));
    before = records.at(-1)?.answer.traceId;
    if (records.length < PAGE) break;
  }
  return drafts;
}

function draftOf({ answer, votes: { up, down } }: AnswerRecord): Draft {
  const right = up > down && answer.outcome === 'answered';
  return {
    question: answer.question,
    expectedSources: right ? [...new Set(answer.citations.map(({ path, title }) => path || title))] : [],
    expectedAnswer: right ? withoutMarks(answer.text, '') : null,
    expectedFacts: [],
    from: answer.traceId,
    votes: `${up} up, ${down} down`,
  };
}
