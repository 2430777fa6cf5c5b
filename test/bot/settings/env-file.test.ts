import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvFile } from '../../../bot/settings/env-file.ts';
import { unknownKeys } from '../../../bot/settings/unknown-keys.ts';
import { runProcess, temporaryFolder } from '../cli/run-docent.ts';

const KEY = 'sk-proj-abcdefghijklmnopqrstuvwxyz1234';

/** `docent config` in a folder with this `.env`. */
async function config(envFile: string, args: string[] = [], env: Record<string, string> = {}) {
  using place = temporaryFolder();
  writeFileSync(path.join(place.folder, '.env'), envFile);
  return await runProcess(['config', ...args], { dataDir: place.dataDir, cwd: place.folder, env });
}

describe('a .env file', () => {
  it.each([
    ['double', `# ours\nDOCENT_CONTACT="#help-desk\nOPENAI_API_KEY=${KEY}\n`, 2],
    ['single', `DOCENT_CONTACT='#help-desk\nOPENAI_API_KEY='${KEY}'\n`, 1],
    ['a value over two lines', `OPENAI_API_KEY=${KEY}\n\nexport DOCENT_CONTACT="#help\ndesk"\n`, 3],
  ])('with a quote that stays open (%s) is refused by line, and shows no key', async (_, text, line) => {
    const run = await config(text);
    expect(run.code).toBe(2);
    expect(run.err).toContain(`.env, line ${line}: the value of DOCENT_CONTACT`);
    expect(run.out + run.err).not.toContain('abcdefghijkl');
  });

  it('is told from the environment, which outranks it', async () => {
    const text = 'DOCENT_CONTACT="#help-desk" # who\nDOCENT_LOG_LEVEL=warn\n';
    const run = await config(text, [], { DOCENT_LOG_LEVEL: 'error' });
    expect(run.code).toBe(0);
    expect(run.out).toContain('DOCENT_CONTACT=#help-desk  (.env)');
    expect(run.out).toContain('DOCENT_LOG_LEVEL=error  (environment)');
    const { settings } = (await config(text, ['--json'])).json() as { settings: object[] };
    expect(settings).toContainEqual(
      expect.objectContaining({ key: 'DOCENT_CONTACT', source: 'environment', file: '.env' }),
    );
  });

  it('that is not there holds nothing', () => {
    expect(readEnvFile('/nowhere/.env')).toEqual({});
  });
});

describe('docent config', () => {
  it('masks what looks like a key in a setting that is none', async () => {
    const run = await config(`DOCENT_CONTACT=${KEY}\n`);
    expect(run.out).toContain('DOCENT_CONTACT=…1234');
    expect(run.out + run.err).not.toContain('abcdefghijkl');
  });

  it('names variables that are no setting, with the one that was meant', async () => {
    const run = await config('DOCENT_CHATMODEL=ollama:gemma4\n');
    expect(run.code).toBe(0);
    expect(run.err).toContain('DOCENT_CHATMODEL is no setting of Docent. Did you mean DOCENT_CHAT_MODEL?');
    expect(unknownKeys(['DOCENT_ZZZZZZ', 'OTHER'], ['DOCENT_PORT'])).toEqual([
      { key: 'DOCENT_ZZZZZZ', meant: null },
    ]);
  });

  it('warns of a console that others reach without HTTPS', async () => {
    expect((await config('DOCENT_HOST=0.0.0.0\n')).err).toContain('without HTTPS');
    expect(
      (await config('DOCENT_HOST=0.0.0.0\nDOCENT_PUBLIC_URL=https://docent.example\n')).err,
    ).not.toContain('without HTTPS');
  });
});
