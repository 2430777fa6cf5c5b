import type { Request, RequestHandler } from 'express';

function isSameOrigin(req: Request): boolean {
  const site = req.get('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = req.get('Origin');
  if (origin === undefined) return site !== undefined;
  // `null` hides where a request comes from; only the browser's own word for it can make up for that.
  if (origin === 'null') return site !== undefined;
  return URL.canParse(origin) && new URL(origin).host === (req.get('Host') ?? '').toLowerCase();
}

/**
 * Lets requests that may change something through only when the browser says that they come from the
 * console's own pages. The host name was checked before; the scheme is a proxy's matter.
 */
export const sameOrigin: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD' || isSameOrigin(req)) {
    next();
    return;
  }
  res
    .status(403)
    .type('text')
    .send('This request does not come from the console. Open the console and try there.');
};
