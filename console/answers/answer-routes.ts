import { explainAnswer } from '../../core/defensive-ux/why.ts';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import type { Answer, Outcome, Passage, Step } from '../../core/types.ts';
import type { ConsoleDeps } from '../deps.ts';
import { link } from '../frame/parts.ts';
import { outcomeWords } from '../frame/words.ts';
import { myVote } from '../playground/vote.ts';
import { type Missing, missing } from '../routes/replies.ts';
import type { Route } from '../routes/route.ts';
import { type Asked, pageRoute } from '../routes/view-route.ts';
import { addToSetRoutes } from './add-to-set.ts';
import { type AnswerView, answerPage } from './answer-page.ts';
import { type AnswersView, answersPage, SUGGESTED } from './answers-page.ts';
import { isOutdated, type SuggestionNeeds, suggestionRoutes } from './suggestion-routes.ts';

const PAGE = 50;

function outcomeOf(text: string): Outcome | undefined {
  return Object.keys(outcomeWords).find((outcome): outcome is Outcome => outcome === text);
}

type ListNeeds = Pick<ConsoleDeps, 'feedback' | 'suggestions' | 'library'>;

async function loadList(
  { feedback, suggestions, library }: ListNeeds,
  { query }: Asked,
): Promise<AnswersView> {
  const wanted = query('outcome');
  const outcome = outcomeOf(wanted);
  const suggested = wanted === SUGGESTED;
  const search = query('q').slice(0, 200);
  const before = query('before').slice(0, 64);
  const document = query('document').slice(0, 64);
  const records = await feedback.answers({
    limit: PAGE + 1,
    ...(outcome === undefined ? {} : { outcome }),
    ...(suggested ? { suggested } : {}),
    ...(search === '' ? {} : { search }),
    ...(before === '' ? {} : { before }),
    ...(document === '' ? {} : { document }),
  });
  const shown = records.slice(0, PAGE);
  const filter = { outcome: suggested ? SUGGESTED : (outcome ?? ''), q: search, document };
  const last = shown.at(-1);
  return {
    records: shown,
    outcome: suggested ? SUGGESTED : (outcome ?? null),
    waiting: await suggestions.count(),
    search,
    document: document === '' ? null : { id: document, title: (await library.find(document))?.title ?? null },
    first: before === '' ? null : link('/answers', filter),
    next:
      records.length > PAGE && last !== undefined
        ? link('/answers', { ...filter, before: last.answer.traceId })
        : null,
  };
}

type AnswerNeeds = Pick<
  ConsoleDeps,
  'store' | 'feedback' | 'library' | 'guardService' | 'connectors' | 'batches' | 'dataSets' | 'log'
>;

/** Link to the message in chat; a platform that does not answer costs the link, not the page. */
async function permalinkOf(
  { connectors, log }: Pick<AnswerNeeds, 'connectors' | 'log'>,
  record: AnswerRecord,
): Promise<string | null> {
  if (record.message === null) return null;
  try {
    const url = await connectors.permalink(record.message, record.message.messageId);
    return url !== null && /^https?:\/\//.test(url) ? url : null;
  } catch (error) {
    log.warn({ err: error, answerId: record.answer.traceId }, 'no link to the message');
    return null;
  }
}

/** The guards, and the passages that the trace names and that are still published. */
async function namesOf(
  { library, guardService }: Pick<AnswerNeeds, 'library' | 'guardService'>,
  { steps }: Answer,
): Promise<AnswerView['names']> {
  const passages: Passage[] = [];
  for (const id of new Set(steps.flatMap(passagesOf))) {
    const passage = await library.passage(id);
    if (passage !== undefined) passages.push(passage);
  }
  const guards = await guardService.list();
  return { passages, guards: guards.map(({ id, label }) => ({ id, label })) };
}

/** Ids of the passages that a step names. */
function passagesOf(step: Step): string[] {
  switch (step.step) {
    case 'retrieve':
      return 'failed' in step.detail ? [] : step.detail.passages.map(({ passageId }) => passageId);
    case 'passage-guards':
      return step.detail.failures.map(({ passageId }) => passageId);
    default:
      return [];
  }
}

async function loadAnswer(deps: AnswerNeeds, { user, param }: Asked): Promise<AnswerView | Missing> {
  const id = param('id');
  const record = await deps.feedback.answer(id);
  if (record === undefined) return missing('There is no such answer. It may have been deleted.');
  return {
    record,
    vote: await myVote(deps, user.id, id),
    permalink: await permalinkOf(deps, record),
    why: await explainAnswer(deps.store, record.answer),
    names: await namesOf(deps, record.answer),
    outdated: await isOutdated(deps, record),
    ledger: await deps.feedback.ledger(id),
    sets: (await deps.batches.listSets()).map(({ id: set, name }) => ({ id: set, name })),
  };
}

export function answerRoutes(deps: ListNeeds & AnswerNeeds & SuggestionNeeds): Route[] {
  const access = 'curator';
  return [
    pageRoute({ path: '/answers', access, load: (asked) => loadList(deps, asked), page: answersPage }),
    pageRoute({ path: '/answers/:id', access, load: (asked) => loadAnswer(deps, asked), page: answerPage }),
    ...addToSetRoutes(deps),
    ...suggestionRoutes(deps),
  ];
}
