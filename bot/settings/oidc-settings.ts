import { groupRolesOf } from '../../console/oidc/oidc-settings.ts';
import { type Setting, setting, type ValueCheck } from './setting.ts';

/** What the provider says is believed only over HTTPS, or on this machine. */
const issuer: ValueCheck = (value) =>
  /^https:\/\//i.test(value) || /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/i.test(value)
    ? null
    : 'it must start with https://.';

const groupRoles: ValueCheck = (value) => {
  const wrong = groupRolesOf(value).find((part) => typeof part === 'string');
  return wrong === undefined ? null : `"${wrong}" is not of the form GROUP=admin or GROUP=curator.`;
};

const scopes: ValueCheck = (value) =>
  value.split(' ').includes('openid') ? null : 'it must name openid, with blanks between scopes.';

/** Signing in to the console with accounts of a provider. */
export const oidcSettings = [
  setting(
    'DOCENT_OIDC_ISSUER',
    'url',
    '',
    'Address of an OpenID Connect provider whose accounts may sign in to the console, such as https://login.example.com. Needs DOCENT_PUBLIC_URL, and all of the next three.',
    false,
    issuer,
  ),
  setting('DOCENT_OIDC_CLIENT_ID', 'text', '', 'Client id of Docent at that provider.'),
  setting('DOCENT_OIDC_CLIENT_SECRET', 'secret', '', 'Client secret of Docent at that provider.'),
  setting(
    'DOCENT_OIDC_GROUPS',
    'text',
    '',
    'Which groups of the provider get in, and as what, such as docs-admins=admin,docs=curator. Nobody else does.',
    false,
    groupRoles,
  ),
  setting('DOCENT_OIDC_GROUPS_CLAIM', 'text', 'groups', 'The claim of the id token that lists the groups.'),
  setting(
    'DOCENT_OIDC_SCOPES',
    'text',
    'openid email profile',
    'What is asked of the provider; some list groups only when the scope groups is asked for.',
    false,
    scopes,
  ),
  setting(
    'DOCENT_OIDC_VERIFIED',
    'switch',
    'on',
    'Whether the provider must say that an e-mail address is verified: on, or off for providers that say nothing about it. Addresses that it calls unverified are refused in any case.',
  ),
] satisfies readonly Setting[];
