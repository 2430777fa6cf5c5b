import { z } from 'zod';
import { reservedCollections } from '../../../core/defensive-ux/channel-scope.ts';
import { setShareable, shareableCollections } from '../../../core/defensive-ux/shareable.ts';
import {
  collectionRules,
  personalDataRules,
  setPersonalDataRule,
} from '../../../core/guardrails/collection-rules.ts';
import { placeName } from '../../channels/channels-page.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { type Redirect, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { pageRoute } from '../../routes/view-route.ts';
import { type CollectionsView, collectionsPage } from './collections-page.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'library' | 'log'>;

async function load({ store, library }: Pick<Needs, 'store' | 'library'>): Promise<CollectionsView> {
  const rules = new Map((await collectionRules(store)).map((rule) => [rule.collection, rule.personalData]));
  const places = new Map(
    (await reservedCollections(store)).map(({ collection, places: named }) => [
      collection,
      named.map(placeName),
    ]),
  );
  const shareable = await shareableCollections(store);
  const lines = (await library.collections()).map(({ collection, documents }) => ({
    ...{ collection, documents },
    personalData: rules.get(collection) ?? ('published' as const),
    shareable: shareable.includes(collection),
    places: places.get(collection) ?? [],
  }));
  return { lines };
}

async function save(
  { store, log }: Pick<Needs, 'store' | 'log'>,
  { req, session }: Visit,
): Promise<Redirect> {
  const { personalData, shareable } = readForm(req, {
    personalData: z.enum(personalDataRules),
    shareable: z.enum(['yes', 'no']).optional(),
  });
  const collection = param(req, 'collection');
  if (!(await setPersonalDataRule(store, collection, personalData)))
    throw new BadRequest(`There is no collection "${collection}".`, 404);
  if (shareable !== undefined) await setShareable(store, collection, shareable === 'yes');
  log.info({ collection, personalData, shareable, by: session.user.id }, 'collection changed');
  return redirect('/documents/collections');
}

export function collectionRoutes(deps: Needs): Route[] {
  return [
    pageRoute({
      path: '/documents/collections',
      access: 'curator',
      load: () => load(deps),
      page: collectionsPage,
    }),
    formRoute(
      '/documents/collections/:collection',
      'admin',
      { action: 'collection.set', subject: (req) => param(req, 'collection') },
      (visit) => save(deps, visit),
    ),
  ];
}
