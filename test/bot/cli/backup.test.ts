import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../core/text/hashes.ts';
import { startProgram } from '../../journeys/program.ts';
import { runDocent, temporaryFolder } from './run-docent.ts';

const QUESTIONS = [
  'Where is a lost badge replaced?',
  'How long is a visitor pass valid?',
  'What is a quokka?',
];

/** What stays the same when a question is asked again elsewhere. */
async function answersOf(dataDir: string) {
  const stdin = QUESTIONS.map((question, id) => JSON.stringify({ id, question })).join('\n');
  const run = await runDocent(['ask', '--batch', '-', '--collection', 'desk'], { dataDir, stdin });
  return run.rows().map(({ id, outcome, text, citations }) => ({ id, outcome, text, citations }));
}

describe('a restore rehearsed', () => {
  it('gives the same answers elsewhere after kill -9, from a backup made while the bot ran', async () => {
    using place = temporaryFolder();
    const bot = await startProgram({}, { dataDir: path.join(place.folder, 'data') });
    const notes = path.join(place.folder, 'notes');
    mkdirSync(notes);
    writeFileSync(path.join(notes, 'badge.md'), '# Badges\n\nA lost badge is replaced at the front desk.\n');
    writeFileSync(path.join(notes, 'pass.md'), '# Visitors\n\nA visitor pass is valid for one day.\n');
    const { dataDir } = bot;
    await runDocent(['ingest', notes, '--collection', 'desk'], { dataDir });
    await runDocent(['ask', QUESTIONS[0] ?? '', '--json'], { dataDir });
    const before = await answersOf(dataDir);
    expect(before.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'abstained']);

    const run = await runDocent(['backup', 'copies', '--json'], { dataDir, cwd: place.folder });
    const made = run.json() as { path: string; bytes: number; sha256: string; answers: number };
    expect(path.dirname(made.path)).toBe(path.join(place.folder, 'copies'));
    expect(made.sha256).toBe(sha256Hex(readFileSync(path.join(made.path, 'manifest.json'))));
    expect(made.answers).toBeGreaterThan(0);
    expect(readdirSync(made.path).sort()).toEqual(['docent.sqlite', 'manifest.json', 'manifest.sha256']);

    const refused = await runDocent(['restore', made.path, '--replace'], { dataDir });
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('running') as unknown });
    await bot.kill9();
    rmSync(dataDir, { recursive: true });

    const elsewhere = path.join(place.folder, 'elsewhere');
    const restored = await runDocent(['restore', made.path, '--json'], { dataDir: elsewhere });
    expect(restored.json()).toMatchObject({ documents: run.json()['documents'], answers: made.answers });
    await startProgram({}, { dataDir: elsewhere });
    expect(await answersOf(elsewhere)).toEqual(before);
    const log = (await runDocent(['audit', '--json'], { dataDir: elsewhere })).out;
    expect(log).toContain('store.restore');
  });
});

