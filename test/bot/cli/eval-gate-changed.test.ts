import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChangedGate } from '../../../bot/cli/commands/eval-runs/gate-of-change.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';
import { onApp } from './eval-runs.ts';
import { runDocent, temporaryFolder } from './run-docent.ts';

const TRAVEL = `# Travel

## Trains

Trains are booked by the travel desk at least two weeks ahead of the journey.

## Taxis

A taxi is paid by the company only at night, when no bus is running any more.
`;
const PETS = '# Pets\n\nDogs may come to the office on Fridays.\n';

const TRAINS = 'Who books trains ahead of the journey?';
const TAXI = 'Is a taxi paid by the company at night?';
const DOGS = 'When may dogs come to the office?';
const BEES = 'Who keeps the bees on the roof?';

const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('docent-gate-'));

describe('docent eval gate --changed', () => {
  let rig: WholeApp;
  const before = copies();

  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(rig.folder, name)), { recursive: true });
    writeFileSync(path.join(rig.folder, name), text);
  };
  const gate = async (...args: string[]) => {
    const ran = await onApp(rig, 'eval', 'gate', '--changed', ...args, '--json');
    return { ...ran, found: JSON.parse(ran.out || '{}') as ChangedGate };
  };

  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({ 'docs/travel.md': TRAVEL, 'docs/pets.md': PETS });
    await rig.app.batches.importSet({
      ...{ name: 'Gold', format: 'jsonl' },
      text: [
        { question: TRAINS, expectedSources: ['docs/travel.md'] },
        { question: BEES, expectedSources: ['docs/bees.md'] },
      ]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    });
    for (const question of [TAXI, DOGS, TRAINS]) await rig.ask(question);
  });
  afterEach(() => {
    write('docs/travel.md', TRAVEL);
    write('docs/pets.md', PETS);
    expect(copies().filter((name) => !before.includes(name))).toEqual([]);
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  it('names the golden and the recent questions that a change breaks, and publishes nothing', async () => {
    write('docs/travel.md', '# Travel\n\nThis page is being written anew.\n');
    const answers = async () => (await rig.app.store.selectFrom('answers').select('id').execute()).length;
    const asked = await answers();
    const { code, found } = await gate('docs/travel.md', '--report', 'gate.md');
    expect(code).toBe(1);
    expect(found).toMatchObject({ verdict: 'fail', checked: 4, notJudged: 2, fixed: [] });
    expect(found.changed).toEqual([{ path: 'docs/travel.md', document: 'docs/travel.md' }]);
    expect(found.regressed).toEqual([
      {
        id: expect.stringMatching(/^case_/),
        question: TRAINS,
        before: expect.objectContaining({ outcome: 'answered', passed: true }),
        after: expect.objectContaining({ passed: false }),
      },
      {
        id: expect.stringMatching(/^asked_/),
        question: TAXI,
        before: expect.objectContaining({ outcome: 'answered', passed: null }),
        after: expect.objectContaining({ passed: null }),
      },
    ]);
    const report = readFileSync(path.join(rig.folder, 'gate.md'), 'utf8');
    expect(report).toContain('# Docent gate: fail');
    expect(report).toContain('2 regressed');
    expect(await answers()).toBe(asked);
    expect((await rig.documentAt('docs/travel.md')).revision).toBe(1);
    expect((await rig.app.ask({ ...plainQuestion, text: TAXI })).outcome).toBe('answered');
  });

  it('passes where nothing changes, and where a word does', async () => {
    expect(await gate('docs')).toMatchObject({ code: 0, found: { verdict: 'pass', checked: 4 } });
    write('docs/travel.md', TRAVEL.replace('two weeks', 'four weeks'));
    const { code, found } = await gate('docs/travel.md');
    expect([code, found.regressed, found.fixed]).toEqual([0, [], []]);
  });

  it('takes several files at once, new ones too, and says what is fixed', async () => {
    write('docs/bees.md', '# Bees\n\nThe bees on the roof are kept by Ada.\n');
    write('docs/pets.md', '# Pets\n\nDogs may come to the office on Mondays.\n');
    const { code, found } = await gate('docs/bees.md', 'docs/pets.md');
    expect(code).toBe(0);
    expect(found.fixed.map(({ question }) => question)).toEqual([BEES]);
    expect(found.changed).toContainEqual({ path: 'docs/bees.md', document: null });
    expect(await rig.app.library.find('docs/bees.md')).toBeUndefined();
  });

  it('finds the document of a file that is checked out elsewhere', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'docent-checkout-'));
    try {
      mkdirSync(path.join(elsewhere, 'docs'));
      writeFileSync(path.join(elsewhere, 'docs/travel.md'), '# Travel\n\nThis page is being written anew.\n');
      const { code, found } = await gate(path.join(elsewhere, 'docs/travel.md'));
      expect(code).toBe(1);
      expect(found.changed[0]?.document).toBe('docs/travel.md');
      expect(found.regressed.map(({ question }) => question)).toEqual([TRAINS, TAXI]);
      writeFileSync(path.join(elsewhere, 'stranger.md'), '# Stranger\n\nNobody knows it.\n');
      const stranger = await gate(path.join(elsewhere, 'stranger.md'));
      expect(stranger.code).toBe(2);
      expect(stranger.err).toContain('outside this folder');
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('tries a deletion, and a file that moved', async () => {
    const tried = async (...args: string[]) => {
      const ran = await onApp(rig, 'eval', 'gate', ...args, '--json');
      return { code: ran.code, found: JSON.parse(ran.out) as ChangedGate };
    };
    const { code, found } = await tried('--deleted', 'docs/pets.md');
    expect([code, found.deleted]).toEqual([1, ['docs/pets.md']]);
    expect(found.regressed.map(({ question }) => question)).toEqual([DOGS]);
    expect((await rig.documentAt('docs/pets.md')).status).toBe('ready');
    write('docs/animals.md', PETS);
    const moved = await tried('--changed', 'docs/animals.md', '--deleted', 'docs/pets.md');
    // Nobody can say of an answer that it is the same document under another name: it is for a person to see.
    expect(moved.found.regressed[0]?.after).toMatchObject({ sources: [{ path: 'docs/animals.md' }] });
    rmSync(path.join(rig.folder, 'docs/animals.md'));
  });

  it('refuses what it cannot read, in words', async () => {
    write('docs/broken.pdf', 'this is no PDF');
    mkdirSync(path.join(rig.folder, 'empty'), { recursive: true });
    for (const [args, words] of [
      [['nothing.md'], 'nothing.md cannot be read'],
      [['docs/broken.pdf'], 'docs/broken.pdf cannot be read'],
      [['empty'], 'There is no file in empty'],
      [['docs/pets.md', '--deleted', 'docs/nothing.md'], 'No document is known by the path docs/nothing.md'],
      [['docs/pets.md', '--baseline', 'run_1'], 'not both'],
    ] as const) {
      const { code, out, err } = await gate(...args);
      expect([args, code, out]).toEqual([args, 2, '']);
      expect(err).toContain(words);
    }
    rmSync(path.join(rig.folder, 'docs/broken.pdf'));
  });
});

const plainQuestion = { thread: [], origin: 'cli', asker: null, noCache: true };

it('works from the shell, on a store of its own', async () => {
  using place = temporaryFolder();
  const docent = (...args: string[]) => runDocent(args, { dataDir: place.dataDir, cwd: place.folder });
  writeFileSync(path.join(place.folder, 'pets.md'), PETS);
  await docent('ingest', 'pets.md');
  expect((await docent('eval', 'gate', '--changed', 'pets.md')).err).toContain('no question to check');
  writeFileSync(
    path.join(place.folder, 'gold.jsonl'),
    JSON.stringify({ question: DOGS, expectedSources: ['pets.md'] }),
  );
  await docent('eval', 'import', 'gold.jsonl');
  writeFileSync(path.join(place.folder, 'pets.md'), '# Pets\n\nNothing is known.\n');
  const failed = await docent('eval', 'gate', '--changed', 'pets.md');
  expect([failed.code, failed.err]).toEqual([1, '']);
  expect(failed.out).toContain('fail: 1 question checked, 1 regressed, 0 fixed');
  expect((await docent('ask', DOGS, '--json')).json()).toMatchObject({ outcome: 'answered' });
});
