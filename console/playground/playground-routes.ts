import { z } from 'zod';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { ThreadTurn } from '../../core/types.ts';
import {
  createExampleQuestions,
  type ExampleQuestions,
} from '../../knowledge/documents/example-questions.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import type { ConsoleDeps } from '../deps.ts';
import { link, notice } from '../frame/parts.ts';
import { BadRequest, manyText, readForm } from '../requests/form.ts';
import { type Reply, redirect } from '../routes/replies.ts';
import { formRoute, type Route, type Visit, wantsFragment } from '../routes/route.ts';
import { type Asked, pageRoute } from '../routes/view-route.ts';
import { createLive, type Live } from './live.ts';
import { filterOf, type NarrowFields, narrowFields, narrowShape } from './narrow.ts';
import {
  MANUAL_EXAMPLES,
  type PlaygroundView,
  playgroundPage,
  type Turn,
  turnView,
} from './playground-page.ts';
import { myVote, type VoteNeeds, voteRoutes } from './vote.ts';

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

async function turnsOf(deps: Pick<ConsoleDeps, 'feedback'>, userId: string, ids: string[]): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const id of ids) {
    const record = await deps.feedback.answer(id);
    if (record === undefined) continue;
    turns.push({ answer: record.answer, vote: await myVote(deps, userId, id) });
  }
  return turns;
}

/** Documents of what is searched; an upload that failed counts wherever it is. */
async function counted(
  { library }: Pick<ConsoleDeps, 'library'>,
  searched: string[],
): Promise<PlaygroundView['documents']> {
  const sum = { documents: 0, failed: 0 };
  for (const { collection, documents, failed } of await library.collections()) {
    sum.documents += searched.includes(collection) ? documents : 0;
    sum.failed += failed;
  }
  return sum;
}

/** Questions to begin with: of the team's own documents, or of Docent's manual while there is nothing else. */
async function suggested(
  { log }: Pick<ConsoleDeps, 'log'>,
  suggestions: ExampleQuestions,
  searched: string[],
): Promise<string[]> {
  if (searched.length === 1 && searched[0] === HANDBOOK_COLLECTION) return MANUAL_EXAMPLES;
  try {
    return await suggestions.of(searched);
  } catch (error) {
    // While the index is being built the page does without.
    log.info({ err: error }, 'no questions to suggest');
    return [];
  }
}

type PlaygroundNeeds = Pick<ConsoleDeps, 'feedback' | 'library' | 'retriever' | 'log'>;

async function load(
  deps: PlaygroundNeeds,
  suggestions: ExampleQuestions,
  { user, query }: Asked,
): Promise<PlaygroundView> {
  const turns = await turnsOf(deps, user.id, turnIds(query('turns').split(',')));
  const [path, language, from, to] = ['path', 'language', 'from', 'to'].map(query);
  const narrow = narrowFields({ path, language, from, to });
  const searched = await deps.retriever.defaultCollections();
  const documents = await counted(deps, searched);
  return {
    turns,
    question: query('q').slice(0, QUESTION_LIMIT),
    narrow,
    documents,
    suggestions:
      turns.length > 0 || documents.documents === 0 ? [] : await suggested(deps, suggestions, searched),
    limit: QUESTION_LIMIT,
    back: addressOf(
      turns.map((turn) => turn.answer.traceId),
      narrow,
    ),
  };
}

/** A question that cannot be asked: a notice in the page, or a page that says so. */
function unaskable({ req }: Visit, message: string): Reply {
  if (!wantsFragment(req)) throw new BadRequest(message, 422);
  return { fragment: notice('warn', message), status: 422 };
}

async function ask(deps: Pick<ConsoleDeps, 'ask' | 'feedback'>, live: Live, visit: Visit): Promise<Reply> {
  const { req, res, session } = visit;
  const form = readForm(req, {
    question: z.string().max(QUESTION_LIMIT * 4),
    after: manyText,
    refresh: z.literal('yes').optional(),
    live: z.string().max(64).optional(),
    ...narrowShape,
  });
  const text = form.question.trim();
  if (text === '') return unaskable(visit, wording.emptyQuestion);
  const narrow = narrowFields(form);
  const narrowed = filterOf(narrow);
  if (narrowed.kind === 'wrong') return unaskable(visit, narrowed.message);
  const filter = narrowed.filter === null ? {} : { filter: narrowed.filter };
  const earlier = await turnsOf(deps, session.user.id, turnIds(form.after));
  const thread = earlier.flatMap(({ answer }): ThreadTurn[] => [
    { role: 'user', text: answer.question },
    {
      ...{ role: 'assistant', text: answer.text },
      ...(answer.outcome === 'answered' ? {} : { answered: false }),
    },
  ]);
  const refresh = form.refresh === 'yes' ? { refresh: true } : {};
  const onShown = live.teller(visit, form.live);
  const answer = await deps
    .ask(
      { text, thread, origin: 'console', asker: null, ...filter, ...refresh },
      onShown === undefined ? {} : { onShown },
    )
    .finally(() => live.done(visit, form.live));
  const ids = turnIds([...earlier.map((turn) => turn.answer.traceId), answer.traceId]);
  const address = addressOf(ids, narrow);
  if (!wantsFragment(req)) return redirect(address);
  // The address holds the conversation, so that coming back from a source shows it again.
  res.set('HX-Replace-Url', address);
  return { fragment: turnView(session, { answer, vote: 0 }, address) };
}

type Needs = PlaygroundNeeds & VoteNeeds & Pick<ConsoleDeps, 'ask' | 'store'>;

export function playgroundRoutes(deps: Needs): Route[] {
  const live = createLive();
  const suggestions = createExampleQuestions(deps);
  return [
    live.route,
    pageRoute({
      path: '/',
      access: 'curator',
      load: (asked) => load(deps, suggestions, asked),
      page: playgroundPage,
    }),
    formRoute('/ask', 'curator', 'nothing', (visit) => ask(deps, live, visit)),
    ...voteRoutes(deps),
  ];
}
