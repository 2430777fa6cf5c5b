import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';

const HALF_YEAR_S = 15_552_000;

/**
 * Headers of every response. Scripts and styles come from this origin's files only, never from the page's
 * text; nothing may frame the console. `Referrer-Policy: same-origin` and not `no-referrer`, because with
 * the latter browsers send `Origin: null` from our own forms and the origin check would have nothing to check.
 */
export function securityHeaders(isHttps: (req: Request) => boolean): RequestHandler {
  const withHsts = helmet(options(true));
  const plain = helmet(options(false));
  return (req, res, next) => (isHttps(req) ? withHsts : plain)(req, res, next);
}

function options(https: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
    strictTransportSecurity: https ? { maxAge: HALF_YEAR_S, includeSubDomains: false } : false,
  };
}

/** Pages are personal and change: no cache keeps them, and "back" after signing out shows nothing. */
export const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
