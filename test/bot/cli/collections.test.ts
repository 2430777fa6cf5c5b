import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (...args: string[]) => runDocent(args, { dataDir, cwd: folder });

beforeAll(async () => {
  writeFileSync(path.join(folder, 'team.md'), '# Team\n\nTrains are booked by Jane, jane.doe@example.org.\n');
  await docent('ingest', 'team.md', '--collection', 'people');
});
afterAll(() => place[Symbol.dispose]());

describe('docent collections', () => {
  it('keeps personal data of a collection out of answers from the next question on', async () => {
    expect((await docent('ask', 'Who books trains?')).out).toContain('jane.doe@example.org');
    const set = await docent('collections', 'set', 'people', '--personal-data', 'removed', '--json');
    expect(JSON.parse(set.out)).toEqual({ collection: 'people', personalData: 'removed' });
    const { out } = await docent('ask', 'Who books trains?');
    expect(out).toContain('[removed: email]');
    expect(out).not.toContain('jane.doe@example.org');
    expect((await docent('collections', 'list')).out).toBe('people  personal data removed\n');
  });

  it('refuses a rule and a collection that do not exist', async () => {
    const set = (name: string, rule: string) => docent('collections', 'set', name, '--personal-data', rule);
    expect(await set('people', 'blurred')).toMatchObject({ code: 2 });
    expect(await set('nowhere', 'removed')).toMatchObject({ code: 2 });
  });
});

describe('docent answers post', () => {
  it('says so when nothing waits under a reference', async () => {
    const run = await docent('answers', 'post', 'ans_none');
    expect(run).toMatchObject({ code: 1 });
    expect(run.err).toContain('No answer waits under this reference.');
    expect(await docent('answers', 'dismiss', 'ans_none')).toMatchObject({ code: 1 });
  });
});
