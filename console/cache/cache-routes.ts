import { z } from 'zod';
import type { CacheEntry, CachePurge } from '../../core/caching/cache-service.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendPage } from '../layout.ts';
import { param, query, type Room, type Route, type Visit } from '../route.ts';
import { cacheEntryPage, cachePage } from './cache-page.ts';

const PAGE = 50;
/** Servings that an entry's page lists. */
const HITS = 100;

async function showList(room: Room, visit: Visit): Promise<void> {
  const { cacheService, curated } = room.deps;
  const search = query(visit.req, 'search').slice(0, 200);
  const entries = await cacheService.list({ limit: PAGE, search, after: query(visit.req, 'after') });
  const body = cachePage({
    session: visit.session,
    entries,
    stats: await cacheService.stats(),
    curated: await curated.list(),
    search,
    next: entries.length < PAGE ? null : (entries.at(-1)?.key ?? null),
  });
  await sendPage(room, visit, { title: 'Cached answers', area: 'cache', body });
}

async function found(room: Room, visit: Visit): Promise<CacheEntry> {
  const entry = await room.deps.cacheService.find(param(visit.req, 'key'));
  if (entry === undefined) throw new BadRequest('This answer is not kept any more.', 404);
  return entry;
}

async function showOne(room: Room, visit: Visit): Promise<void> {
  const entry = await found(room, visit);
  const hits = await room.deps.cacheService.hits(entry.key, HITS);
  await sendPage(room, visit, {
    title: entry.question,
    area: 'cache',
    body: cacheEntryPage(visit.session, entry, hits),
  });
}

async function purge(room: Room, visit: Visit, what: CachePurge): Promise<void> {
  if ('all' in what && visit.session.user.role !== 'admin')
    throw new BadRequest('Only admins can forget all cached answers.', 403);
  const purged = await room.deps.cacheService.purge(what);
  room.deps.log.info({ ...what, purged, by: visit.session.user.id }, 'cached answers forgotten');
  visit.res.redirect(303, '/cache');
}

async function purgeMany(room: Room, visit: Visit): Promise<void> {
  const form = readForm(visit.req, {
    all: z.literal('yes').optional(),
    document: z.string().max(64).optional(),
  });
  if (form.document !== undefined) return purge(room, visit, { documentId: form.document });
  if (form.all === undefined) throw new BadRequest('Say what is to be forgotten.');
  return purge(room, visit, { all: true });
}

async function setQuarantined(room: Room, visit: Visit, quarantined: boolean): Promise<void> {
  readForm(visit.req, {});
  const entry = await found(room, visit);
  await room.deps.cacheService.setQuarantined(entry.key, quarantined);
  room.deps.log.info({ key: entry.key, quarantined, by: visit.session.user.id }, 'cached answer changed');
  visit.res.redirect(303, `/cache/${entry.key}`);
}

async function addCurated(room: Room, visit: Visit): Promise<void> {
  const form = readForm(visit.req, {
    questions: z.string().max(8_000),
    answer: z.string().max(8_000),
    collection: z.string().trim().max(64).default(''),
  });
  const questions = form.questions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (questions.length === 0 || form.answer.trim() === '')
    throw new BadRequest('A question and an answer are needed.', 422);
  const added = await room.deps.curated.add({
    questions,
    answer: form.answer.replaceAll('\r\n', '\n').trim(),
    collections: form.collection === '' ? null : [form.collection],
    author: visit.session.user.name,
  });
  room.deps.log.info({ curated: added.id, by: visit.session.user.id }, 'curated answer added');
  visit.res.redirect(303, '/cache#curated');
}

async function removeCurated(room: Room, visit: Visit): Promise<void> {
  const { id } = readForm(visit.req, { id: z.string().max(64) });
  await room.deps.curated.remove(id);
  room.deps.log.info({ curated: id, by: visit.session.user.id }, 'curated answer removed');
  visit.res.redirect(303, '/cache#curated');
}

export function cacheRoutes(room: Room): Route[] {
  const access = 'curator';
  const post = (path: string, handle: (visit: Visit) => Promise<void>): Route => ({
    method: 'post',
    path,
    access,
    handle,
  });
  return [
    { method: 'get', path: '/cache', access, handle: (visit) => showList(room, visit) },
    post('/cache/purge', (visit) => purgeMany(room, visit)),
    post('/cache/curated/add', (visit) => addCurated(room, visit)),
    post('/cache/curated/remove', (visit) => removeCurated(room, visit)),
    { method: 'get', path: '/cache/:key', access, handle: (visit) => showOne(room, visit) },
    post('/cache/:key/purge', async (visit) => {
      readForm(visit.req, {});
      return purge(room, visit, { key: param(visit.req, 'key') });
    }),
    post('/cache/:key/quarantine', (visit) => setQuarantined(room, visit, true)),
    post('/cache/:key/restore', (visit) => setQuarantined(room, visit, false)),
  ];
}
