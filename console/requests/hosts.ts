import type { Request, RequestHandler } from 'express';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/** True when the request was sent to this machine by one of its own names. */
export function isLoopback(req: Request): boolean {
  return LOOPBACK.test((req.get('Host') ?? '').toLowerCase());
}

/** True when the request came to the public address and that address is https. */
export function isSecure(req: Request, publicUrl: string): boolean {
  return publicUrl.startsWith('https:') && hostOf(publicUrl) === (req.get('Host') ?? '').toLowerCase();
}

/**
 * Refuses host names that are neither loopback nor the public address: a foreign name that was made to
 * resolve to this machine (DNS rebinding) would otherwise count as the same origin.
 */
export function knownHost(publicUrl: () => string): RequestHandler {
  return (req, res, next) => {
    const host = (req.get('Host') ?? '').toLowerCase();
    if (LOOPBACK.test(host) || host === hostOf(publicUrl())) {
      next();
      return;
    }
    res.status(421).type('text').send('This console is not served under this host name.');
  };
}
