import { z } from 'zod';
import { thanksFor, wording } from '../../core/defensive-ux/wording.ts';
import { platformIds } from '../../core/ports/platforms.ts';
import type { RehearsedAct } from '../../core/ports/rehearsal.ts';
import type { ConsoleDeps } from '../deps.ts';
import { readForm } from '../requests/form.ts';
import { missing, type Reply, redirect } from '../routes/replies.ts';
import { formRoute, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { rehearsalPage } from './rehearsal-page.ts';
import { createRehearsals, type Exchange, type Rehearsals, threadOf } from './rehearsed.ts';

/** Characters of a question. */
const QUESTION_LIMIT = 4_000;

const acts = [
  'good',
  'bad',
  'why',
  'sources',
  'share',
  'try-again',
  'ask-human',
  'delete-reply',
] as const satisfies RehearsedAct[];

type Needs = Pick<ConsoleDeps, 'rehearsal' | 'random'>;

async function ask({ rehearsal, random }: Needs, kept: Rehearsals, { req, session }: Visit): Promise<Reply> {
  const text = readForm(req, { text: z.string().max(QUESTION_LIMIT * 4) }).text.trim();
  const reply = await rehearsal.reply({ text, thread: threadOf(kept.of(session.user.id)) });
  const id = random.id('try');
  kept.add(session.user.id, { id, question: text, reply, thumb: 0, told: null, isDeleted: false });
  return redirect('/rehearsal#ask');
}

async function press({ rehearsal }: Needs, kept: Rehearsals, { req, session }: Visit): Promise<Reply> {
  const form = readForm(req, { exchange: z.string(), platform: z.enum(platformIds), act: z.enum(acts) });
  const exchanges = kept.of(session.user.id);
  const at = exchanges.findIndex(({ id }) => id === form.exchange);
  const exchange = exchanges[at];
  if (exchange === undefined) return missing('This rehearsal is over. Ask once more.');
  const change = await changed(rehearsal, exchange, form.act, exchanges.slice(0, at));
  const { words, ...rest } = change;
  kept.change(session.user.id, exchange.id, {
    ...rest,
    told: words === null ? null : { platform: form.platform, text: words },
  });
  return redirect(`/rehearsal#${form.platform}-${exchange.id}`);
}

/** What a press does to the reply, and what the presser is told. */
async function changed(
  rehearsal: Needs['rehearsal'],
  { question, reply, thumb }: Exchange,
  act: RehearsedAct,
  before: readonly Exchange[],
): Promise<Partial<Exchange> & { words: string | null }> {
  const { answer } = reply;
  switch (act) {
    case 'good':
    case 'bad': {
      const polarity = act === 'good' ? 1 : -1;
      if (thumb === polarity) return { thumb: 0, words: wording.feedback.retracted };
      return { thumb: polarity, words: thanksFor(polarity, true) };
    }
    case 'why':
    case 'sources':
      return { words: answer === null ? wording.why.gone : await rehearsal.told(answer, act) };
    case 'try-again':
      return {
        reply: await rehearsal.reply({ text: question, thread: threadOf(before), refresh: true }),
        thumb: 0,
        words: wording.again.started,
      };
    case 'delete-reply':
      return { isDeleted: true, words: wording.deleteReply.done };
    case 'share':
    case 'ask-human':
      return { words: 'Nothing is passed on in a rehearsal.' };
  }
}

/** A conversation that is tried in the console; it is kept in memory, and no vote comes of it. */
export function rehearsalRoutes(deps: Needs): Route[] {
  const kept = createRehearsals();
  return [
    pageRoute({
      path: '/rehearsal',
      access: 'admin',
      load: async ({ user }) => ({ exchanges: kept.of(user.id), limit: QUESTION_LIMIT }),
      page: rehearsalPage,
    }),
    formRoute('/rehearsal/ask', 'admin', 'nothing', (visit) => ask(deps, kept, visit)),
    formRoute('/rehearsal/press', 'admin', 'nothing', (visit) => press(deps, kept, visit)),
    formRoute('/rehearsal/clear', 'admin', 'nothing', async ({ session }) => {
      kept.clear(session.user.id);
      return redirect('/rehearsal');
    }),
  ];
}
