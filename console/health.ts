import type { Assets } from './assets.ts';
import type { ConsoleDeps } from './deps.ts';
import { type HealthNeeds, healthLine, loadHealth } from './frame/health-line.ts';
import { type Route, wantsJson } from './routes/route.ts';
import { fragmentRoute } from './routes/view-route.ts';

type Needs = HealthNeeds & Pick<ConsoleDeps, 'log' | 'parts'>;

/** `/healthz`: the process answers. `/readyz`: store and index serve too, and which parts are not well; for JSON, all of them. `/health`: the line in the header. */
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
      async handle(req, res) {
        const parts = await deps.parts();
        const named = (wanted: string) =>
          parts.filter(({ state }) => state === wanted).map(({ part }) => part);
        const down = named('down');
        const [state, names] = down.length > 0 ? ['not ready', down] : ['ready', named('degraded')];
        if (down.length > 0) deps.log.warn({ down }, 'not ready');
        res.status(down.length > 0 ? 503 : 200);
        if (wantsJson(req)) res.json({ ready: down.length === 0, parts });
        else res.type('text').send(names.length === 0 ? state : `${state}: ${names.join(', ')} not well`);
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
