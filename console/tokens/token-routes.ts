import { z } from 'zod';
import { byId, field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, manyText, readForm } from '../requests/form.ts';
import { type Page, type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './api-tokens.ts';
import { isApiScope, tokenDays } from './scopes.ts';
import { type TokensView, tokensPage } from './tokens-page.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'log'>;

const load = async (deps: Needs): Promise<TokensView> => ({ tokens: await listApiTokens(deps) });

/** The token stands on this one page and nowhere else. */
async function add(deps: Needs, { req, session }: Visit): Promise<Page> {
  const form = readForm(req, {
    name: z.string().trim().max(80),
    scopes: manyText,
    days: z.string().regex(/^\d{1,3}$/),
  });
  const scopes = form.scopes.filter(isApiScope);
  const days = Number(form.days);
  if (form.name === '') throw new BadRequest('Give the token a name.', 422);
  if (scopes.length === 0 || scopes.length !== form.scopes.length)
    throw new BadRequest('Choose what the token is good for.', 422);
  if (days < tokenDays.least || days > tokenDays.most)
    throw new BadRequest(`A token lives ${tokenDays.least} to ${tokenDays.most} days.`, 422);
  const made = await createApiToken(deps, { name: form.name, scopes, days, userId: session.user.id });
  deps.log.info({ token: made.id, scopes, by: session.user.id }, 'API token made');
  return tokensPage(await load(deps), session, made);
}

async function revoke(deps: Needs, { req, session }: Visit): Promise<Redirect> {
  readForm(req, {});
  const id = param(req, 'id');
  if (!(await revokeApiToken(deps, id))) throw new BadRequest('There is no such token any more.', 404);
  deps.log.info({ token: id, by: session.user.id }, 'API token revoked');
  return redirect('/tokens');
}

/** Tokens that programs show instead of signing in. */
export function tokenRoutes(deps: Needs): Route[] {
  const added = { action: 'token.add', subject: field('name') } as const;
  return [
    pageRoute({ path: '/tokens', access: 'admin', load: () => load(deps), page: tokensPage }),
    formRoute('/tokens/add', 'admin', added, (visit) => add(deps, visit)),
    formRoute('/tokens/:id/revoke', 'admin', { action: 'token.revoke', subject: byId }, (visit) =>
      revoke(deps, visit),
    ),
  ];
}
