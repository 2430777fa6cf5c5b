import { randomBytes } from 'node:crypto';
import { compact, failed, type JsonObject, type Reply, succeeded } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** The app as its owner set it up; settable at any time. */
export type OAuthApp = {
  clientId: string;
  clientSecret: string;
  redirectUrls: string[];
  /** Tokens expire after `expiresInS` seconds and are exchanged with refresh tokens. */
  rotation: boolean;
  expiresInS: number;
};

type Code = { workspace: Workspace; redirectUrl: string; scopes: string; at: number; used: boolean };
type Access = { workspace: Workspace; state: 'good' | 'expired' | 'revoked' | 'inactive' };
type Refresh = { workspace: Workspace; scopes: string; used: boolean };

/** What somebody meets who opens the address that "Add to Slack" leads to. */
export type Allowed = { kind: 'back'; url: string } | { kind: 'refused'; why: string };

/** A code is good for ten minutes. */
const CODE_MS = 10 * 60_000;

export type OAuth = ReturnType<typeof createOAuth>;

/** Slack's side of OAuth: who allowed what, and which tokens are good. Now = `now()` ms. */
export const createOAuth = (
  workspaceOf: (team: string) => Workspace | undefined,
  now: () => number = Date.now,
) => {
  const app: OAuthApp = {
    clientId: '1234567890.9876543210',
    clientSecret: 'fake0client0secret0fake0client00',
    redirectUrls: [],
    rotation: false,
    expiresInS: 43_200,
  };
  const codes = new Map<string, Code>();
  const access = new Map<string, Access>();
  const refresh = new Map<string, Refresh>();
  const secret = () => randomBytes(12).toString('hex');

  const grant = (workspace: Workspace, scopes: string): Reply => {
    const token = app.rotation ? `xoxe.xoxb-1-${secret()}` : `xoxb-${secret()}`;
    access.set(token, { workspace, state: 'good' });
    const refreshToken = app.rotation ? `xoxe-1-${secret()}` : undefined;
    if (refreshToken !== undefined) refresh.set(refreshToken, { workspace, scopes, used: false });
    const { team, bot } = workspace;
    return succeeded(
      compact({
        ...{ access_token: token, token_type: 'bot', scope: scopes, bot_user_id: bot.user_id },
        ...{ app_id: workspace.app.id, team: { id: team.id, name: team.name }, enterprise: null },
        ...{ authed_user: { id: 'U0ADA' }, is_enterprise_install: false, refresh_token: refreshToken },
        expires_in: app.rotation ? app.expiresInS : undefined,
      }),
    );
  };

  const clientFault = (args: JsonObject): Reply | undefined => {
    if (args['client_id'] !== app.clientId) return failed('invalid_client_id');
    return args['client_secret'] === app.clientSecret ? undefined : failed('bad_client_secret');
  };

  const byCode = (args: JsonObject): Reply => {
    const code = codes.get(String(args['code']));
    if (code === undefined || now() - code.at > CODE_MS) return failed('invalid_code');
    if (code.used) return failed('code_already_used');
    // The very address of the first step, and not one like it.
    if (args['redirect_uri'] !== code.redirectUrl) return failed('bad_redirect_uri');
    code.used = true;
    return grant(code.workspace, code.scopes);
  };

  const byRefreshToken = (args: JsonObject): Reply => {
    const known = refresh.get(String(args['refresh_token']));
    if (known === undefined || known.used) return failed('invalid_refresh_token');
    if (!app.rotation) return failed('token_rotation_not_enabled');
    known.used = true;
    return grant(known.workspace, known.scopes);
  };

  const tokensOf = (workspace: Workspace): Access[] =>
    [...access.values()].filter((one) => one.workspace === workspace);

  return {
    app,
    clientFault,
    /** `oauth.v2.access`. */
    access(args: JsonObject): Reply {
      const fault = clientFault(args);
      if (fault !== undefined) return fault;
      const grantType = args['grant_type'] ?? 'authorization_code';
      if (grantType === 'refresh_token') return byRefreshToken(args);
      return grantType === 'authorization_code' ? byCode(args) : failed('invalid_grant_type');
    },
    /** Somebody opens the address and decides; `allow` false = they press "Cancel". */
    decide(url: string, { team, allow = true }: { team: string; allow?: boolean }): Allowed {
      const { pathname, searchParams: asked } = new URL(url);
      const redirectUrl = asked.get('redirect_uri') ?? '';
      const workspace = workspaceOf(team);
      if (pathname !== '/oauth/v2/authorize') return { kind: 'refused', why: 'no such page' };
      if (asked.get('client_id') !== app.clientId) return { kind: 'refused', why: 'invalid_client_id' };
      if (!app.redirectUrls.includes(redirectUrl))
        return { kind: 'refused', why: 'redirect_uri did not match any configured URIs' };
      const scopes = asked.get('scope') ?? '';
      if (workspace === undefined || scopes === '') return { kind: 'refused', why: 'invalid_scope' };
      if (scopes.split(',').some((scope) => !workspace.scopes.has(scope)))
        return { kind: 'refused', why: 'invalid_scope' };
      const back = new URL(redirectUrl);
      const state = asked.get('state');
      if (state !== null) back.searchParams.set('state', state);
      if (!allow) {
        back.searchParams.set('error', 'access_denied');
        return { kind: 'back', url: back.href };
      }
      const code = `${now()}.${secret()}`;
      codes.set(code, { workspace, redirectUrl, scopes, at: now(), used: false });
      back.searchParams.set('code', code);
      return { kind: 'back', url: back.href };
    },
    isOf: (token: string, workspace: Workspace) => {
      const known = access.get(token);
      return known?.workspace === workspace && known.state === 'good';
    },
    /** Why a token that was given out once does not work; undefined for one that never was. */
    whyNot: (token: string): string | undefined => {
      const state = access.get(token)?.state;
      if (state === undefined || state === 'good') return undefined;
      return { expired: 'token_expired', revoked: 'token_revoked', inactive: 'account_inactive' }[state];
    },
    /** Tokens of a workspace that work now. */
    goodTokens: ({ team }: { team: string }): string[] =>
      [...access]
        .filter(([, one]) => one.workspace.team.id === team && one.state === 'good')
        .map(([token]) => token),
    /** Twelve hours go by for all tokens that were given out. */
    expire(workspace: Workspace): void {
      for (const one of tokensOf(workspace)) if (one.state === 'good') one.state = 'expired';
    },
    /** The workspace takes every token back: the app is removed. */
    end(workspace: Workspace, state: 'revoked' | 'inactive' = 'inactive'): void {
      for (const one of tokensOf(workspace)) one.state = state;
      for (const one of refresh.values()) if (one.workspace === workspace) one.used = true;
    },
  };
};
