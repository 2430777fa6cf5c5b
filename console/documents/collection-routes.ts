import { z } from 'zod';
import { reservedCollections } from '../../core/defensive-ux/channel-scope.ts';
import {
  collectionRules,
  personalDataRules,
  setPersonalDataRule,
} from '../../core/guardrails/collection-rules.ts';
import { placeName } from '../channels/channels-page.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';
import { collectionsPage } from './collections-page.ts';

async function show(room: Room, visit: Visit): Promise<void> {
  const { store, library } = room.deps;
  const rules = new Map((await collectionRules(store)).map((rule) => [rule.collection, rule.personalData]));
  const places = new Map(
    (await reservedCollections(store)).map(({ collection, places: named }) => [
      collection,
      named.map(placeName),
    ]),
  );
  const lines = (await library.collections()).map(({ collection, documents }) => ({
    ...{ collection, documents },
    personalData: rules.get(collection) ?? ('published' as const),
    places: places.get(collection) ?? [],
  }));
  const body = collectionsPage(visit.session, lines);
  await sendPage(room, visit, { title: 'Collections', area: 'documents', body });
}

async function save(room: Room, visit: Visit): Promise<void> {
  const { personalData } = readForm(visit.req, { personalData: z.enum(personalDataRules) });
  const collection = param(visit.req, 'collection');
  if (!(await setPersonalDataRule(room.deps.store, collection, personalData)))
    throw new BadRequest(`There is no collection "${collection}".`, 404);
  room.deps.log.info({ collection, personalData, by: visit.session.user.id }, 'collection changed');
  visit.res.redirect(303, '/documents/collections');
}

export function collectionRoutes(room: Room): Route[] {
  return [
    {
      method: 'get',
      path: '/documents/collections',
      access: 'curator',
      handle: (visit) => show(room, visit),
    },
    {
      method: 'post',
      path: '/documents/collections/:collection',
      access: 'admin',
      handle: (visit) => save(room, visit),
    },
  ];
}
