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

describe('what people outside the team may be answered', () => {
  it('is said of a collection and of a channel, and taken back', async () => {
    const share = (rule: string) => docent('collections', 'set', 'people', '--shareable', rule);
    expect((await share('yes')).out).toMatch(/^people {2}personal data \w+ {2}shareable\n$/);
    expect((await share('no')).out).not.toContain('shareable');
    expect((await share('perhaps')).code).toBe(2);
    expect((await docent('collections', 'set', 'people')).code).toBe(2);
    const set = (...more: string[]) => docent('channels', 'set', 'slack', 'C1', 'answer', ...more);
    expect((await set('--outside', 'allow')).out).toBe('slack  C1  answer  people outside, too\n');
    // A later change of something else keeps it.
    expect((await set()).out).toBe('slack  C1  answer  people outside, too\n');
    expect((await set('--outside', 'deny')).out).toBe('slack  C1  answer\n');
    expect((await set('--outside', 'maybe')).code).toBe(2);
  });
});
