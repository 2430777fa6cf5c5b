import type { Request } from 'express';
import type { ConsoleDeps } from '../deps.ts';
import { showsToken } from '../requests/bearer-token.ts';
import { isLoopback } from '../requests/hosts.ts';
import type { Route } from '../routes/route.ts';
import { holderOf } from '../tokens/api-tokens.ts';

const LOCAL_ADDRESSES = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** `/metrics`, for whoever shows the token of the settings or an API token; where none is set, for this machine, too. */
export function metricsRoutes(deps: Pick<ConsoleDeps, 'metrics' | 'store' | 'clock'>): Route[] {
  const { metrics } = deps;
  if (metrics === undefined) return [];
  return [
    {
      method: 'get',
      path: '/metrics',
      access: 'public',
      async handle(req, res) {
        const token = metrics.token();
        const shown = req.get('Authorization');
        const mayRead =
          (token === '' ? isFromHere(req) : showsToken(shown, token)) ||
          (await holderOf(deps, shown, 'metrics')) !== null;
        if (!mayRead) {
          if (token !== '') res.set('WWW-Authenticate', 'Bearer');
          const hint =
            token === ''
              ? 'Show an API token for metrics, or set DOCENT_METRICS_TOKEN, to read them from elsewhere.'
              : '';
          res
            .status(token === '' ? 403 : 401)
            .type('text')
            .send(`Metrics are not for everybody. ${hint}`.trim());
          return;
        }
        const { type, body } = await metrics.text();
        res.set({ 'Content-Type': type, 'Cache-Control': 'no-store' }).send(body);
      },
    },
  ];
}

/** What a proxy passes on comes from this machine, too, but not from somebody on it. */
function isFromHere(req: Request): boolean {
  const passedOn = req.get('X-Forwarded-For') ?? req.get('Forwarded') ?? req.get('X-Real-IP');
  return (
    passedOn === undefined && isLoopback(req) && LOCAL_ADDRESSES.includes(req.socket.remoteAddress ?? '')
  );
}
