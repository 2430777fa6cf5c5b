import { lookup as systemLookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { messageOf } from '../../../core/errors.ts';
import { type Clock, createDeadline } from '../../../core/ports/clock.ts';
import type { SourceLimits } from '../limits.ts';
import { type AddressPolicy, plainHost } from './address-policy.ts';
import type { Fetched, Validators } from './fetched.ts';
import { ACCEPTED_ENCODINGS, readBody } from './read-body.ts';
import { afterRedirect, replyOutcome } from './reply-outcome.ts';

export type FetchOptions = {
  /** Bytes after unpacking, by type. */
  maxBytes?: (mediaType: string) => number;
  /** Validators of the version that the caller has of this address. */
  validators?: (url: string) => Validators | undefined;
  /** Which redirects to follow; all of them when absent. */
  follows?: (url: URL) => boolean;
  /** Which types to read; all of them when absent. */
  wants?: (mediaType: string, url: URL) => boolean;
  signal?: AbortSignal;
};

/** GETs an address that somebody else may have chosen. Rejects only when the caller's signal fires. */
export type SafeFetch = (address: string, options?: FetchOptions) => Promise<Fetched>;

/** All addresses of a host name. */
export type Lookup = (host: string) => Promise<{ address: string; family: number }[]>;

export type SafeFetchDeps = {
  clock: Clock;
  policy: AddressPolicy;
  userAgent: string;
  limits: Pick<SourceLimits, 'redirects' | 'timeoutMs' | 'fileBytes'>;
  lookup?: Lookup;
};

type Target = { kind: 'target'; addresses: { address: string; family: number }[] };

/**
 * A fetch that cannot be turned against the own network: a name is looked up once a hop, every address of it is
 * checked, and the connection goes to an address that was checked. Redirects are followed by hand and checked anew.
 * No cookies, no credentials, no proxy.
 */
export function createSafeFetch(deps: SafeFetchDeps): SafeFetch {
  const { clock, limits } = deps;
  const lookup: Lookup = deps.lookup ?? ((host) => systemLookup(host, { all: true }));

  /** The checked addresses of a URL, or why it must not be fetched. */
  async function admit(url: URL, signal: AbortSignal): Promise<Target | Fetched> {
    const refused = (reason: string): Fetched => ({ kind: 'refused', url: url.href, reason });
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      return refused('Only http and https addresses are read.');
    if (url.username !== '' || url.password !== '') return refused('An address must not hold a password.');
    const host = plainHost(url.hostname);
    const family = isIP(host);
    const addresses = family === 0 ? await abortable(lookup(host), signal) : [{ address: host, family }];
    if (addresses.length === 0) return failure(url.href, `${host} has no address.`);
    for (const { address } of addresses) {
      const reason = deps.policy.refusal(address, host);
      if (reason !== null) return refused(reason);
    }
    return { kind: 'target', addresses };
  }

  async function hop(url: URL, options: FetchOptions, signal: AbortSignal): Promise<Fetched | URL> {
    const target = await admit(url, signal);
    if (target.kind !== 'target') return target;
    const host = plainHost(url.hostname);
    const headers = headersFor(deps.userAgent, options.validators?.(url.href));
    const check = (address: string) => deps.policy.refusal(address, host);
    const reply = await send(url, target, { headers, signal, check });
    if ('refused' in reply) return { kind: 'refused', url: url.href, reason: reply.refused };
    const next = afterRedirect(url, reply, options.follows);
    if (next !== null) return drop(reply, next);
    const outcome = replyOutcome(url, reply, options.wants, clock.now());
    if (outcome.kind !== 'ok') return drop(reply, outcome);
    const maxBytes = options.maxBytes?.(outcome.mediaType) ?? limits.fileBytes;
    const body = await readBody(reply, maxBytes);
    if (body.kind === 'read') return { ...outcome, body: body.bytes };
    if (body.kind === 'packed') return failure(url.href, `The reply is packed as "${body.how}".`);
    return failure(url.href, `It is larger than ${Math.ceil(maxBytes / 1024 / 102.4) / 10} MB.`);
  }

  return async (address, options = {}) => {
    let url = URL.parse(address);
    if (url === null) return { kind: 'refused', url: address, reason: 'This is no web address.' };
    const deadline = createDeadline(clock, limits.timeoutMs, options.signal);
    try {
      for (let redirects = 0; redirects <= limits.redirects; redirects += 1) {
        const result = await hop(url, options, deadline.signal);
        if (!(result instanceof URL)) return result;
        url = result;
      }
      return failure(url.href, `There are more than ${limits.redirects} redirects.`);
    } catch (error) {
      options.signal?.throwIfAborted();
      const late = deadline.signal.aborted;
      const reason = late ? `No answer within ${limits.timeoutMs / 1000} s.` : inWords(error, url);
      return { ...failure(url.href, reason), again: true };
    } finally {
      deadline.clear();
    }
  };
}

function failure(url: string, reason: string) {
  return { kind: 'failed' as const, url, reason, status: null, again: false, retryAfterMs: null };
}

function drop<T>(reply: IncomingMessage, outcome: T): T {
  reply.destroy();
  return outcome;
}

function headersFor(userAgent: string, known: Validators | undefined): Record<string, string> {
  return {
    'User-Agent': userAgent,
    Accept: 'text/html,application/xhtml+xml,text/plain,text/markdown,application/pdf,*/*;q=0.5',
    'Accept-Encoding': ACCEPTED_ENCODINGS,
    ...(known?.etag == null ? {} : { 'If-None-Match': known.etag }),
    ...(known?.lastModified == null ? {} : { 'If-Modified-Since': known.lastModified }),
  };
}

/** Sends the request to one of the checked addresses; the name is not looked up again. */
function send(
  url: URL,
  target: Target,
  options: {
    headers: Record<string, string>;
    signal: AbortSignal;
    check: (address: string) => string | null;
  },
): Promise<IncomingMessage | { refused: string }> {
  const secure = url.protocol === 'https:';
  const [first] = target.addresses;
  return new Promise((resolve, reject) => {
    const sent = (secure ? requestHttps : requestHttp)(
      {
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
        path: `${url.pathname}${url.search}`,
        headers: { Host: url.host, ...options.headers },
        // An agent of its own: no connection is shared with, or left to, anybody else, and no proxy chooses the address.
        agent: false,
        signal: options.signal,
        lookup: (_host, { all }, callback) => {
          if (all === true) callback(null, target.addresses);
          else callback(null, first?.address ?? '', first?.family ?? 4);
        },
      },
      resolve,
    );
    // Before anything is sent: what was really connected to, whatever chose it.
    sent.once('socket', (socket) =>
      socket.once('connect', () => {
        const refused = options.check(socket.remoteAddress ?? '');
        if (refused === null) return;
        resolve({ refused });
        sent.destroy();
      }),
    );
    // Stays: what goes wrong after the reply began is told by its body.
    sent.on('error', reject);
    sent.end();
  });
}

/** A look-up cannot be stopped, but nobody has to wait for it. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {});
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function inWords(error: unknown, url: URL): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name ${url.hostname} was not found.`;
  if (code === 'ECONNREFUSED') return `${url.host} refuses connections.`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `${url.host} broke the connection off.`;
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) return 'The reply is damaged.';
  return `${url.host} could not be read: ${messageOf(error) || code}`;
}
