import { z } from 'zod';
import { statePermission, withdrawPermission } from '../../core/fine-tuning/export/permissions.ts';
import { platformIds } from '../../core/ports/platforms.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Page, type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { loadTuning, type TuningNeeds } from './load-tuning.ts';
import { runRoutes } from './run-routes.ts';
import { tuningPage } from './tuning-page.ts';

async function moveVersion(deps: TuningNeeds, { req, session }: Visit): Promise<Page> {
  const { move } = readForm(req, { move: z.enum(['promote', 'rollback']) });
  const trainable = deps.trainables.find(({ id }) => id === param(req, 'what'));
  if (trainable === undefined) throw new BadRequest('Nothing here learns by this name.', 404);
  const result = await (move === 'promote' ? trainable.promote() : trainable.rollBack());
  deps.log.info({ what: trainable.id, move, by: session.user.id }, 'a trained version was moved');
  return tuningPage(await loadTuning(deps), session, {
    text: `${trainable.id}: ${result.reason}`,
    good: true,
  });
}

async function actOnJob(deps: TuningNeeds, { req, session }: Visit): Promise<Page> {
  const { act } = readForm(req, { act: z.enum(['cancel', 'promote', 'rollback']) });
  const id = param(req, 'id');
  if ((await deps.trainingJobs.get(id)) === undefined) throw new BadRequest('There is no such job.', 404);
  const { trainingJobs } = deps;
  const { job, problem } = await (act === 'cancel'
    ? trainingJobs.act(id, 'cancel')
    : act === 'promote'
      ? trainingJobs.promote(id)
      : trainingJobs.rollBack(id));
  deps.log.info({ job: id, act, by: session.user.id }, 'a training job was changed');
  const said = { text: problem ?? job.message, good: problem === null };
  return tuningPage(await loadTuning(deps), session, said);
}

async function permit(deps: TuningNeeds, { req, session }: Visit): Promise<Redirect> {
  const { statement } = readForm(req, { statement: z.string().trim().max(500) });
  const platform = platformIds.find((one) => one === param(req, 'platform'));
  if (platform === undefined) throw new BadRequest('There is no such platform.', 404);
  if (statement === '') await withdrawPermission(deps.store, platform);
  else await statePermission(deps, { platform, statement, by: session.user.name });
  deps.log.info({ platform, stated: statement !== '', by: session.user.id }, 'training permission changed');
  return redirect('/tuning#permission-title');
}

const named = (name: string) => (req: Visit['req']) => param(req, name);

export function tuningRoutes(deps: TuningNeeds): Route[] {
  return [
    pageRoute({ path: '/tuning', access: 'curator', load: () => loadTuning(deps), page: tuningPage }),
    formRoute(
      '/tuning/learning/:what',
      'admin',
      { action: 'training.train', subject: named('what') },
      (visit) => moveVersion(deps, visit),
    ),
    formRoute('/tuning/jobs/:id', 'admin', { action: 'training.job', subject: named('id') }, (visit) =>
      actOnJob(deps, visit),
    ),
    formRoute(
      '/tuning/permissions/:platform',
      'admin',
      { action: 'training.permit', subject: named('platform') },
      (visit) => permit(deps, visit),
    ),
    ...runRoutes(deps),
  ];
}