describe('docent restore', () => {
  const place = temporaryFolder();
  const { folder, dataDir } = place;
  const target = path.join(folder, 'target');
  let backup = '';
  let copies = 0;
  beforeAll(async () => {
    writeFileSync(path.join(folder, 'badge.md'), '# Badges\n\nA lost badge is replaced at the front desk.\n');
    await runDocent(['ingest', 'badge.md'], { dataDir, cwd: folder });
    writeFileSync(path.join(dataDir, 'secret.key'), 'not for every backup');
    backup = String((await runDocent(['backup', '--json'], { dataDir })).json()['path']);
  });
  afterAll(() => place[Symbol.dispose]());

  /** The backup with something done to it. */
  const changed = (change: (copy: string) => void): string => {
    const copy = path.join(folder, `copy-${copies++}`);
    cpSync(backup, copy, { recursive: true });
    change(copy);
    return copy;
  };
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  };
  const inTarget = () => readdirSync(target).filter((name) => name !== 'docent.lock');

  it('makes backups in the data directory, without the key unless it is asked for', async () => {
    expect(path.dirname(backup)).toBe(path.join(dataDir, 'backups'));
    expect(readdirSync(backup)).not.toContain('secret.key');
    const run = await runDocent(['backup', 'keyed', '--with-key', '--json'], { dataDir, cwd: folder });
    expect(readdirSync(String(run.json()['path']))).toContain('secret.key');
    expect(readdirSync(path.join(folder, 'keyed'))).toHaveLength(1);
  });

  it.each<[string, (copy: string) => void, RegExp]>([
    ['a changed byte of the store', (copy) => flip(path.join(copy, 'docent.sqlite'), 5000), /docent\.sqlite/],
    ['a changed manifest', (copy) => flip(path.join(copy, 'manifest.json'), 40), /manifest\.json/],
    ['a missing store', (copy) => rmSync(path.join(copy, 'docent.sqlite')), /missing/],
    ['a missing manifest', (copy) => rmSync(path.join(copy, 'manifest.json')), /manifest\.json/],
    ['a file that it does not name', (copy) => writeFileSync(path.join(copy, 'more'), ''), /more/],
    [
      'a later schema',
      (copy) => rewrite(copy, (text) => text.replace(/"schema": "[^"]+"/, '"schema": "9999-later"')),
      /later version/,
    ],
    [
      'a file that would land elsewhere',
      (copy) => rewrite(copy, (text) => text.replace('"docent.sqlite"', '"../docent.sqlite"')),
      /cannot read/,
    ],
  ])('refuses %s and leaves the folder empty', async (_, change, why) => {
    const run = await runDocent(['restore', changed(change), '--json'], { dataDir: target });
    expect(run.code).toBe(3);
    expect(run.err).toMatch(why);
    expect(inTarget()).toEqual([]);
  });

  it('refuses a store of a later version although its manifest agrees', async () => {
    const copy = changed((place) => {
      const file = path.join(place, 'docent.sqlite');
      const store = new DatabaseSync(file);
      store.exec("INSERT INTO migrations (name) VALUES ('9999-later')");
      store.close();
      const bytes = readFileSync(file);
      rewrite(place, (text) =>
        text
          .replace(/"bytes": \d+/, `"bytes": ${bytes.length}`)
          .replace(/"sha256": "\w+"/, `"sha256": "${sha256Hex(bytes)}"`),
      );
    });
    const run = await runDocent(['restore', copy], { dataDir: target });
    expect(run).toMatchObject({ code: 3, err: expect.stringContaining('later version') as unknown });
    expect(inTarget()).toEqual([]);
  });

  it('touches a store that is there only with --replace, and keeps it aside', async () => {
    const full = path.join(folder, 'full');
    writeFileSync(path.join(folder, 'lift.md'), '# Lifts\n\nThe lift is inspected every spring.\n');
    await runDocent(['ingest', 'lift.md'], { dataDir: full, cwd: folder });
    const without = await runDocent(['restore', backup], { dataDir: full });
    expect(without).toMatchObject({ code: 3, err: expect.stringContaining('--replace') as unknown });
    const damaged = changed((copy) => flip(path.join(copy, 'docent.sqlite'), 5000));
    expect((await runDocent(['restore', damaged, '--replace'], { dataDir: full })).code).toBe(3);
    const titles = async (dataDir: string) =>
      (
        (await runDocent(['documents', 'list', '--json'], { dataDir })).json()['documents'] as {
          title: string;
        }[]
      ).map(({ title }) => title);
    expect(await titles(full)).toEqual(['Lifts']);

    const run = await runDocent(['restore', backup, '--replace', '--json'], { dataDir: full });
    expect(await titles(full)).toEqual(['Badges']);
    expect(await titles(String(run.json()['replaced']))).toEqual(['Lifts']);
  });
});

/** Changes a manifest as somebody would who knows how it is checked. */
function rewrite(copy: string, change: (text: string) => string): void {
  const text = change(readFileSync(path.join(copy, 'manifest.json'), 'utf8'));
  writeFileSync(path.join(copy, 'manifest.json'), text);
  writeFileSync(path.join(copy, 'manifest.sha256'), `${sha256Hex(text)}  manifest.json\n`);
}
