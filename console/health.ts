import { sql } from 'kysely';
import { healthLine, sendFragment } from './layout.ts';
import type { Room, Route } from './route.ts';

/** `/healthz`: the process answers. `/readyz`: its store answers too. `/health`: the line in the header. */
export function healthRoutes(room: Room): Route[] {
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
          await sql`SELECT 1`.execute(room.deps.store);
          res.type('text').send('ready');
        } catch (error) {
          room.deps.log.warn({ err: error }, 'not ready: the store does not answer');
          res.status(503).type('text').send('not ready');
        }
      },
    },
    {
      method: 'get',
      path: '/health',
      access: 'curator',
      background: true,
      async handle({ res, session }) {
        sendFragment(res, await healthLine(room, session));
      },
    },
    {
      method: 'get',
      path: '/assets/:file',
      access: 'public',
      handle(req, res) {
        room.assets.serve(req, res);
      },
    },
  ];
}
