import { z } from 'zod';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import type { Page } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { loadLearning } from './learning-section.ts';
import { type TuningView, tuningPage } from './tuning-page.ts';

type Needs = Pick<ConsoleDeps, 'trainables' | 'log'>;

async function load({ trainables }: Needs): Promise<TuningView> {
  return { learning: await loadLearning(trainables) };
}

async function moveVersion(deps: Needs, { req, session }: Visit): Promise<Page> {
  const { move } = readForm(req, { move: z.enum(['promote', 'rollback']) });
  const trainable = deps.trainables.find(({ id }) => id === param(req, 'what'));
  if (trainable === undefined) throw new BadRequest('Nothing here learns by this name.', 404);
  const result = await (move === 'promote' ? trainable.promote() : trainable.rollBack());
  deps.log.info({ what: trainable.id, move, by: session.user.id }, 'a trained version was moved');
  return tuningPage(await load(deps), session, `${trainable.id}: ${result.reason}`);
}

export function tuningRoutes(deps: Needs): Route[] {
  return [
    pageRoute({ path: '/tuning', access: 'curator', load: () => load(deps), page: tuningPage }),
    formRoute('/tuning/learning/:what', 'admin', (visit) => moveVersion(deps, visit)),
  ];
}
