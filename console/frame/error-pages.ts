import { html } from '@remix-run/html-template';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { AppError } from '../../core/errors.ts';
import { isDiskFull } from '../../knowledge/ingest/disk-full.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest } from '../requests/form.ts';
import { wantsFragment, wantsJson } from '../routes/route.ts';
import { sessionOf } from '../session/sessions-of-requests.ts';
import { type Frame, sendFragment } from './layout.ts';
import { notice } from './parts.ts';

type Trouble = { status: number; title: string; text: string; reference: string | null };

/** Sends trouble in words: a page, a notice where a fragment was asked for, or as JSON. */
export async function sendTrouble(
  frame: Frame,
  req: Request,
  res: Response,
  trouble: Trouble,
): Promise<void> {
  const reference =
    trouble.reference === null ? '' : html`<p class="muted">Reference: <code>${trouble.reference}</code></p>`;
  if (wantsFragment(req)) {
    sendFragment(res, notice('bad', html`<p>${trouble.text}</p>${reference}`), trouble.status);
    return;
  }
  if (wantsJson(req)) {
    const { status, title, text } = trouble;
    res.status(status).json({ error: { title, text, reference: trouble.reference } });
    return;
  }
  const body = html`<h1>${trouble.title}</h1><p>${trouble.text}</p>${reference}
<p><a class="button quiet" href="/">Go to the start page</a></p>`;
  const session = sessionOf(req);
  const page = { title: trouble.title, body, status: trouble.status };
  if (session === null) frame.sendBarePage(res, page);
  else await frame.sendPage(res, session, { ...page, area: null });
}

/** The page for an address that leads nowhere. */
export function notFound(frame: Frame): RequestHandler {
  return async (req, res) => {
    await sendTrouble(frame, req, res, {
      status: 404,
      title: 'Nothing here',
      text: 'There is no such page. It may have been deleted.',
      reference: null,
    });
  };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 600 ? error.status : 500;
}

function diskFullWords(error: unknown): string {
  return error instanceof AppError
    ? error.hint
    : 'The disk of the server is full, so nothing was changed. Make room and try again.';
}

function troubleOf(error: unknown, reference: string): Trouble {
  const status = statusOf(error);
  if (error instanceof BadRequest) {
    return { status, title: 'This did not work', text: error.message, reference: null };
  }
  if (status === 413) {
    return {
      status,
      title: 'Too large',
      text: 'What was sent is larger than this page takes.',
      reference: null,
    };
  }
  if (status < 500) {
    return {
      status,
      title: 'This did not work',
      text: 'The request could not be understood.',
      reference: null,
    };
  }
  if (isDiskFull(error))
    return { status: 507, title: 'The disk is full', text: diskFullWords(error), reference };
  const hint =
    error instanceof AppError ? error.hint : 'Try again. If it stays, look up the reference in the log.';
  return { status: 500, title: 'Something went wrong', text: hint, reference };
}

/** Last in line: whatever was thrown becomes a page with an id, and the log keeps the rest under that id. */
export function errorPage(deps: Pick<ConsoleDeps, 'random' | 'log'>, frame: Frame): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const reference = deps.random.id('err');
    const trouble = troubleOf(error, reference);
    const fields = { reference, method: req.method, path: req.path, err: error };
    if (trouble.status >= 500) deps.log.error(fields, 'the console could not answer a request');
    else
      deps.log.info({ ...fields, err: undefined, status: trouble.status }, 'the console refused a request');
    try {
      await sendTrouble(frame, req, res, trouble);
    } catch {
      // The page frame itself needs the store and the jobs; without them plain words must do.
      res.status(trouble.status).type('text').send(`${trouble.text} Reference: ${reference}`);
    }
  };
}
