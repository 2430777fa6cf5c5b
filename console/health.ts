import { sql } from 'kysely';
import type { Assets } from './assets.ts';
import type { ConsoleDeps } from './deps.ts';
import { type HealthNeeds, healthLine, loadHealth } from './frame/health-line.ts';
import type { Route } from './routes/route.ts';
import { fragmentRoute } from './routes/view-route.ts';

type Needs = HealthNeeds & Pick<ConsoleDeps, 'store' | 'log'>;

/** `/healthz`: the process answers. `/readyz`: its store answers too. `/health`: the line in the header. */
export function healthRoutes(deps: Needs, assets: Assets): Route[] {
  return [
    {
      method: 'get',
      path: '/healthz',
      access: 'public',
      handle(_req, res) {
        res.type('text').send('ok');
      },
    },
    {
      method: 'get',
      path: '/readyz',
      access: 'public',
      async handle(_req, res) {
        try {
          await sql`SELECT 1`.execute(deps.store);
          res.type('text').send('ready');
        } catch (error) {
          deps.log.warn({ err: error }, 'not ready: the store does not answer');
          res.status(503).type('text').send('not ready');
        }
      },
    },
    fragmentRoute({
      path: '/health',
      access: 'curator',
      background: true,
      load: () => loadHealth(deps),
      fragment: healthLine,
    }),
    {
      method: 'get',
      path: '/assets/:file',
      access: 'public',
      handle(req, res) {
        assets.serve(req, res);
      },
    },
  ];
}
