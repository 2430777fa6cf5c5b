import type { ConsoleDeps } from '../deps.ts';
import type { Frame } from '../frame/layout.ts';
import { BadRequest } from '../requests/form.ts';
import { param, type Route } from '../routes/route.ts';
import { sessionOf } from '../session/sessions-of-requests.ts';
import { goneView, sourceView } from './source-view.ts';

type Needs = Pick<ConsoleDeps, 'library' | 'sourceLinks'>;

/** The page of one passage behind a signed link: read only, and only while what it shows is published. */
export function sourcePageRoutes({ library, sourceLinks }: Needs, frame: Frame): Route[] {
  return [
    {
      method: 'get',
      path: '/read/:token',
      access: 'guest',
      async handle(req, res) {
        const readers = sourceLinks.readers();
        const read = readers === 'off' ? null : sourceLinks.read(param(req, 'token'));
        if (read === null) throw new BadRequest('There is no such page.', 404);
        if (readers === 'signed-in' && sessionOf(req) === null) {
          res.redirect(303, '/sign-in');
          return;
        }
        // Addresses that a document names learn nothing of the link.
        res.set('Referrer-Policy', 'no-referrer');
        if (read === 'expired') {
          frame.sendBarePage(res, { title: 'Link expired', status: 410, body: goneView('expired') });
          return;
        }
        const published = await library.passage(read.passageId);
        const all = published === undefined ? [] : await library.passages(published.documentId);
        const passage = all.find(({ passageId }) => passageId === read.passageId);
        if (passage === undefined)
          frame.sendBarePage(res, { title: 'Text changed', status: 410, body: goneView('changed') });
        else
          frame.sendBarePage(res, {
            ...{ title: passage.title, wide: true, body: sourceView(passage, read.until) },
          });
      },
    },
  ];
}
