import type { WorkspaceInstalls } from '../../core/ports/connectors.ts';
import { isPlatformId, type PlatformId } from '../../core/ports/platforms.ts';
import { addEntry } from '../audit/audit-log.ts';
import { actorOf } from '../audit/audit-trail.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Reply, redirect } from '../routes/replies.ts';
import { arrivalRoute, formRoute, param, type Route, type Visit } from '../routes/route.ts';
import type { Done } from './connect-page.ts';
import { makeInstallState, useInstallState } from './install-states.ts';

type Deps = Pick<ConsoleDeps, 'connectors' | 'store' | 'clock' | 'random' | 'publicUrl' | 'log'>;
type Show = (visit: Visit, done: Done) => Promise<Reply>;

/** Where the platform sends an admin back to: the address that the settings name, whatever the request says. */
export const redirectUrlOf = ({ publicUrl }: Pick<Deps, 'publicUrl'>, platform: string): string =>
  new URL(`/connect/${platform}/callback`, publicUrl()).href;

function installsOf({ connectors }: Pick<Deps, 'connectors'>, { req }: Visit) {
  const id = param(req, 'id');
  const installs = isPlatformId(id) ? (connectors.installs?.(id) ?? null) : null;
  if (!isPlatformId(id) || installs === null) throw new BadRequest('There is no such platform.', 404);
  return { id, installs };
}

const one = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Sends the admin to the platform. Another site cannot begin this for them. */
async function begin(deps: Deps, visit: Visit): Promise<Reply> {
  const { id, installs } = installsOf(deps, visit);
  const site = visit.req.get('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new BadRequest('Open the Connect page and press the button there.', 403);
  const redirectUrl = redirectUrlOf(deps, id);
  const problem = installs.problem(redirectUrl);
  if (problem !== null) throw new BadRequest(problem, 422);
  return redirect(await installs.allowUrl(await makeInstallState(deps, visit.session, id), redirectUrl));
}

/** The admin is back from the platform. */
async function finish(deps: Deps, show: Show, visit: Visit): Promise<Reply> {
  const { id, installs } = installsOf(deps, visit);
  const { state, code, error } = visit.req.query;
  // Before anything else: without the state nobody knows who sent them here.
  if (!(await useInstallState(deps, visit.session, { platform: id, state: one(state) })))
    throw new BadRequest(
      'This way back is not valid any more: it works once, within ten minutes, in the browser that began. Press “Add to Slack” again.',
      403,
    );
  const line = await comeBack(installs, { code: one(code), error: one(error) }, () => ({
    redirectUrl: redirectUrlOf(deps, id),
    by: visit.session.user.id,
  }));
  const { workspace, message } = line;
  if (workspace !== undefined) {
    const entry = { action: 'workspace.add' as const, subject: workspace, before: null, after: { message } };
    await addEntry(deps, { by: actorOf(visit.session), ...entry });
    return redirect(`/connect?added=${encodeURIComponent(workspace)}`);
  }
  return show(visit, { group: id, report: { title: 'No workspace was added.', lines: [line] } });
}

async function comeBack(
  installs: WorkspaceInstalls,
  { code, error }: { code: string; error: string },
  how: () => { redirectUrl: string; by: string },
): Promise<Awaited<ReturnType<WorkspaceInstalls['finish']>>> {
  if (error === 'access_denied')
    return { ok: false, message: 'It was not allowed there.', hint: 'Ask an admin of that workspace.' };
  if (error !== '' || code === '')
    return { ok: false, message: 'The platform sent no code.', hint: 'Try once more.' };
  return installs.finish({ code, ...how() });
}

async function remove(deps: Deps, show: Show, visit: Visit): Promise<Reply> {
  const { id, installs } = installsOf(deps, visit);
  readForm(visit.req, {});
  const line = await installs.remove(param(visit.req, 'workspace'));
  const title = line.ok ? 'Removed.' : 'Nothing was removed.';
  return show(visit, { group: id, report: { title, lines: [line] } });
}

/** What a page tells of the workspaces of a platform. */
export async function installsView(deps: Pick<Deps, 'connectors' | 'publicUrl'>, id: PlatformId) {
  const installs = deps.connectors.installs?.(id) ?? null;
  if (installs === null) return null;
  return { problem: installs.problem(redirectUrlOf(deps, id)), workspaces: await installs.list() };
}

export function installRoutes(deps: Deps, show: Show): Route[] {
  return [
    arrivalRoute('/connect/:id/install', 'admin', (visit) => begin(deps, visit)),
    arrivalRoute('/connect/:id/callback', 'admin', (visit) => finish(deps, show, visit)),
    formRoute(
      '/connect/:id/workspaces/:workspace/remove',
      'admin',
      { action: 'workspace.remove', subject: (req) => param(req, 'workspace') },
      (visit) => remove(deps, show, visit),
    ),
  ];
}
