import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { joinLeftOut, type LeftOut, leftOutSentences, leftOutWords } from '../../core/ports/left-out.ts';
import { openApp } from '../fixtures/whole-app.ts';

describe('an ingest', () => {
  it('says what of a file was not read', async () => {
    await using docent = await openApp();
    const { files } = await docent.ingest({
      'a.md': 'The price was ~~64~~ 58 crowns.',
      'b.md': 'The gate closes at ten.',
    });
    expect(files.map((file) => file.leftOut)).toEqual([[{ kind: 'struck-text', count: 1 }], undefined]);
    expect(leftOutWords(files[0]?.leftOut ?? [])).toBe('1 struck-out passage');
  });

  it('takes a name in both spellings of its accents for one document', async () => {
    await using docent = await openApp();
    const name = 'Überstunden.md';
    const take = async (spelled: string, text: string): Promise<string[]> => {
      const folder = path.join(docent.folder, spelled === name.normalize('NFC') ? 'nfc' : 'nfd', 'docs');
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, spelled), text);
      const options = { collection: 'default', by: 'cli', cwd: path.dirname(folder) };
      return (await docent.app.library.ingest(['docs'], options)).files.map((file) => file.status);
    };
    expect(await take(name.normalize('NFD'), 'Overtime is paid from the fifth hour.')).toEqual(['added']);
    expect(await take(name.normalize('NFC'), 'Overtime is paid from the seventh hour.')).toEqual(['updated']);
    expect(await docent.app.library.list()).toHaveLength(1);
  });
});

describe('what was not read, in words', () => {
  it('counts pages apart, out of all where that is known', () => {
    expect(
      leftOutSentences([
        { kind: 'attachments', count: 2 },
        { kind: 'pages-without-text', count: 3, of: 40 },
        { kind: 'charts', count: 1 },
      ]),
    ).toEqual(['3 pages of 40 hold no text.', '2 attachments, 1 chart were not read.']);
    expect(leftOutSentences([{ kind: 'pages-without-text', count: 1 }])).toEqual(['1 page holds no text.']);
    expect(leftOutSentences([])).toEqual([]);
  });

  it('adds up the lists of several documents, and all there are where each knows it', () => {
    const pages = (count: number, of?: number): LeftOut => ({
      kind: 'pages-without-text',
      count,
      ...(of === undefined ? {} : { of }),
    });
    expect(joinLeftOut([[pages(1, 3)], undefined, [pages(2, 5)]])).toEqual([pages(3, 8)]);
    expect(joinLeftOut([[pages(1, 3)], [pages(2)], [pages(1, 2)]])).toEqual([pages(4)]);
  });
});
