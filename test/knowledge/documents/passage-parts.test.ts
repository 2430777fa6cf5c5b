import { describe, expect, it } from 'vitest';
import { readParts } from '../../../knowledge/documents/passage-parts.ts';
import { splitIntoPassages } from '../../../knowledge/ingest/passages.ts';

const shown = (kept: string | null, text: string) =>
  readParts(kept, text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('the parts of a passage', () => {
  it('say what each piece of its text is, after the splitter joined and cut them', () => {
    const rows = Array.from({ length: 120 }, (_, n) => `Row: ${n} | Value: some words of row ${n}`);
    const passages = splitIntoPassages({
      title: null,
      externalId: null,
      blocks: [
        { kind: 'heading', level: 1, text: 'Berths' },
        { kind: 'heading', level: 2, text: 'East' },
        { kind: 'paragraph', text: 'Run this:' },
        { kind: 'code', text: 'a\n\n\nb' },
        { kind: 'heading', level: 2, text: 'West' },
        { kind: 'list', text: '- one\n- two' },
        { kind: 'heading', level: 1, text: 'Prices' },
        { kind: 'table', text: rows.join('\n') },
      ],
    });
    const [first, ...tables] = passages.map(({ parts, text }) => shown(parts, text));
    expect(first).toEqual([
      ['heading', 'East'],
      ['paragraph', 'Run this:'],
      ['code', 'a\n\n\nb'],
      ['heading', 'West'],
      ['list', '- one\n- two'],
    ]);
    expect(tables.length).toBeGreaterThan(1);
    expect(new Set(tables.flat().map(([kind]) => kind))).toEqual(new Set(['table']));
    expect(
      tables
        .flat()
        .map(([, text]) => text)
        .join('\n'),
    ).toBe(rows.join('\n'));
  });

  it('are guessed where none were kept, or where they are of another text', () => {
    const text = 'Some words.\nMore.\n\n- one\n  and more\n- two\n\nName: Ada | Age: 3\nName: Bob | Age: 4';
    const guessed = [
      ['paragraph', 'Some words.\nMore.'],
      ['list', '- one\n  and more\n- two'],
      ['table', 'Name: Ada | Age: 3\nName: Bob | Age: 4'],
    ];
    expect(shown(null, text)).toEqual(guessed);
    expect(shown('p0-4', text)).toEqual(guessed);
    expect(shown('p0-4 l30-99', text)).toEqual(guessed);
    expect(shown('nonsense', text)).toEqual(guessed);
  });
});
