import { html } from '@remix-run/html-template';
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Frame } from '../frame/layout.ts';

const WINDOW_MS = 15 * 60_000;

/** How many tries an address has in a quarter of an hour, and which do not count. */
export type TryLimit = {
  most: number;
  /** What to do after that quarter of an hour, as the end of a sentence. */
  afterwards: string;
  /** Only tries that failed count. */
  failuresAlone?: boolean;
  /** Tries that always pass. */
  passes?: (req: Request) => Promise<boolean>;
};

/** Answers 429 to an address with too many tries, before anything else is done. */
export function limitTries(
  frame: Frame,
  { most, afterwards, failuresAlone = false, passes }: TryLimit,
): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: most,
    skipSuccessfulRequests: failuresAlone,
    ...(passes === undefined ? {} : { skip: passes }),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Only the socket's own address counts, or what a trusted proxy says; another header is no matter to warn about.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, res) =>
      frame.sendBarePage(res, {
        title: 'Too many tries',
        status: 429,
        body: html`<h1>Too many tries</h1><p>Wait a quarter of an hour, then ${afterwards}.</p>`,
      }),
  });
}
