import type { ClientAuth, Configuration } from 'openid-client';
import { messageOf } from '../../core/errors.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { OidcSettings } from './oidc-settings.ts';
import type { Pending } from './pending-sign-ins.ts';
import type { Refusal } from './refusals.ts';

const HOUR_MS = 3_600_000;
const TIMEOUT_S = 10;

/** An account, as the provider's signed word says. */
export type Account = {
  issuer: string;
  subject: string;
  email: string | null;
  /** Null = the provider says nothing about it. */
  verified: boolean | null;
  groups: string[];
};

export type Refused = { kind: 'refused'; why: Refusal; detail: string };

export type Provider = {
  /** Where to send a browser. */
  signInUrl(settings: OidcSettings, pending: Pending): Promise<{ kind: 'url'; url: string } | Refused>;
  /** Whose sign-in the query of the way back proves. */
  accountOf(
    settings: OidcSettings,
    query: string,
    pending: Pending,
  ): Promise<{ kind: 'account'; account: Account } | Refused>;
};

/** Speaks OpenID Connect with the provider of the settings. Its library is loaded when somebody first signs in so. */
export function createProvider(deps: Pick<ConsoleDeps, 'clock' | 'publicUrl'>): Provider {
  const load = () => import('openid-client');
  const found = { of: '', until: 0, configuration: null as Configuration | null };
  const callback = () => new URL('/oidc/callback', deps.publicUrl());

  async function configurationOf(settings: OidcSettings): Promise<Configuration> {
    const of = JSON.stringify(settings);
    if (found.configuration !== null && found.of === of && found.until > deps.clock.now())
      return found.configuration;
    const configuration = await discover(settings);
    Object.assign(found, { of, until: deps.clock.now() + HOUR_MS, configuration });
    return configuration;
  }

  async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
    const client = await load();
    const auth: ClientAuth = (server, ...rest) => {
      const posts = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') === true;
      const send = posts ? client.ClientSecretPost : client.ClientSecretBasic;
      send(clientSecret)(server, ...rest);
    };
    // The settings take http:// for this machine alone.
    const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    return await client.discovery(new URL(issuer), clientId, undefined, auth, {
      timeout: TIMEOUT_S,
      // Without it the library trusts the connection and leaves the signature unchecked.
      execute: [client.enableNonRepudiationChecks, ...insecure],
    });
  }

  return {
    async signInUrl(settings, { state, nonce, verifier }) {
      try {
        const client = await load();
        const url = client.buildAuthorizationUrl(await configurationOf(settings), {
          ...{ redirect_uri: callback().href, response_type: 'code', scope: settings.scopes, state, nonce },
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        return { kind: 'url', url: url.href };
      } catch (error) {
        return refusedBy(error);
      }
    },
    async accountOf(settings, query, { state, nonce, verifier }) {
      // The address is ours, whatever the request says; the query alone is theirs.
      const url = callback();
      url.search = query;
      try {
        const client = await load();
        const configuration = await configurationOf(settings);
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
        const tokens = await client.authorizationCodeGrant(configuration, url, checks);
        const claims = tokens.claims();
        // Providers of many teams have one issuer a team, and the library takes each of them.
        if (claims === undefined || claims.iss !== configuration.serverMetadata().issuer)
          return { kind: 'refused', why: 'unproven', detail: 'iss' };
        return { kind: 'account', account: accountIn(claims, settings.groupsClaim) };
      } catch (error) {
        return refusedBy(error);
      }
    },
  };
}

function accountIn(
  claims: Record<string, unknown> & { iss: string; sub: string },
  groupsClaim: string,
): Account {
  const { iss, sub, email, email_verified: verified } = claims;
  const groups = claims[groupsClaim];
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === 'string' ? email : null,
    verified: typeof verified === 'boolean' ? verified : null,
    groups: (Array.isArray(groups) ? groups : [groups]).filter((group) => typeof group === 'string'),
  };
}

/** Failures of the library that say that the provider is not as it should be. */
const UNREACHABLE = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
  'OAUTH_MISSING_SERVER_METADATA',
];

/** `detail` names the check that failed, never what was sent: errors of the library carry whole tokens. */
function refusedBy(error: unknown): Refused {
  const code = fieldOf(error, 'code');
  if (code === '' && !(error instanceof TypeError && messageOf(error) === 'fetch failed')) throw error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const names = [code, fieldOf(error, 'error'), fieldOf(cause?.cause, 'claim')];
  const detail = names.filter((name) => name !== '').join(' ');
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return { kind: 'refused', why: 'declined', detail };
  const away = code === '' || UNREACHABLE.includes(code);
  return {
    kind: 'refused',
    why: away ? 'unreachable' : 'unproven',
    detail: away && code === '' ? 'fetch failed' : detail,
  };
}

/** A short name in a field of an error; '' when there is none. */
function fieldOf(error: unknown, name: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' && /^[\w-]{1,60}$/.test(value) ? value : '';
}
