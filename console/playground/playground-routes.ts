import { z } from 'zod';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { ThreadTurn } from '../../core/types.ts';
import {
  createExampleQuestions,
  type ExampleQuestions,
} from '../../knowledge/documents/example-questions.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import { BadRequest, manyText, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { link, notice } from '../parts.ts';
import { query, type Room, type Route, type Visit, wantsFragment } from '../route.ts';
import { createLive, type Live } from './live.ts';
import { filterOf, type NarrowFields, narrowFields, narrowShape } from './narrow.ts';
import { MANUAL_EXAMPLES, playgroundPage, type Turn, turnView } from './playground-page.ts';
import { myVote, voteRoutes } from './vote.ts';

/** Longer questions are cut off by the browser; the answer path has its own limit and words for it. */
const QUESTION_LIMIT = 4_000;
/** A conversation's earlier answers that a follow-up and the page's address carry. */
const TURN_LIMIT = 6;

function turnIds(given: string[]): string[] {
  return given.filter((id) => /^[\w-]{1,64}$/.test(id)).slice(-TURN_LIMIT);
}

function addressOf(ids: string[], narrow: NarrowFields): string {
  return link('/', { turns: ids.join(','), ...narrow });
}

async function turnsOf(room: Room, visit: Visit, ids: string[]): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const id of ids) {
    const record = await room.deps.feedback.answer(id);
    if (record === undefined) continue;
    turns.push({ answer: record.answer, vote: await myVote(room, visit.session, id) });
  }
  return turns;
}

/** Documents of what is searched; an upload that failed counts wherever it is. */
async function counted(room: Room, searched: string[]): Promise<{ documents: number; failed: number }> {
  const sum = { documents: 0, failed: 0 };
  for (const { collection, documents, failed } of await room.deps.library.collections()) {
    sum.documents += searched.includes(collection) ? documents : 0;
    sum.failed += failed;
  }
  return sum;
}

/** Questions to begin with: of the team's own documents, or of Docent's manual while there is nothing else. */
async function suggested(room: Room, suggestions: ExampleQuestions, searched: string[]): Promise<string[]> {
  if (searched.length === 1 && searched[0] === HANDBOOK_COLLECTION) return MANUAL_EXAMPLES;
  try {
    return await suggestions.of(searched);
  } catch (error) {
    // While the index is being built the page does without.
    room.deps.log.info({ err: error }, 'no questions to suggest');
    return [];
  }
}

async function showPlayground(room: Room, visit: Visit, suggestions: ExampleQuestions): Promise<void> {
  const ids = turnIds(query(visit.req, 'turns').split(','));
  const turns = await turnsOf(room, visit, ids);
  const [path, language, from, to] = ['path', 'language', 'from', 'to'].map((name) => query(visit.req, name));
  const narrow = narrowFields({ path, language, from, to });
  const searched = await room.deps.retriever.defaultCollections();
  const documents = await counted(room, searched);
  const body = playgroundPage({
    session: visit.session,
    turns,
    question: query(visit.req, 'q').slice(0, QUESTION_LIMIT),
    narrow,
    documents,
    suggestions:
      turns.length > 0 || documents.documents === 0 ? [] : await suggested(room, suggestions, searched),
    limit: QUESTION_LIMIT,
    back: addressOf(
      turns.map((turn) => turn.answer.traceId),
      narrow,
    ),
  });
  await sendPage(room, visit, { title: 'Playground', area: 'playground', body });
}

async function ask(room: Room, live: Live, visit: Visit): Promise<void> {
  const { req, res, session } = visit;
  const form = readForm(req, {
    question: z.string().max(QUESTION_LIMIT * 4),
    after: manyText,
    refresh: z.literal('yes').optional(),
    live: z.string().max(64).optional(),
    ...narrowShape,
  });
  const text = form.question.trim();
  if (text === '') {
    if (!wantsFragment(req)) throw new BadRequest(wording.emptyQuestion, 422);
    sendFragment(res, notice('warn', wording.emptyQuestion), 422);
    return;
  }
  const narrow = narrowFields(form);
  const narrowed = filterOf(narrow);
  if (narrowed.kind === 'wrong') {
    if (!wantsFragment(req)) throw new BadRequest(narrowed.message, 422);
    sendFragment(res, notice('warn', narrowed.message), 422);
    return;
  }
  const filter = narrowed.filter === null ? {} : { filter: narrowed.filter };
  const earlier = await turnsOf(room, visit, turnIds(form.after));
  const thread = earlier.flatMap(({ answer }): ThreadTurn[] => [
    { role: 'user', text: answer.question },
    {
      ...{ role: 'assistant', text: answer.text },
      ...(answer.outcome === 'answered' ? {} : { answered: false }),
    },
  ]);
  const refresh = form.refresh === 'yes' ? { refresh: true } : {};
  const onShown = live.teller(visit, form.live);
  const answer = await room.deps
    .ask(
      { text, thread, origin: 'console', asker: null, ...filter, ...refresh },
      onShown === undefined ? {} : { onShown },
    )
    .finally(() => live.done(visit, form.live));
  const ids = turnIds([...earlier.map((turn) => turn.answer.traceId), answer.traceId]);
  const address = addressOf(ids, narrow);
  if (!wantsFragment(req)) {
    res.redirect(303, address);
    return;
  }
  // The address holds the conversation, so that coming back from a source shows it again.
  res.set('HX-Replace-Url', address);
  sendFragment(res, turnView(session, { answer, vote: 0 }, address));
}

export function playgroundRoutes(room: Room): Route[] {
  const live = createLive();
  const suggestions = createExampleQuestions(room.deps);
  return [
    live.route,
    {
      method: 'get',
      path: '/',
      access: 'curator',
      handle: (visit) => showPlayground(room, visit, suggestions),
    },
    { method: 'post', path: '/ask', access: 'curator', handle: (visit) => ask(room, live, visit) },
    ...voteRoutes(room),
  ];
}
