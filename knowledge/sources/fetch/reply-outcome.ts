import type { IncomingMessage } from 'node:http';
import type { Fetched, FetchedPage } from './fetched.ts';

/** What is needed of a reply here. */
type Reply = Pick<IncomingMessage, 'statusCode' | 'headers'>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** The next address of a redirect, or how the fetch ends there; null when the reply is no redirect. */
export function afterRedirect(
  url: URL,
  reply: Reply,
  follows: ((url: URL) => boolean) | undefined,
): URL | Fetched | null {
  if (!REDIRECTS.has(reply.statusCode ?? 0)) return null;
  const next = URL.parse(reply.headers.location ?? '', url.href);
  if (next === null || reply.headers.location === undefined) {
    return failed(url, reply, 'It redirects without saying where to.', false);
  }
  next.hash = '';
  if (next.protocol !== 'http:' && next.protocol !== 'https:')
    return { kind: 'refused', url: url.href, reason: `It redirects to a ${next.protocol} address.` };
  if (url.protocol === 'https:' && next.protocol === 'http:')
    return { kind: 'refused', url: url.href, reason: 'It redirects from https to http.' };
  if (follows !== undefined && !follows(next)) return { kind: 'outside', url: next.href };
  return next;
}

/** What status and headers say; `ok` still lacks its body. */
export function replyOutcome(
  url: URL,
  reply: Reply,
  wants: ((mediaType: string, url: URL) => boolean) | undefined,
  now: number,
): Exclude<Fetched, FetchedPage> | Omit<FetchedPage, 'body'> {
  const status = reply.statusCode ?? 0;
  const { headers } = reply;
  if (status === 304) return { kind: 'not-modified', url: url.href };
  if (status === 404 || status === 410) return { kind: 'gone', url: url.href, status };
  if (status === 401 || status === 403)
    return failed(url, reply, `Docent may not read it (status ${status}).`, false);
  if (status === 429 || status >= 500) {
    const outcome = failed(url, reply, `The server answers with status ${status}.`, true);
    return { ...outcome, retryAfterMs: retryAfter(headers['retry-after'], now) };
  }
  if (status !== 200) return failed(url, reply, `The server answers with status ${status}.`, false);
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  const mediaType = type.trim().toLowerCase();
  if (wants !== undefined && !wants(mediaType, url)) return { kind: 'unwanted', url: url.href, mediaType };
  const robotsTag = headers['x-robots-tag'];
  return {
    kind: 'ok',
    url: url.href,
    mediaType,
    charset: charsetOf(parameters),
    robotsTag: Array.isArray(robotsTag) ? robotsTag.join(', ') : (robotsTag ?? ''),
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
  };
}

function failed(url: URL, reply: Reply, reason: string, again: boolean) {
  const status = reply.statusCode ?? null;
  return { kind: 'failed' as const, url: url.href, reason, status, again, retryAfterMs: null };
}

function charsetOf(parameters: string[]): string | null {
  for (const parameter of parameters) {
    const [, name] = /^\s*charset\s*=\s*"?([\w.:-]+)/i.exec(parameter) ?? [];
    if (name !== undefined) return name.toLowerCase();
  }
  return null;
}

/** Seconds or a date, as milliseconds from now. */
function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
