import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../../../core/local/blocks/parse-blocks.ts';
import { aScoredPassage } from '../../../fixtures/passages.ts';

const said = (parts: readonly { text: string }[]) => parts.map(({ text }) => text);

/** A passage's blocks as kind, lead and parts. */
const blocksOf = (text: string, behind?: string) => {
  const following = aScoredPassage(behind ?? '', { sentences: [] });
  const passages =
    behind === undefined ? [aScoredPassage(text)] : [aScoredPassage(text, { following }), following];
  return parseBlocks(passages).map(({ kind, lead, parts }) => ({
    kind,
    lead: said(lead),
    parts: said(parts),
  }));
};

describe('a passage taken apart', () => {
  it('tells paragraphs from each other, and sentences in them', () => {
    expect(blocksOf('One here. Two here.\n\nThree here.')).toEqual([
      { kind: 'prose', lead: [], parts: ['One here.', 'Two here.'] },
      { kind: 'prose', lead: [], parts: ['Three here.'] },
    ]);
  });

  it.each([
    ['list', 'Bring these:\n- a badge\n  - of plastic\n- a pen', ['- a badge', '  - of plastic', '- a pen']],
    ['list', 'Bring these:\n\n* a badge\n* a pen', ['* a badge', '* a pen']],
    ['steps', 'Do this:\n\n1. Open it.\n2. Close it.', ['1. Open it.', '2. Close it.']],
    [
      'steps',
      'Do this:\n\n1. Run this:\n\nsudo reboot --now\n\n2. Wait.',
      ['1. Run this:', 'sudo reboot --now', '2. Wait.'],
    ],
    ['code', 'Run this:\n\nnpm ci --omit=dev', ['npm ci --omit=dev']],
    [
      'table',
      'The rates:\n\nCity: Rome | Rate: 90\nCity: Oslo | Rate: 120',
      ['City: Rome | Rate: 90', 'City: Oslo | Rate: 120'],
    ],
  ])('keeps a %s with what announces it', (kind, text, parts) => {
    const [block] = blocksOf(text);
    expect(block).toMatchObject({ kind, parts });
    expect(block?.lead).toHaveLength(1);
    for (const part of parts) expect(text).toContain(part);
  });

  it('takes a long row with a line a cell for one record', () => {
    const row = 'Action: Cut\nShortcut: Ctrl+X\nDescription: Takes it out.';
    expect(blocksOf(row)).toEqual([{ kind: 'record', lead: [], parts: [row] }]);
  });

  it('begins another list where the numbers begin again', () => {
    expect(blocksOf('1. One.\n2. Two.\n\n1. Other.').map(({ parts }) => parts)).toEqual([
      ['1. One.', '2. Two.'],
      ['1. Other.'],
    ]);
  });

  it.each([
    ['a heading', 'Opening hours\nFrom nine to five.'],
    ['a question', 'When are you open?\n\nFrom nine to five.'],
    ['a label', 'Opening hours\n\nFrom nine to five.'],
  ])('keeps %s with what stands under it, and not as a block', (_name, text) => {
    const [block, ...others] = parseBlocks([aScoredPassage(text)]);
    expect(others).toEqual([]);
    expect(block).toMatchObject({ first: true, parts: [{ text: 'From nine to five.' }] });
    expect(block?.heading ?? block?.label).toBe(text.split('\n')[0]);
  });

  it('keeps an address on a line of its own with what stands before it', () => {
    expect(blocksOf('Try it out. All steps can be found at\n\nhttps://example.com/steps')).toEqual([
      {
        kind: 'prose',
        lead: [],
        parts: ['Try it out.', 'All steps can be found at', 'https://example.com/steps'],
      },
    ]);
  });

  it('leaves pictures out', () => {
    expect(blocksOf('🖼 The main window\n\nPress it.')).toEqual([
      { kind: 'prose', lead: [], parts: ['Press it.'] },
    ]);
  });

  it('goes on in the text that follows where the end cuts a list, or what announces one', () => {
    expect(blocksOf('1. One.\n2. Two.', '3. Three.\n\nMore.')[0]?.parts).toEqual([
      '1. One.',
      '2. Two.',
      '3. Three.',
    ]);
    expect(blocksOf('Do this now, and then do these:', '- a\n- b')).toEqual([
      { kind: 'list', lead: ['Do this now, and then do these:'], parts: ['- a', '- b'] },
    ]);
    expect(blocksOf('It is so.', '- a\n- b')).toHaveLength(1);
  });

  it('does not end a sentence at a day, and takes the share of what it joins', () => {
    const text = 'It came out on 22. Sep 2022 for all.';
    const sentences = [
      { start: 0, end: 18, score: 0.5 },
      { start: 19, end: text.length, score: 0.25 },
    ];
    expect(parseBlocks([aScoredPassage(text, { sentences })])[0]?.parts).toMatchObject([
      { text, share: 0.75 },
    ]);
  });
});
