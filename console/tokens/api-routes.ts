import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import type { Answer } from '../../core/types.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { OpenRoute } from '../routes/route.ts';
import { holderOf } from './api-tokens.ts';
import type { ApiScope } from './scopes.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'api' | 'log'>;

const BODY_LIMIT = '64kb';
const SEARCH_LIMIT = { usual: 10, most: 50 } as const;

const question = z.strictObject({ question: z.string().trim().min(1).max(16_000) });

/** What is refused, in words and as JSON. */
function refuse(res: Response, status: number, text: string): void {
  if (status === 401) res.set('WWW-Authenticate', 'Bearer');
  res.status(status).json({ error: { text } });
}

/** Whether the request shows a token that is good for this; says so where not. */
async function isLetIn(deps: Needs, req: Request, res: Response, scope: ApiScope): Promise<boolean> {
  res.set('Cache-Control', 'no-store');
  // A page in somebody's browser has no business here, whatever token it found.
  if (req.get('Origin') !== undefined) refuse(res, 403, 'Browsers are not served here.');
  else if ((await holderOf(deps, req.get('Authorization'), scope)) === null)
    refuse(res, 401, `Send an API token that is good for "${scope}" as a bearer token.`);
  else return true;
  return false;
}

/** What a program is told of an answer. */
function answerFields(answer: Answer) {
  const { outcome, text, confidence, servedBy, citations, reason, traceId } = answer;
  const sources = citations.map(({ n, documentId, title, path, quote, place }) => ({
    ...{ n, documentId, title, path, quote, place },
  }));
  return { outcome, text, confidence, servedBy, reason, traceId, citations: sources };
}

/** For programs: the same as agents get, as plain JSON. */
export function apiRoutes(deps: Needs): OpenRoute[] {
  const { api } = deps;
  if (api === undefined) return [];
  const readJson = express.json({ limit: BODY_LIMIT });
  return [
    {
      method: 'get',
      path: '/api/search',
      access: 'public',
      async handle(req, res) {
        if (!(await isLetIn(deps, req, res, 'search'))) return;
        const { q, limit } = req.query;
        const wanted = limit === undefined ? SEARCH_LIMIT.usual : Number(limit);
        if (typeof q !== 'string' || q.trim() === '') refuse(res, 422, 'Say what to search for: ?q=…');
        else if (!Number.isInteger(wanted) || wanted < 1 || wanted > SEARCH_LIMIT.most)
          refuse(res, 422, `limit must be 1 to ${SEARCH_LIMIT.most}.`);
        else res.json({ documents: await api.search(q.trim(), wanted) });
      },
    },
    {
      method: 'post',
      path: '/api/ask',
      access: 'public',
      async handle(req, res) {
        if (!(await isLetIn(deps, req, res, 'ask'))) return;
        // Read only for somebody who may ask.
        const readable = await new Promise<boolean>((resolve) =>
          readJson(req, res, (error?: unknown) => resolve(error === undefined)),
        );
        const asked = question.safeParse(readable ? req.body : null);
        if (!asked.success) {
          refuse(res, 422, 'Send JSON such as {"question": "How many days of leave are there?"}.');
          return;
        }
        const answer = await api.ask(asked.data.question);
        if (answer === 'busy') {
          res.set('Retry-After', '5');
          refuse(res, 429, 'Too many questions are being answered. Try again in a moment.');
        } else res.json(answerFields(answer));
      },
    },
  ];
}
