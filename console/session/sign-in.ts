import { html, type SafeHtml } from '@remix-run/html-template';
import type { RequestHandler, Response } from 'express';
import { addEntry } from '../audit/audit-log.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { Frame } from '../frame/layout.ts';
import { nothing } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import { redirect } from '../routes/replies.ts';
import { formRoute, param, type Route } from '../routes/route.ts';
import { limitTries } from './limit-tries.ts';
import { endSession, forgetCookie, startSession } from './session.ts';
import { sessionOf } from './sessions-of-requests.ts';
import { readSignInLink, useSignInLink } from './sign-in-links.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'publicUrl' | 'sessionLimits' | 'log' | 'oidc'>;

const MAX_FAILURES = 10;
const DAY_MS = 24 * 3_600_000;

/** Ten links that do not work within a quarter of an hour, and an address has to wait; a link that works always does. */
function limitFailures(deps: Needs, frame: Frame): RequestHandler {
  return limitTries(frame, {
    most: MAX_FAILURES,
    afterwards: 'open your sign-in link again',
    failuresAlone: true,
    passes: async (req) => (await readSignInLink(deps, param(req, 'token'))) !== null,
  });
}

function sendSpent(frame: Frame, res: Response): void {
  frame.sendBarePage(res, {
    title: 'Link not valid',
    status: 410,
    body: html`<h1>This link does not work any more</h1>
<p>A sign-in link works once, within one hour. Ask an admin for a new one, or run this where Docent is installed:</p>
<pre class="command">npx docent users link --name YOUR-NAME</pre>`,
  });
}

function withProvider(deps: Pick<Needs, 'oidc'>): SafeHtml {
  if ((deps.oidc?.() ?? null) === null) return nothing;
  return html`<p><a class="button" href="/oidc/sign-in">Sign in with your team’s account</a></p>
`;
}

async function noteSignIn(deps: Pick<Needs, 'store' | 'clock'>, userId: string): Promise<void> {
  const user = await deps.store
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const by = { ...user, via: 'console' as const };
  await addEntry(deps, { by, action: 'user.sign-in', subject: user.name, before: null, after: null });
}

/** Signing in by one-time link, and out. Opening a link changes nothing: previews open links too. */
export function signInRoutes(deps: Needs, frame: Frame): Route[] {
  const before = limitFailures(deps, frame);
  return [
    {
      method: 'get',
      path: '/sign-in',
      access: 'guest',
      handle(req, res) {
        if (sessionOf(req) !== null) {
          res.redirect(303, '/');
          return;
        }
        frame.sendBarePage(res, {
          title: 'Sign in',
          body: html`<h1>Sign in</h1>
${withProvider(deps)}<p>Docent has no passwords. You sign in with a link that works once.</p>
<p>Ask an admin for one (page <b>Users</b>), or run this where Docent is installed:</p>
<pre class="command">npx docent users link --name YOUR-NAME</pre>
<p class="muted">At its very first start Docent prints a link for the first admin.</p>`,
        });
      },
    },
    {
      method: 'get',
      path: '/sign-in/:token',
      access: 'guest',
      before,
      async handle(req, res) {
        const user = await readSignInLink(deps, param(req, 'token'));
        if (user === null) {
          sendSpent(frame, res);
          return;
        }
        frame.sendBarePage(res, {
          title: 'Sign in',
          body: html`<h1>Welcome</h1>
<p>You are about to sign in to Docent as <b>${user.name}</b>.</p>
<form method="post"><button>Sign in</button></form>
<p class="muted">The link works once. The browser stays signed in for up to ${count(Math.round(deps.sessionLimits().absoluteMs / DAY_MS), 'day')}.</p>`,
        });
      },
    },
    {
      method: 'post',
      path: '/sign-in/:token',
      access: 'guest',
      before,
      async handle(req, res) {
        const used = await useSignInLink(deps, param(req, 'token'));
        if (used === null) {
          sendSpent(frame, res);
          return;
        }
        await startSession(deps, req, res, used.userId);
        await noteSignIn(deps, used.userId);
        deps.log.info({ userId: used.userId }, 'signed in');
        res.redirect(303, '/');
      },
    },
    formRoute(
      '/sign-out',
      'curator',
      { action: 'user.sign-out', subject: (req) => sessionOf(req)?.user.id ?? '' },
      async ({ req, res, session }) => {
        await endSession(deps, session.tokenHash);
        forgetCookie(deps, req, res);
        return redirect('/sign-in');
      },
    ),
  ];
}
