import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../bot/settings/config.ts';
import { oidcOf } from '../../../bot/settings/oidc.ts';
import { warningsOf } from '../../../bot/settings/warnings.ts';

const whole = {
  DOCENT_PUBLIC_URL: 'https://docent.example.com',
  DOCENT_OIDC_ISSUER: 'https://login.example.com',
  DOCENT_OIDC_CLIENT_ID: 'docent',
  DOCENT_OIDC_CLIENT_SECRET: 'a secret',
  DOCENT_OIDC_GROUPS: 'docs-admins = admin, a=b=curator',
};

describe('settings of the sign-in provider', () => {
  it('are off by default, without a word', () => {
    const config = loadConfig({});
    expect([oidcOf(config), warningsOf(config)]).toEqual([null, []]);
  });

  it('say which group has which role', () => {
    const config = loadConfig(whole);
    expect(oidcOf(config)).toMatchObject({
      issuer: 'https://login.example.com',
      groupsClaim: 'groups',
      onlyVerified: true,
      groups: [
        { group: 'docs-admins', role: 'admin' },
        { group: 'a=b', role: 'curator' },
      ],
    });
    expect(warningsOf(config)).toEqual([]);
  });

  it.each(Object.keys(whole))('switch nothing on while %s is missing, and say so', (key) => {
    const config = loadConfig({ ...whole, [key]: '' });
    expect(oidcOf(config)).toBeNull();
    expect(warningsOf(config).join()).toContain(`${key} is not set`);
  });

  it.each([
    ['DOCENT_OIDC_ISSUER', 'http://login.example.com'],
    ['DOCENT_OIDC_ISSUER', 'http://127.0.0.1.evil.example'],
    ['DOCENT_OIDC_GROUPS', 'docs'],
    ['DOCENT_OIDC_GROUPS', 'docs=owner'],
    ['DOCENT_OIDC_GROUPS', '=admin'],
    ['DOCENT_OIDC_SCOPES', 'email'],
  ])('do not take %s=%s', (key, value) => {
    expect(() => loadConfig({ ...whole, [key]: value })).toThrow(key);
  });
});
