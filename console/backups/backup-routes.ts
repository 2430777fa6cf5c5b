import { z } from 'zod';
import { backupIntervals } from '../../core/ports/backups.ts';
import type { ConsoleDeps } from '../deps.ts';
import { readForm } from '../requests/form.ts';
import { type Reply, redirect } from '../routes/replies.ts';
import { formRoute, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { type BackupsView, backupsPage } from './backups-page.ts';

type Needs = Pick<ConsoleDeps, 'backups' | 'log'>;

const load = async ({ backups }: Needs): Promise<BackupsView> => ({
  ...(await backups.state()),
  isWell: await backups.isWell(),
});

async function change(deps: Needs, { req, session }: Visit): Promise<Reply> {
  const form = readForm(req, {
    every: z.enum(backupIntervals),
    folder: z.string().max(4_000),
    keep: z.string().regex(/^\d{1,3}$/),
  });
  const plan = { ...form, keep: Number(form.keep) };
  const refused = await deps.backups.change(plan);
  if (refused !== null) return backupsPage(await load(deps), session, refused);
  deps.log.info({ ...plan, by: session.user.id }, 'backup schedule changed');
  return redirect('/backups');
}

async function now(deps: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  await deps.backups.now();
  return redirect('/backups');
}

/** Backups on schedule. */
export function backupRoutes(deps: Needs): Route[] {
  const set = { action: 'backups.set', subject: () => 'schedule' } as const;
  const made = { action: 'store.backup', subject: () => 'console' } as const;
  return [
    pageRoute({
      path: '/backups',
      access: 'admin',
      load: () => load(deps),
      page: (view, session) => backupsPage(view, session),
    }),
    formRoute('/backups', 'admin', set, (visit) => change(deps, visit)),
    formRoute('/backups/now', 'admin', made, (visit) => now(deps, visit)),
  ];
}
