import type { Request } from 'express';
import { z } from 'zod';
import type { CacheEntry, CachePurge } from '../../core/caching/cache-service.ts';
import { field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { isInstead, type Missing, missing, type Reply, redirect } from '../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { type Asked, pageRoute } from '../routes/view-route.ts';
import { type CacheEntryView, type CacheView, cacheEntryPage, cachePage } from './cache-page.ts';

const PAGE = 50;
/** Servings that an entry's page lists. */
const HITS = 100;

/** What the audit log calls all kept answers together. */
const ALL = 'all';
const byKey = (req: Request) => param(req, 'key');

type Needs = Pick<ConsoleDeps, 'cacheService' | 'curated' | 'log'>;
type Entries = Pick<Needs, 'cacheService'>;

async function loadList(
  { cacheService, curated }: Pick<Needs, 'cacheService' | 'curated'>,
  { query }: Asked,
): Promise<CacheView> {
  const search = query('search').slice(0, 200);
  const entries = await cacheService.list({ limit: PAGE, search, after: query('after') });
  return {
    entries,
    stats: await cacheService.stats(),
    curated: await curated.list(),
    search,
    next: entries.length < PAGE ? null : (entries.at(-1)?.key ?? null),
  };
}

async function find({ cacheService }: Entries, key: string): Promise<CacheEntry | Missing> {
  return (await cacheService.find(key)) ?? missing('This answer is not kept any more.');
}

async function loadEntry({ cacheService }: Entries, key: string): Promise<CacheEntryView | Missing> {
  const entry = await find({ cacheService }, key);
  return isInstead(entry) ? entry : { entry, hits: await cacheService.hits(entry.key, HITS) };
}

async function purge(deps: Needs, { session, note }: FormVisit, what: CachePurge): Promise<Reply> {
  if ('all' in what && session.user.role !== 'admin')
    throw new BadRequest('Only admins can forget all cached answers.', 403);
  const purged = await deps.cacheService.purge(what);
  note({ forgotten: purged });
  deps.log.info({ ...what, purged, by: session.user.id }, 'cached answers forgotten');
  return redirect('/cache');
}

async function purgeMany(deps: Needs, visit: FormVisit): Promise<Reply> {
  const form = readForm(visit.req, {
    all: z.literal('yes').optional(),
    document: z.string().max(64).optional(),
  });
  if (form.document !== undefined) return purge(deps, visit, { documentId: form.document });
  if (form.all === undefined) throw new BadRequest('Say what is to be forgotten.');
  return purge(deps, visit, { all: true });
}

async function setQuarantined(deps: Needs, { req, session }: Visit, quarantined: boolean): Promise<Reply> {
  readForm(req, {});
  const entry = await find(deps, param(req, 'key'));
  if (isInstead(entry)) return entry;
  await deps.cacheService.setQuarantined(entry.key, quarantined);
  deps.log.info({ key: entry.key, quarantined, by: session.user.id }, 'cached answer changed');
  return redirect(`/cache/${entry.key}`);
}

function questionsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function addCurated(deps: Needs, { req, session }: Visit): Promise<Reply> {
  const form = readForm(req, {
    questions: z.string().max(8_000),
    answer: z.string().max(8_000),
    collection: z.string().trim().max(64).default(''),
  });
  const questions = questionsIn(form.questions);
  if (questions.length === 0 || form.answer.trim() === '')
    throw new BadRequest('A question and an answer are needed.', 422);
  const added = await deps.curated.add({
    questions,
    answer: form.answer.replaceAll('\r\n', '\n').trim(),
    collections: form.collection === '' ? null : [form.collection],
    author: session.user.name,
  });
  deps.log.info({ curated: added.id, by: session.user.id }, 'curated answer added');
  return redirect('/cache#curated');
}

async function removeCurated(deps: Needs, { req, session }: Visit): Promise<Reply> {
  const { id } = readForm(req, { id: z.string().max(64) });
  if (!(await deps.curated.remove(id))) throw new BadRequest('There is no such answer any more.', 404);
  deps.log.info({ curated: id, by: session.user.id }, 'curated answer removed');
  return redirect('/cache#curated');
}

export function cacheRoutes(deps: Needs): Route[] {
  const access = 'curator';
  return [
    pageRoute({ path: '/cache', access, load: (asked) => loadList(deps, asked), page: cachePage }),
    formRoute(
      '/cache/purge',
      access,
      { action: 'cached.purge', subject: (req) => field('document')(req) || ALL },
      (visit) => purgeMany(deps, visit),
    ),
    formRoute(
      '/cache/curated/add',
      access,
      { action: 'curated.add', subject: (req) => questionsIn(field('questions')(req))[0] ?? '' },
      (visit) => addCurated(deps, visit),
    ),
    formRoute('/cache/curated/remove', access, { action: 'curated.remove', subject: field('id') }, (visit) =>
      removeCurated(deps, visit),
    ),
    pageRoute({
      path: '/cache/:key',
      access,
      load: ({ param }) => loadEntry(deps, param('key')),
      page: cacheEntryPage,
    }),
    formRoute('/cache/:key/purge', access, { action: 'cached.purge', subject: byKey }, async (visit) => {
      readForm(visit.req, {});
      const entry = await find(deps, param(visit.req, 'key'));
      return isInstead(entry) ? entry : purge(deps, visit, { key: entry.key });
    }),
    formRoute('/cache/:key/quarantine', access, { action: 'cached.quarantine', subject: byKey }, (visit) =>
      setQuarantined(deps, visit, true),
    ),
    formRoute('/cache/:key/restore', access, { action: 'cached.restore', subject: byKey }, (visit) =>
      setQuarantined(deps, visit, false),
    ),
  ];
}
