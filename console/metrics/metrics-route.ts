import type { Request } from 'express';
import type { ConsoleDeps } from '../deps.ts';
import { showsToken } from '../requests/bearer-token.ts';
import { isLoopback } from '../requests/hosts.ts';
import type { Route } from '../routes/route.ts';

const LOCAL_ADDRESSES = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** `/metrics`, for whoever shows the token; where none is set, for this machine alone. */
export function metricsRoutes({ metrics }: Pick<ConsoleDeps, 'metrics'>): Route[] {
  if (metrics === undefined) return [];
  return [
    {
      method: 'get',
      path: '/metrics',
      access: 'public',
      async handle(req, res) {
        const token = metrics.token();
        if (token === '' ? !isFromHere(req) : !showsToken(req.get('Authorization'), token)) {
          if (token !== '') res.set('WWW-Authenticate', 'Bearer');
          const hint = token === '' ? 'Set DOCENT_METRICS_TOKEN to read them from elsewhere.' : '';
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
