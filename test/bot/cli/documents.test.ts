import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (...args: string[]) => runDocent(args, { dataDir, cwd: folder });
type Listed = { documents: Record<string, unknown>[] };

beforeAll(() => {
  writeFileSync(path.join(folder, 'trains.md'), '# Trains\n\nTrains are booked by the travel desk.\n');
  writeFileSync(path.join(folder, 'card.md'), '# Card\n\nThe card is 4111 1111 1111 1111.\n');
});
afterAll(() => place[Symbol.dispose]());

describe('docent documents', () => {
  it('reports flags by file at ingest, and publishes all the same', async () => {
    const json = (await docent('ingest', 'trains.md', 'card.md', '--json')).json() as {
      files: { path: string; flags: string[] }[];
    };
    expect(json.files.map((file) => [file.path, file.flags])).toEqual([
      ['trains.md', []],
      ['card.md', ['pii']],
    ]);
    expect((await docent('ingest', 'card.md')).out).toContain('card.md: flagged for review (pii)');
    const listed = (await docent('documents', 'list', '--json')).json() as Listed;
    expect(listed.documents.map((row) => row['status'])).toEqual(['ready', 'ready']);
  });

  it('archives and restores, and says when there is nothing to do', async () => {
    const archived = (await docent('documents', 'archive', 'trains.md', '--json')).json() as Listed;
    expect(archived.documents[0]).toMatchObject({ path: 'trains.md', status: 'archived', revision: 1 });
    expect((await docent('ask', 'Who books trains?', '--json')).json()).toMatchObject({
      outcome: 'abstained',
    });
    const twice = await docent('documents', 'archive', 'trains.md');
    expect([twice.code, twice.err]).toEqual([1, expect.stringContaining('archived already')]);
    expect((await docent('documents', 'restore', 'trains.md')).out).toBe('Restored trains.md.\n');
    expect((await docent('ask', 'Who books trains?', '--json')).json()).toMatchObject({
      outcome: 'answered',
    });
  });

  it('drops a draft and leaves what is published', async () => {
    writeFileSync(path.join(folder, 'trains.md'), '# Trains\n\nTrains are booked by the robot.\n');
    await docent('ingest', 'trains.md', '--draft');
    expect((await docent('documents', 'drop', 'trains.md')).out).toBe('Dropped the draft of trains.md.\n');
    expect((await docent('documents', 'publish', 'trains.md')).err).toContain('has no draft to publish');
    expect((await docent('ask', 'Who books trains?', '--json')).out).toContain('travel desk');
  });

  it('keeps an owner and a review date, and lists what is due', async () => {
    const set = await docent(
      'documents',
      'set',
      'trains.md',
      '--owner',
      'Travel',
      '--review-on',
      '2020-01-31',
      '--json',
    );
    expect((set.json() as Listed).documents[0]).toMatchObject({ owner: 'Travel', reviewOn: '2020-01-31' });
    expect((await docent('documents', 'stale', '--json')).json()).toEqual({
      documents: [
        expect.objectContaining({ path: 'trains.md', reasons: [{ kind: 'review-due', on: '2020-01-31' }] }),
      ],
      uncited: [],
    });
    expect((await docent('documents', 'stale')).out).toContain('trains.md  to be looked at since 2020-01-31');
    expect((await docent('documents', 'set', 'trains.md', '--review-on', 'soon')).code).toBe(2);
    const nothing = await docent('documents', 'set', 'trains.md');
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('There is nothing to set.');
    expect((await docent('documents', 'set', 'nothing.md', '--owner', 'x')).code).toBe(1);
  });

  it('looks ahead at what publishing a draft would change', async () => {
    writeFileSync(path.join(folder, 'trains.md'), '# Trains\n\nTrains are booked by the robot.\n');
    await docent('ingest', 'trains.md', '--draft');
    const preview = (await docent('documents', 'preview', 'trains.md', '--json')).json();
    expect(preview).toMatchObject({
      state: 'done',
      revision: 2,
      counts: { changed: 1, same: 0 },
      results: [{ question: 'Who books trains?', verdict: 'changed', origins: ['asked', 'cached'] }],
    });
    expect((await docent('documents', 'preview', 'trains.md')).out).toContain(
      'kept answer to be made anew: Who books trains?',
    );
    expect((await docent('documents', 'preview', 'card.md')).code).toBe(1);
  });

  it('finds documents that are alike', async () => {
    expect((await docent('documents', 'duplicates', '--json')).json()).toEqual({ pairs: [] });
    writeFileSync(path.join(folder, 'copy.md'), '# Card\n\nThe card is 4111 1111 1111 1111.\n');
    await docent('ingest', 'copy.md');
    const { pairs } = (await docent('documents', 'duplicates', '--json')).json() as {
      pairs: { same: boolean; documents: { path: string }[] }[];
    };
    expect(pairs.map(({ same, documents }) => [same, documents.map((one) => one.path).sort()])).toEqual([
      [true, ['card.md', 'copy.md']],
    ]);
  });
});
