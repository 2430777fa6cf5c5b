import { loadRobots } from '../fetch/polite-fetch.ts';
import type { Reading } from '../run.ts';
import { readSitemap } from './read-sitemap.ts';
import { targetOf } from './urls.ts';
import { isInside, type Step, type Visit, visitPage } from './visit-page.ts';
import type { WebRun } from './web-run.ts';

/** Reads one page, the pages of a sitemap, or a site link by link, nearest pages first. */
export async function crawl(run: WebRun): Promise<Reading> {
  const { source } = run;
  if (source.kind === 'sitemap') return crawlSitemap(run);
  const trouble = await enter(run, new URL(source.address).origin);
  if (trouble !== null) return trouble;
  const start = await openStart(run);
  if ('kind' in start) return start;
  const depth = source.kind === 'site' ? source.depth : 0;
  const outcome = await walk(run, [start.step], start.visited, { depth, first: start.visit });
  if (source.kind !== 'site' || outcome.kind !== 'complete') return outcome;
  return recheck(run, start.visited);
}

async function crawlSitemap(run: WebRun): Promise<Reading> {
  const sitemap = await readSitemap(run, run.source.address);
  if (sitemap.kind === 'failed') return sitemap;
  const trouble = await enter(run, sitemap.origin);
  if (trouble !== null) return trouble;
  const wanted = sitemap.addresses.filter((address) => isInside(run, address));
  if (wanted.length === 0) {
    const reason = sitemap.missing ?? 'The sitemap names no page that this source includes.';
    return { kind: 'failed', reason };
  }
  const steps = wanted.map((url) => ({ url, depth: 0, forced: false }));
  const outcome = await walk(run, steps, new Set(wanted), { depth: 0 });
  if (outcome.kind !== 'complete' || sitemap.missing === null) return outcome;
  return { kind: 'partial', reason: sitemap.missing };
}

/** From here on the run is about one origin, and does what its robots.txt asks. */
async function enter(run: WebRun, origin: string): Promise<Reading | null> {
  run.origin = origin;
  const robots = await loadRobots(run.fetch, origin, {
    maxBytes: run.limits.robotsBytes,
    signal: run.signal,
  });
  if ('failed' in robots) return { kind: 'failed', reason: robots.failed };
  run.robots = robots;
  run.fetch.pauseFor(robots.delayMs);
  return null;
}

type Start = { step: Step; visit: Visit; visited: Set<string> };

/** The first page. It may redirect to another origin once, as from http to https or to www: then that one counts. */
async function openStart(run: WebRun): Promise<Reading | Start> {
  const { source } = run;
  const step = { url: source.address, depth: 0, forced: true };
  const visited = new Set([step.url]);
  if (!run.robots.allows(targetOf(new URL(step.url))))
    return { kind: 'failed', reason: 'robots.txt asks not to read the first page.' };
  let visit = await visitPage(run, step, visited);
  if (visit.kind === 'outside' && new URL(visit.url).origin !== run.origin) {
    const moved = { ...step, url: visit.url };
    const trouble = await enter(run, new URL(moved.url).origin);
    if (trouble !== null) return trouble;
    visited.add(moved.url);
    visit = await visitPage(run, moved, visited);
    step.url = moved.url;
  }
  if (visit.kind === 'failed') return { kind: 'failed', reason: visit.reason };
  if (visit.kind === 'outside') return { kind: 'failed', reason: `The first page leads to ${visit.url}.` };
  if (visit.kind === 'gone' && source.kind === 'site')
    return { kind: 'failed', reason: 'The first page is not there any more.' };
  return { step, visit, visited };
}

/** Visits steps and what they link to, `depth` links away at most. `first`: the first step was visited already. */
async function walk(
  run: WebRun,
  steps: Step[],
  visited: Set<string>,
  { depth, first }: { depth: number; first?: Visit },
): Promise<Reading> {
  const { limits } = run;
  const queue = [...steps];
  let failures = 0;
  let reads = 0;
  let last = '';
  for (const [at, step] of queue.entries()) {
    run.signal.throwIfAborted();
    if (at >= limits.pages) {
      await run.intake.flush();
      return { kind: 'partial', reason: `Only the first ${limits.pages} pages were read.` };
    }
    await run.progress(depth === 0 ? at / queue.length : null, `${at + 1} of ${queue.length} pages`);
    const visit = at === 0 && first !== undefined ? first : await visitPage(run, step, visited);
    if (visit.kind === 'failed') {
      failures += 1;
      last = visit.reason;
    } else {
      failures = 0;
      reads += 1;
    }
    if (failures >= limits.failuresInARow) break;
    for (const next of nextSteps(step, visit, depth)) {
      // One more than is visited: enough to know that there are more, and no list without end.
      if (visited.has(next.url) || queue.length > limits.pages) continue;
      visited.add(next.url);
      queue.push(next);
    }
  }
  await run.intake.flush();
  const down = failures >= limits.failuresInARow || (reads === 0 && failures > 0);
  return down ? { kind: 'failed', reason: `The host does not answer: ${last}` } : { kind: 'complete' };
}

function nextSteps(step: Step, visit: Visit, depth: number): Step[] {
  if (visit.kind === 'canonical') return [{ url: visit.url, depth: step.depth, forced: true }];
  const links = visit.kind === 'read' || visit.kind === 'failed' ? visit.links : [];
  if (step.depth >= depth) return [];
  return links.map((url) => ({ url, depth: step.depth + 1, forced: false }));
}

/** Pages that no link led to in this run: gone only when the server says so. */
async function recheck(run: WebRun, visited: Set<string>): Promise<Reading> {
  const unseen = run.rows
    .all()
    .filter(
      ({ item, state }) =>
        !run.rows.isDone(item) && (state === 'taken' || state === 'rejected') && isInside(run, item),
    )
    .map(({ item }) => ({ url: item, depth: 0, forced: true }));
  for (const { url } of unseen) visited.add(url);
  if (unseen.length === 0) return { kind: 'complete' };
  const outcome = await walk(run, unseen, visited, { depth: 0 });
  return outcome.kind === 'failed' ? { ...outcome, kind: 'partial' } : outcome;
}
