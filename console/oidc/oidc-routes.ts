import { html } from '@remix-run/html-template';
import type { Request, Response } from 'express';
import { addEntry } from '../audit/audit-log.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { Frame } from '../frame/layout.ts';
import type { Route } from '../routes/route.ts';
import { limitTries } from '../session/limit-tries.ts';
import { startSession } from '../session/session.ts';
import { beginPending, takePending } from './pending-sign-ins.ts';
import { type Account, createProvider, type Provider } from './provider.ts';
import { type Refusal, refusals } from './refusals.ts';
import { type Settled, settleAccount } from './settle-account.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'publicUrl' | 'sessionLimits' | 'log' | 'oidc'>;

/** Each sign-in that is begun is kept for a while, so one address begins a bounded number. */
const MAX_BEGUN = 100;

function sendRefused(frame: Frame, res: Response, why: Refusal): void {
  frame.sendBarePage(res, {
    title: 'Not signed in',
    status: why === 'unreachable' ? 502 : 403,
    body: html`<h1>You are not signed in</h1>
<p>${refusals[why]}</p>
<p><a href="/sign-in">Back to the sign-in page</a></p>`,
  });
}

function sendOff(frame: Frame, res: Response): void {
  frame.sendBarePage(res, {
    title: 'Not switched on',
    status: 404,
    body: html`<h1>Not switched on</h1><p>Here people sign in with links alone.</p>
<p><a href="/sign-in">Back to the sign-in page</a></p>`,
  });
}

async function begin(deps: Needs, frame: Frame, provider: Provider, req: Request, res: Response) {
  const settings = deps.oidc?.() ?? null;
  if (settings === null) return sendOff(frame, res);
  const way = await provider.signInUrl(settings, await beginPending(deps, req, res));
  if (way.kind === 'url') return res.redirect(303, way.url);
  deps.log.warn({ why: way.why, detail: way.detail }, 'the sign-in provider cannot be used');
  return sendRefused(frame, res, way.why);
}

async function finish(deps: Needs, frame: Frame, provider: Provider, req: Request, res: Response) {
  const settings = deps.oidc?.() ?? null;
  if (settings === null) return sendOff(frame, res);
  const refuse = (why: Refusal, detail = '') => {
    deps.log.warn({ why, detail }, 'sign-in with the provider refused');
    sendRefused(frame, res, why);
  };
  const { search, searchParams } = new URL(req.originalUrl, deps.publicUrl());
  // Before anything else: without the state nobody knows who sent them here.
  const pending = await takePending(deps, req, res, searchParams.get('state') ?? '');
  if (pending === null) return refuse('not-begun');
  const came = await provider.accountOf(settings, search, pending);
  if (came.kind === 'refused') return refuse(came.why, came.detail);
  const settled = await settleAccount(deps, settings, came.account);
  await note(deps, came.account, settled);
  if (settled.kind === 'refused') return refuse(settled.why);
  await startSession(deps, req, res, settled.user.id);
  deps.log.info({ userId: settled.user.id }, 'signed in with the provider');
  res.redirect(303, '/');
}

/** The audit log knows who came in, who did not, and what the groups changed. */
async function note(deps: Needs, { issuer, subject }: Account, settled: Settled): Promise<void> {
  const account = { issuer, subject };
  // Nobody is named by an address that may not be theirs.
  const by = { ...(settled.user ?? { id: null, name: 'Somebody at the provider' }), via: 'console' as const };
  const entry = { by, subject: settled.user?.name ?? subject, before: null };
  if (settled.before !== null) {
    const after =
      settled.kind === 'in'
        ? { role: settled.role, disabled: false }
        : { role: settled.before.role, disabled: true };
    await addEntry(deps, { ...entry, action: 'user.groups', before: settled.before, after });
  }
  if (settled.kind === 'in') await addEntry(deps, { ...entry, action: 'user.sign-in', after: account });
  else await addEntry(deps, { ...entry, action: 'user.refused', after: { ...account, why: settled.why } });
}

/** Signing in with an account of a provider (OpenID Connect), where the settings name one. */
export function oidcRoutes(deps: Needs, frame: Frame): Route[] {
  const provider = createProvider(deps);
  return [
    {
      method: 'get',
      path: '/oidc/sign-in',
      access: 'guest',
      before: limitTries(frame, { most: MAX_BEGUN, afterwards: 'begin again' }),
      handle: (req, res) => begin(deps, frame, provider, req, res),
    },
    {
      method: 'get',
      path: '/oidc/callback',
      access: 'guest',
      handle: (req, res) => finish(deps, frame, provider, req, res),
    },
  ];
}
