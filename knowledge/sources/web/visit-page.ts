import { writeFile } from 'node:fs/promises';
import type { SourceItemsTable } from '../../../core/store/schema.ts';
import { sha256Hex } from '../../../core/text/hashes.ts';
import { formatOfExtension } from '../../parsers/formats.ts';
import type { Fetched, FetchedPage } from '../fetch/fetched.ts';
import { extensionFor, nameFor } from './media-types.ts';
import { type PageSigns, pageText, readSigns } from './page-signs.ts';
import { isWanted, normalUrl, targetOf } from './urls.ts';
import type { WebRun } from './web-run.ts';

/** A page to visit. `forced`: it is taken whatever address it would rather be known by. */
export type Step = { url: string; depth: number; forced: boolean };

/** What came of a visit; `links` are followed from here, `canonical` is where the page says its text is. */
export type Visit =
  | { kind: 'read'; links: string[] }
  | { kind: 'canonical'; url: string }
  /** A redirect to where this source does not reach. */
  | { kind: 'outside'; url: string }
  | { kind: 'gone' }
  | { kind: 'failed'; reason: string; links: string[] };

/** Reads one page and hands it to the intake if it is new or has changed. `visited` gets where redirects end. */
export async function visitPage(run: WebRun, step: Step, visited: Set<string>): Promise<Visit> {
  const { rows } = run;
  const known = rows.get(step.url);
  // Read before the program was stopped: what is known of it is of this run.
  if (known !== undefined && rows.isDone(step.url)) return asBefore(known);
  if (!run.robots.allows(targetOf(new URL(step.url))))
    return leaveOut(run, step.url, 'robots.txt asks not to read it.');
  const fetched = await run.fetch(step.url, {
    signal: run.signal,
    validators: (url) => rows.validators(url),
    follows: (url) => mayFollow(run, step, url),
    wants: (mediaType, url) => extensionFor(mediaType, url) !== null,
    maxBytes: (mediaType) => (/html/.test(mediaType) ? run.limits.htmlBytes : run.limits.fileBytes),
  });
  return settle(run, step, fetched, visited);
}

async function settle(run: WebRun, step: Step, fetched: Fetched, visited: Set<string>): Promise<Visit> {
  const { rows } = run;
  if (fetched.kind === 'failed' || fetched.kind === 'refused') {
    const { reason } = fetched;
    await rows.note(step.url, { change: 'failed', reason });
    return { kind: 'failed', reason, links: linksOf(rows.get(step.url)) };
  }
  if (fetched.kind === 'outside') {
    await leaveOut(run, step.url, `It leads to ${fetched.url}, outside of this source.`);
    return { kind: 'outside', url: fetched.url };
  }
  const url = normalUrl(fetched.url) ?? step.url;
  if (url !== step.url) {
    await leaveOut(run, step.url, `It leads to ${url}.`, movedTo(url));
    if (visited.has(url)) return { kind: 'read', links: [] };
    visited.add(url);
  }
  if (fetched.kind === 'gone') {
    await rows.note(url, { state: 'gone', reason: `It is not there any more (status ${fetched.status}).` });
    return { kind: 'gone' };
  }
  if (fetched.kind === 'unwanted')
    return leaveOut(run, url, `Pages of the type ${fetched.mediaType || 'unknown'} are not read.`);
  if (fetched.kind === 'not-modified') {
    await rows.unchanged(url);
    return { kind: 'read', links: linksOf(rows.get(url)) };
  }
  return takePage(run, { ...step, url }, fetched);
}

async function takePage(run: WebRun, step: Step, page: FetchedPage): Promise<Visit> {
  const { rows } = run;
  const { url } = step;
  const extension = extensionFor(page.mediaType, new URL(url)) ?? 'html';
  const text = formatOfExtension(extension)?.container === 'text' ? pageText(page.body, page.charset) : null;
  const signs = signsOf(run, page, url, extension === 'html' ? (text ?? '') : '');
  const validators = { etag: page.etag, last_modified: page.lastModified };
  const links = JSON.stringify(signs.links);
  if (signs.noindex) {
    await leaveOut(run, url, 'The page asks not to be taken in (noindex).', { ...validators, links });
    return { kind: 'read', links: signs.links };
  }
  if (!isInside(run, url)) {
    await leaveOut(run, url, 'It is outside of what this source includes.', { ...validators, links });
    return { kind: 'read', links: signs.links };
  }
  const { canonical } = signs;
  if (!step.forced && canonical !== null && canonical !== url && isInside(run, canonical)) {
    await leaveOut(run, url, `Its text is at ${canonical}.`, movedTo(canonical));
    return { kind: 'canonical', url: canonical };
  }
  const sha256 = sha256Hex(page.body);
  const known = rows.get(url);
  if (known?.state === 'deleted-here') await rows.unchanged(url, { ...validators, links });
  else if (known !== undefined && ['taken', 'rejected'].includes(known.state) && known.sha256 === sha256)
    await rows.unchanged(url, { ...validators, links });
  else {
    const file = run.newFile();
    await writeFile(file, text ?? page.body);
    await run.intake.add({
      item: url,
      path: url,
      file,
      name: nameFor(new URL(url), extension),
      bytes: page.body.length,
      sha256,
      etag: page.etag,
      lastModified: page.lastModified,
      links: signs.links,
      byText: extension === 'html',
      temporary: true,
    });
  }
  return { kind: 'read', links: signs.links };
}

function signsOf(run: WebRun, page: FetchedPage, url: string, html: string): PageSigns {
  const signs = readSigns(html, url, page.robotsTag, run.limits.links);
  return { ...signs, links: signs.links.filter((link) => isInside(run, link)) };
}

async function leaveOut(run: WebRun, url: string, reason: string, note: Partial<SourceItemsTable> = {}) {
  const forgotten = { etag: null, last_modified: null, sha256: null, links: '[]' };
  await run.rows.note(url, { ...forgotten, ...note, state: 'left-out', reason });
  return { kind: 'read' as const, links: [] };
}

/** Same origin, and not outside of what the source includes. */
export function isInside(run: WebRun, address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.origin === run.origin && isWanted(run.scope, targetOf(url));
}

/** The first page, and where a page says its text is, may redirect anywhere on their origin. */
function mayFollow(run: WebRun, step: Step, url: URL): boolean {
  const near = step.forced ? url.origin === run.origin : isInside(run, url.href);
  return near && run.robots.allows(targetOf(url));
}

/** Marks an address as another name of a page; no validators, so that the next run asks again where it leads. */
function movedTo(url: string): Partial<SourceItemsTable> {
  return { change: 'moved', links: JSON.stringify([url]) };
}

function asBefore(known: SourceItemsTable): Visit {
  if (known.state === 'gone') return { kind: 'gone' };
  const links = linksOf(known);
  const [target] = links;
  return known.change === 'moved' && target !== undefined
    ? { kind: 'canonical', url: target }
    : { kind: 'read', links };
}

function linksOf(row: SourceItemsTable | undefined): string[] {
  return row === undefined ? [] : (JSON.parse(row.links) as string[]);
}
