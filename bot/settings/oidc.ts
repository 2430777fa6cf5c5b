import { groupRolesOf, type OidcSettings } from '../../console/oidc/oidc-settings.ts';
import type { Config, SettingKey } from './config.ts';

const needed: readonly SettingKey[] = [
  'DOCENT_OIDC_ISSUER',
  'DOCENT_OIDC_CLIENT_ID',
  'DOCENT_OIDC_CLIENT_SECRET',
  'DOCENT_OIDC_GROUPS',
];

/** Settings that are missing for signing in with a provider; none where all are set, or none of its own. */
export function missingForOidc(config: Pick<Config, 'get'>): SettingKey[] {
  if (needed.every((key) => config.get(key) === '')) return [];
  return [...needed, 'DOCENT_PUBLIC_URL' as const].filter((key) => config.get(key) === '');
}

/** The provider that people may sign in with; null = links alone. */
export function oidcOf(config: Pick<Config, 'get'>): OidcSettings | null {
  if (config.get('DOCENT_OIDC_ISSUER') === '' || missingForOidc(config).length > 0) return null;
  return {
    issuer: config.get('DOCENT_OIDC_ISSUER'),
    clientId: config.get('DOCENT_OIDC_CLIENT_ID'),
    clientSecret: config.get('DOCENT_OIDC_CLIENT_SECRET'),
    scopes: config.get('DOCENT_OIDC_SCOPES'),
    groupsClaim: config.get('DOCENT_OIDC_GROUPS_CLAIM'),
    groups: groupRolesOf(config.get('DOCENT_OIDC_GROUPS')).filter((part) => typeof part !== 'string'),
    onlyVerified: config.get('DOCENT_OIDC_VERIFIED') === 'on',
  };
}
