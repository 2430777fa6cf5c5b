import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** Somebody with an account at the provider. */
export type FakeAccount = { sub: string; email?: string; email_verified?: boolean; groups?: unknown };

type Code = { account: FakeAccount; redirectUri: string; nonce: string; challenge: string; used: boolean };

/** What somebody meets who opens the address that the sign-in button leads to. */
export type Decided = { kind: 'back'; url: string } | { kind: 'refused'; why: string };

/** How the provider, or somebody in its place, goes wrong; settable at any time. */
export type Faults = {
  claims?: (claims: Json) => Json;
  /** `none` leaves the signature out; `foreign` signs with a key that is not published. */
  signature?: 'none' | 'foreign';
  metadata?: (metadata: Json) => Json;
  /** Status of every reply but the discovery. */
  down?: boolean;
  /** Gives the token without looking at the code verifier. */
  noVerifier?: boolean;
};

const base64url = (data: string | Buffer) => Buffer.from(data).toString('base64url');
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
/** Made once: that takes a while. */
const key = newKey();
const foreign = newKey();

async function bodyOf(req: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

export type FakeProvider = Awaited<ReturnType<typeof createFakeProvider>>;

/** An OpenID Connect provider on a loopback port that asks for all that the protocol lets it ask for. */
export async function createFakeProvider() {
  const client = { id: 'docent', secret: 'fake-client-secret-4711', redirectUris: [] as string[] };
  const faults: Faults = {};
  const codes = new Map<string, Code>();
  const tokenRequests: { verifier: string; status: number }[] = [];
  const place = { url: '' };

  const idToken = (claims: Json): string => {
    const { signature } = faults;
    const alg = signature === 'none' ? 'none' : 'RS256';
    const head = base64url(JSON.stringify({ alg, typ: 'JWT', kid: 'one' }));
    const text = `${head}.${base64url(JSON.stringify(claims))}`;
    if (signature === 'none') return `${text}.`;
    return `${text}.${base64url(sign('sha256', Buffer.from(text), signature === 'foreign' ? foreign : key))}`;
  };

  const metadata = (): Json => ({
    issuer: place.url,
    authorization_endpoint: `${place.url}/authorize`,
    token_endpoint: `${place.url}/token`,
    jwks_uri: `${place.url}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  });

  const isClient = (header: string | undefined): boolean => {
    const [id, secret] = Buffer.from((header ?? '').replace(/^Basic /, ''), 'base64')
      .toString('utf8')
      .split(':')
      .map(decodeURIComponent);
    return id === client.id && secret === client.secret;
  };

  const exchange = (form: URLSearchParams, authorization: string | undefined): [number, Json] => {
    if (!isClient(authorization)) return [401, { error: 'invalid_client' }];
    if (form.get('grant_type') !== 'authorization_code') return [400, { error: 'unsupported_grant_type' }];
    const code = codes.get(form.get('code') ?? '');
    const hash = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || code.used || code.redirectUri !== form.get('redirect_uri'))
      return [400, { error: 'invalid_grant' }];
    code.used = true;
    if (code.challenge !== hash && faults.noVerifier !== true) return [400, { error: 'invalid_grant' }];
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: place.url, aud: client.id, iat: now, exp: now + 300, nonce: code.nonce },
      ...code.account,
    };
    return [
      200,
      {
        ...{ access_token: randomBytes(12).toString('hex'), token_type: 'Bearer', expires_in: 300 },
        id_token: idToken(faults.claims?.(claims) ?? claims),
      },
    ];
  };

  const reply = async (req: IncomingMessage): Promise<[number, Json]> => {
    const { pathname } = new URL(req.url ?? '/', place.url);
    if (pathname === '/.well-known/openid-configuration')
      return [200, faults.metadata?.(metadata()) ?? metadata()];
    if (faults.down === true) return [503, {}];
    if (pathname === '/jwks') return [200, { keys: [publicJwk(key)] }];
    if (pathname !== '/token' || req.method !== 'POST') return [404, {}];
    const form = await bodyOf(req);
    const [status, body] = exchange(form, req.headers.authorization);
    tokenRequests.push({ verifier: form.get('code_verifier') ?? '', status });
    return [status, body];
  };

  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    void reply(req).then(([status, body]) => {
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer: place.url,
    client,
    faults,
    /** What came to the token endpoint. */
    tokenRequests,
    /** Somebody opens the address and allows it (or not): where they are sent. */
    decide(address: string, account: FakeAccount, allow = true): Decided {
      const { origin, pathname, searchParams } = new URL(address);
      const given = (name: string) => searchParams.get(name) ?? '';
      const refused = (why: string): Decided => ({ kind: 'refused', why });
      if (`${origin}${pathname}` !== `${place.url}/authorize`) return refused('another address');
      if (given('client_id') !== client.id) return refused('unknown client');
      if (!client.redirectUris.includes(given('redirect_uri'))) return refused('unknown redirect_uri');
      if (given('response_type') !== 'code') return refused('response_type is not code');
      if (!given('scope').split(' ').includes('openid')) return refused('openid is not asked for');
      if (given('code_challenge_method') !== 'S256') return refused('no PKCE');
      for (const name of ['state', 'nonce', 'code_challenge'])
        if (given(name).length < 40) return refused(`${name} is missing or can be guessed`);
      const back = new URL(given('redirect_uri'));
      back.searchParams.set('state', given('state'));
      if (!allow) {
        back.searchParams.set('error', 'access_denied');
        return { kind: 'back', url: back.href };
      }
      const code = randomBytes(16).toString('hex');
      codes.set(code, {
        ...{ account, redirectUri: given('redirect_uri'), nonce: given('nonce') },
        ...{ challenge: given('code_challenge'), used: false },
      });
      back.searchParams.set('code', code);
      return { kind: 'back', url: back.href };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function publicJwk(key: KeyObject): Json {
  return { ...createPublicKey(key).export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
}
