import express, { type RequestHandler } from 'express';
import { hasCsrfToken } from '../session/csrf.ts';
import { sessionOf } from '../session/sessions-of-requests.ts';
import { BadRequest } from './form.ts';

const MAX_BYTES = '4mb';
const MAX_FIELDS = 1_000;

/** Reads a form that is a whole list of texts: larger than others, and with many fields. */
export function takeLongForm(): RequestHandler {
  const read = express.urlencoded({ extended: false, limit: MAX_BYTES, parameterLimit: MAX_FIELDS });
  return (req, res, next) =>
    read(req, res, (error?: unknown) => {
      const session = sessionOf(req);
      const isOurs = session !== null && hasCsrfToken(req, session);
      if (error !== undefined || isOurs) next(error);
      else next(new BadRequest('The form is too old. Load the page again and retry.', 403));
    });
}
