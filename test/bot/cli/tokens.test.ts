import { expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

it('docent tokens makes, lists and revokes, and the log does not know the token', async () => {
  using place = temporaryFolder();
  const docent = (...args: string[]) => runDocent(args, { dataDir: place.dataDir, cwd: place.folder });
  const made = (await docent('tokens', 'add', 'CI', '--scopes', 'ask,search', '--json')).json();
  expect(made['token']).toMatch(/^docent_[\w-]{43}$/);
  expect((await docent('tokens', 'list', '--json')).json()).toMatchObject({
    tokens: [{ name: 'CI', scopes: ['ask', 'search'], by: null, state: 'active', usedAt: null }],
  });
  expect((await docent('tokens', 'revoke', String(made['id']))).code).toBe(0);
  expect((await docent('tokens', 'revoke', String(made['id']))).code).toBe(1);
  const log = await docent('audit', '--about', 'token');
  expect(log.out).toContain('made an API token: CI');
  expect(log.out).toContain('"active" -> "revoked"');
  expect(log.out).not.toContain(String(made['token']));
  expect((await docent('tokens', 'add', 'CI', '--scopes', 'everything')).code).toBe(2);
  expect((await docent('tokens', 'add', 'CI', '--scopes', 'ask', '--days', '0')).code).toBe(2);
});
