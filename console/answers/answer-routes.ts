import { explainAnswer } from '../../core/defensive-ux/why.ts';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import type { Answer, Outcome, Passage, Step } from '../../core/types.ts';
import { BadRequest } from '../form.ts';
import { sendPage } from '../layout.ts';
import { link } from '../parts.ts';
import { myVote } from '../playground/vote.ts';
import { param, query, type Room, type Route, type Visit } from '../route.ts';
import { outcomeWords } from '../words.ts';
import { answerPage } from './answer-page.ts';
import { answersPage, SUGGESTED } from './answers-page.ts';
import type { StepNames } from './step-view.ts';
import { isOutdated, suggestionRoutes } from './suggestion-routes.ts';

const PAGE = 50;

function outcomeOf(text: string): Outcome | undefined {
  return Object.keys(outcomeWords).find((outcome): outcome is Outcome => outcome === text);
}

async function listAnswers(room: Room, visit: Visit): Promise<void> {
  const wanted = query(visit.req, 'outcome');
  const outcome = outcomeOf(wanted);
  const suggested = wanted === SUGGESTED;
  const search = query(visit.req, 'q').slice(0, 200);
  const before = query(visit.req, 'before').slice(0, 64);
  const records = await room.deps.feedback.answers({
    limit: PAGE + 1,
    ...(outcome === undefined ? {} : { outcome }),
    ...(suggested ? { suggested } : {}),
    ...(search === '' ? {} : { search }),
    ...(before === '' ? {} : { before }),
  });
  const shown = records.slice(0, PAGE);
  const filter = { outcome: suggested ? SUGGESTED : (outcome ?? ''), q: search };
  const last = shown.at(-1);
  const body = answersPage({
    records: shown,
    outcome: suggested ? SUGGESTED : outcome,
    waiting: await room.deps.suggestions.count(),
    search,
    first: before === '' ? null : link('/answers', filter),
    next:
      records.length > PAGE && last !== undefined
        ? link('/answers', { ...filter, before: last.answer.traceId })
        : null,
  });
  await sendPage(room, visit, { title: 'Answers', area: 'answers', body });
}

/** Link to the message in chat; a platform that does not answer costs the link, not the page. */
async function permalinkOf(room: Room, record: AnswerRecord): Promise<string | null> {
  if (record.message === null) return null;
  try {
    const url = await room.deps.connectors.permalink(record.message, record.message.messageId);
    return url !== null && /^https?:\/\//.test(url) ? url : null;
  } catch (error) {
    room.deps.log.warn({ err: error, answerId: record.answer.traceId }, 'no link to the message');
    return null;
  }
}

/** Guards and passages by what they are called, for the trace names them by id. */
async function namesOf(room: Room, { steps }: Answer): Promise<Omit<StepNames, 'question'>> {
  const ids = steps.flatMap(passagesOf);
  const passages = new Map<string, Passage>();
  for (const id of new Set(ids)) {
    const passage = await room.deps.library.passage(id);
    if (passage !== undefined) passages.set(id, passage);
  }
  const guards = await room.deps.guardService.list();
  return { passages, guards: new Map(guards.map(({ id, label }) => [id, label])) };
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

async function showAnswer(room: Room, visit: Visit): Promise<void> {
  const id = param(visit.req, 'id');
  const record = await room.deps.feedback.answer(id);
  if (record === undefined) throw new BadRequest('There is no such answer. It may have been deleted.', 404);
  const body = answerPage({
    session: visit.session,
    record,
    vote: await myVote(room, visit.session, id),
    permalink: await permalinkOf(room, record),
    why: await explainAnswer(room.deps.store, record.answer),
    names: await namesOf(room, record.answer),
    outdated: await isOutdated(room, record),
  });
  await sendPage(room, visit, { title: 'Answer', area: 'answers', body });
}

export function answerRoutes(room: Room): Route[] {
  return [
    { method: 'get', path: '/answers', access: 'curator', handle: (visit) => listAnswers(room, visit) },
    { method: 'get', path: '/answers/:id', access: 'curator', handle: (visit) => showAnswer(room, visit) },
    ...suggestionRoutes(room),
  ];
}
