import type { Config } from './config.ts';
import { missingForOidc } from './oidc.ts';

const LOOPBACK = /^(?:127\.|::1$|\[::1\]$|localhost$)/;

/** What an operator should know about the settings although they can be used, a sentence each. */
export function warningsOf(config: Config): string[] {
  const unknown = config.unknown.map(
    ({ key, meant }) => `${key} is no setting of Docent.${meant === null ? '' : ` Did you mean ${meant}?`}`,
  );
  const missing = missingForOidc(config).map(
    (key) => `People cannot sign in with the provider of DOCENT_OIDC_ISSUER, because ${key} is not set.`,
  );
  const open =
    !LOOPBACK.test(config.get('DOCENT_HOST')) && !config.get('DOCENT_PUBLIC_URL').startsWith('https://');
  return open
    ? [
        ...unknown,
        ...missing,
        `The console listens on ${config.get('DOCENT_HOST')} without HTTPS: sign-in links and what people read can be seen by others in the network. Put a proxy with HTTPS before it and set DOCENT_PUBLIC_URL to its https:// address.`,
      ]
    : [...unknown, ...missing];
}
