import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadEngine, saveEngine } from '../../../../knowledge/index/files/index-snapshot.ts';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';

const WORDS = 'flights need approval from your lead before you book travel in the booking tool'.split(' ');

const passages = Array.from({ length: 300 }, (_, id): IndexedPassage => {
  const words = WORDS.map((word, at) => (id % (at + 2) === 0 ? word : `${word}${(id * 7 + at) % 40}`));
  return {
    id,
    documentKey: `doc_${id % 50}`,
    collection: 'default',
    title: `Page ${id % 50}`,
    path: `page-${id % 50}.md`,
    headings: [`Part ${id}`],
    text: `${words.join(' ')}. ${words.toReversed().join(' ')}.`,
  };
});

const QUESTIONS = ['Which flights need approval?', 'booking tool for travel', 'lead17 before36', 'page 12'];

describe('an index that leaves postings and words in its file', () => {
  let dir: string;
  const source = createMemorySource();
  const load = (lean: boolean) => {
    const loaded = loadEngine(dir, 1, source, 'none', lean);
    if ('refused' in loaded) throw new Error(loaded.refused);
    return loaded.engine;
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'docent-lean-'));
    const engine = createSearchEngine(source);
    engine.add(passages);
    saveEngine(dir, 1, engine);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('answers as one that holds them', () => {
    const [whole, lean] = [load(false), load(true)];
    expect(lean.lexical.segments().map(({ left }) => left === undefined)).toEqual([false]);
    for (const text of QUESTIONS) expect(lean.search({ text, k: 10 })).toEqual(whole.search({ text, k: 10 }));
  });

  it('takes changes in, and answers as one that holds them', () => {
    const [whole, lean] = [load(false), load(true)];
    for (const engine of [whole, lean]) {
      engine.remove(passages.slice(0, 120).map(({ id }) => id));
      engine.add(passages.slice(0, 200).map((passage) => ({ ...passage, id: passage.id + 1_000 })));
    }
    for (const text of QUESTIONS) expect(lean.search({ text, k: 10 })).toEqual(whole.search({ text, k: 10 }));
  });

  it('is refused when a byte of what stays in the file has changed', () => {
    const name = readdirSync(dir).find((file) => file.startsWith('lexical-')) ?? '';
    const bytes = readFileSync(join(dir, name));
    const at = bytes.length - 2_000;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(dir, name), bytes);
    expect(loadEngine(dir, 1, source, 'none', true)).toMatchObject({
      refused: expect.stringMatching(/another hash/),
    });
  });

  it('is refused when the file is cut off', () => {
    const name = readdirSync(dir).find((file) => file.startsWith('lexical-')) ?? '';
    writeFileSync(join(dir, name), readFileSync(join(dir, name)).subarray(0, 3_000));
    expect(loadEngine(dir, 1, source, 'none', true)).toMatchObject({
      refused: expect.stringMatching(/another size/),
    });
  });
});
